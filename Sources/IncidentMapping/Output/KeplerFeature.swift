import Incidents
import SimpleFeatures

extension MappedIncident {
  /// A feature with one property `time` that kepler.gl takes as a time, and colours as lists of
  /// numbers, which it takes for styles.
  func styledForKepler(_ feature: Feature) -> Feature {
    let symbol = IncidentSymbol(self, feature)
    var feature = feature
    feature.properties.append("description", .string(IncidentDescription(self).text))
    feature.properties.append("time", text: incident.date?.earliest.map { "\($0) 00:00:00" })
    feature.properties.append("lineColor", symbol.color.list(opacity: nil))
    feature.properties.append(
      "lineWidth", .integer(symbol.layer == .lines ? symbol.strokeWidth : 1))
    feature.properties.append(
      "fillColor", symbol.color.list(opacity: symbol.isUncertain ? symbol.fillOpacity : 0.8))
    return feature
  }
}

extension IncidentSymbol.Color {
  /// Red, green, blue and, if given, opacity, each 0 to 255.
  fileprivate func list(opacity: Double?) -> PropertyValue {
    let opacity = opacity.map { [Int(($0 * 255).rounded())] } ?? []
    return .array(([red, green, blue] + opacity).map(PropertyValue.integer))
  }
}
