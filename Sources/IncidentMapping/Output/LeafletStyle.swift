import SimpleFeatures

extension MappedIncident {
  /// A feature with `popup`, HTML that is safe for `bindPopup`, and `style`, the options of
  /// Leaflet's `Path` and, for points, of `CircleMarker`.
  func styledForLeaflet(_ feature: Feature) -> Feature {
    let symbol = IncidentSymbol(self, feature)
    var feature = feature
    feature.properties.append("popup", .string(IncidentDescription(self).html))
    var style: Properties = ["color": .string(symbol.color.hex)]
    if symbol.layer == .points { style.append("radius", .integer(symbol.circleRadius)) }
    style.append("weight", .integer(symbol.layer == .lines ? symbol.strokeWidth : 1))
    style.append("opacity", .number(symbol.isUncertain ? 0.6 : 1))
    if symbol.layer != .lines {
      style.append("fillColor", .string(symbol.color.hex))
      style.append("fillOpacity", .number(symbol.isUncertain ? symbol.fillOpacity : 0.8))
    }
    if symbol.isUncertain { style.append("dashArray", .string("6 6")) }
    feature.properties.append("style", .object(style))
    return feature
  }
}
