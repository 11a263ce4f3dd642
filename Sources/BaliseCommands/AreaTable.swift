import Balise
import Foundation

/// Areas from a GeoJSON with the values that are tested.
struct AreaTable {
  let file: String
  let document: GeoJSONDocument
  /// The values, one for each area.
  let values: [Double]
  /// What the values are, for people.
  let valueName: String
  /// The fields they come from.
  let parameters: Properties

  /// Reads areas and refuses what cannot be tested.
  init(_ path: String, _ options: LocalAreaOptions) throws {
    let source = try ByteSource.open(path)
    let document = try GeoJSONReader.read(source)
    (file, self.document) = (path, document)
    let field = options.value ?? ""
    func problem(_ reason: String, _ action: String? = nil) -> InputError {
      action.map { InputError(file: path, reason: reason, action: $0) }
        ?? InputError(file: path, reason: reason)
    }
    let count = document.features.count
    guard count >= 4 else {
      throw problem("it has \(count == 1 ? "1 area" : "\(count) areas"); at least 4 are needed")
    }
    func numbers(_ field: String) throws -> [Double] {
      guard document.features.contains(where: { $0.properties[field] != nil }) else {
        let names = document.features.first?.properties.members.map(\.name) ?? []
        throw problem(
          "its areas have no property \"\(field)\"",
          "they have \(names.isEmpty ? "none" : names.joined(separator: ", "))")
      }
      return try document.features.enumerated().map { place, feature in
        let name = Self.name(feature, place)
        guard let value = feature.properties[field], value != .null else {
          throw problem("area \(name) has no value in \"\(field)\"", "give it one or leave it out")
        }
        guard let number = value.number, abs(number) <= 1e100 else {
          let text = value.string.map { "\"\($0)\"" } ?? (try? value.json()) ?? ""
          throw problem("area \(name) has \(text) in \"\(field)\", which is no number")
        }
        return number
      }
    }
    var values = try numbers(field)
    if let denominator = options.denominator {
      let bases = try numbers(denominator)
      if let place = bases.firstIndex(where: { $0 <= 0 }) {
        throw problem(
          "area \(Self.name(document.features[place], place)) has \(bases[place]) in "
            + "\"\(denominator)\", and a denominator must be above 0",
          "leave the area out or mend it")
      }
      values =
        options.rates == .eb
        ? EventRates.empiricalBayes(values, over: bases) : EventRates.plain(values, over: bases)
      valueName =
        options.rates == .eb
        ? "\(field) / \(denominator), standardised" : "\(field) / \(denominator)"
    } else {
      valueName = field
    }
    guard let first = values.first, values.contains(where: { $0 != first }) else {
      throw problem("all \(count) areas have the same value in \"\(field)\": nothing to compare")
    }
    self.values = values
    var parameters: Properties = ["areas": .string(path), "value": .string(field)]
    parameters.append("denominator", text: options.denominator)
    if options.denominator != nil {
      parameters.append("rates", .string((options.rates ?? .plain).rawValue))
    }
    self.parameters = parameters
  }

  /// What an area is called: its identifier, or its number from 1.
  func name(_ place: Int) -> String { Self.name(document.features[place], place) }

  private static func name(_ feature: Feature, _ place: Int) -> String {
    feature.id ?? "\(place + 1)"
  }

  // MARK: Neighbours

  /// The neighbours, and what has to be said of how they were found.
  func weights(_ argument: WeightsArgument) throws -> (SpatialWeights, note: String?) {
    switch argument {
    case .contiguity(let contiguity):
      let areas = try document.features.enumerated().map { place, feature in
        guard let geometry = feature.geometry, !geometry.polygons.isEmpty else {
          throw InputError(
            file: file,
            reason:
              "area \(name(place)) is \(feature.geometry.map { "a \($0.typeName)" } ?? "without a geometry"), "
              + "and \(contiguity.rawValue) needs polygons",
            action: "take band, knn or gal")
        }
        return geometry
      }
      return (SpatialWeights(areas: areas, contiguity), nil)
    case .band(let length):
      return (SpatialWeights(points: try centers(), withinMeters: length.meters), nil)
    case .nearest(let count):
      return (SpatialWeights(points: try centers(), nearest: count), nil)
    case .gal(let path):
      guard let gal = try argument.galFile() else { return (SpatialWeights(neighbors: []), nil) }
      let (ids, what) = try identifiers(for: gal, path)
      return (try gal.weights(of: ids), "The identifiers of \(path) are \(what).")
    }
  }

  /// The centroids on the plane of longitude and latitude.
  private func centers() throws -> [Coordinate] {
    let context = try GEOSContext()
    return try document.features.enumerated().map { place, feature in
      guard let geometry = feature.geometry, let center = try context.centroid(of: geometry) else {
        throw InputError(file: file, reason: "area \(name(place)) has no geometry")
      }
      return center
    }
  }

  /// What the areas are called in a file of neighbours: by the field that it names, otherwise by the
  /// first of identifiers, numbers from 1, numbers from 0 and properties that has them all.
  private func identifiers(for gal: GALFile, _ path: String) throws -> ([String], String) {
    let features = document.features
    func byField(_ field: String) -> [String]? {
      let ids = features.compactMap { $0.properties[field].flatMap(Self.identifier) }
      return ids.count == features.count ? ids : nil
    }
    if let field = gal.field, let ids = byField(field) { return (ids, "those in \"\(field)\"") }
    let own = features.compactMap(\.id)
    var candidates = own.count == features.count ? [(own, "those of the areas")] : []
    candidates += [
      (features.indices.map { "\($0 + 1)" }, "the areas' numbers in their order, from 1"),
      (features.indices.map { "\($0)" }, "the areas' numbers in their order, from 0"),
    ]
    for field in features.first?.properties.members.map(\.name) ?? [] {
      if let ids = byField(field) { candidates.append((ids, "those in \"\(field)\"")) }
    }
    let wanted = Set(gal.ids)
    if let found = candidates.first(where: { Set($0.0) == wanted && $0.0.count == wanted.count }) {
      return found
    }
    // Whatever comes nearest makes the message.
    let nearest = candidates.max {
      Set($0.0).intersection(wanted).count < Set($1.0).intersection(wanted).count
    }
    return nearest ?? ([], "")
  }

  private static func identifier(_ value: PropertyValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    default: nil
    }
  }

  // MARK: Output

  /// Writes the areas as they came, with the results behind their properties.
  func write(_ report: LocalReport, to target: OutputTarget) throws {
    var members = document.members
    var basis = collectionProperties(nil)
    basis.append("hotspots", .object(report.basis.properties))
    members["balise"] = .object(basis)
    var writer = try GeoJSONWriter(to: target, members: members)
    let encoder = GeoJSONEncoder(hasIntegerIDs: document.hasIntegerIDs)
    for (feature, row) in zip(document.features, report.rows) {
      var feature = feature
      for member in row.properties(report.statistic).members {
        feature.properties[member.name] = member.value
      }
      var encoded = EncodedFeatures()
      try encoder.append(feature, to: &encoded)
      try writer.write(encoded)
    }
    try writer.finish()
  }
}
