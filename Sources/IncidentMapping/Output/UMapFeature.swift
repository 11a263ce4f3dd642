import SimpleFeatures

extension MappedIncident {
  /// A feature with `name`, `description` and `_umap_options` as uMap's schema has them: opacities
  /// from 0.1 to 1, weights from 1 to 20.
  func styledForUMap(_ feature: Feature) -> Feature {
    let words = IncidentDescription(self)
    let symbol = IncidentSymbol(self, feature)
    var feature = feature
    feature.properties.append("name", .string(words.title))
    feature.properties.append("description", .string(words.text))
    var options: Properties = ["color": .string(symbol.color.hex)]
    switch symbol.layer {
    case .points:
      options.append("iconClass", .string(symbol.isUncertain ? "Circle" : "Drop"))
      options.append("iconOpacity", .number(symbol.isUncertain ? 0.5 : 1))
    case .lines:
      options.append("weight", .integer(symbol.strokeWidth))
      options.append("opacity", .number(0.6))
    case .areas:
      options.append("weight", .integer(1))
      options.append("opacity", .number(0.6))
      options.append("fillOpacity", .number(symbol.fillOpacity))
    case .unplaced: break
    }
    if symbol.isUncertain, symbol.layer != .points, symbol.layer != .unplaced {
      options.append("dashArray", .string("6,6"))
    }
    feature.properties.append("_umap_options", .object(options))
    return feature
  }
}
