import SimpleFeatures

extension MappedIncident {
  /// A feature with the properties of simplestyle-spec 1.1.0: title, description, and the marker,
  /// stroke and fill that its geometry has.
  func simpleStyled(_ feature: Feature) -> Feature {
    let words = IncidentDescription(self)
    let symbol = IncidentSymbol(self, feature)
    let color = symbol.color
    var feature = feature
    feature.properties["title"] = .string(words.title)
    feature.properties.append("description", .string(words.text))
    switch symbol.layer {
    case .points:
      // A marker has no opacity.
      feature.properties.append(
        "marker-color", .string((symbol.isUncertain ? color.pale : color).hex))
      feature.properties.append("marker-size", .string(symbol.markerSize))
    case .lines:
      feature.properties.append("stroke", .string(color.hex))
      feature.properties.append("stroke-width", .integer(symbol.strokeWidth))
      feature.properties.append("stroke-opacity", .number(0.6))
    case .areas:
      feature.properties.append("stroke", .string(color.hex))
      feature.properties.append("stroke-width", .integer(1))
      feature.properties.append("stroke-opacity", .number(0.6))
      feature.properties.append("fill", .string(color.hex))
      feature.properties.append("fill-opacity", .number(symbol.fillOpacity))
    case .unplaced: break
    }
    return feature
  }
}

extension IncidentSymbol {
  /// The size of a marker in simplestyle's words.
  fileprivate var markerSize: String {
    switch toll {
    case .none: "small"
    case .some: "medium"
    case .many: "large"
    }
  }

  /// The width of a line in pixels.
  var strokeWidth: Int {
    switch toll {
    case .none: 2
    case .some: 4
    case .many: 6
    }
  }

  /// The radius of a circle in pixels.
  var circleRadius: Int {
    switch toll {
    case .none: 4
    case .some: 6
    case .many: 9
    }
  }
}
