public import GeoFormats
public import LinearReferencing
import SimpleFeatures

/// A network of roads read from a file of one's own, with what was understood and what was found.
public struct NetworkFile: Sendable {
  /// The network.
  public let network: RouteNetwork
  /// The column of the lines' identifiers; nil where they are the numbers of the features, from 1.
  public let idColumn: String?
  /// The column of the lines' names; nil where there is none.
  public let nameColumn: String?
  /// What was wrong or doubtful, and what was done about it.
  public let findings: [Diagnostic]
  /// How many features the file has, those without lines included.
  public let featureCount: Int
  /// How many lines were taken; a feature may have several.
  public let lineCount: Int
  /// How the coordinates were brought to WGS 84; nil where they were so already.
  public let transformation: String?

  /// Reads all lines of GeoJSON, a shapefile, a zip archive that holds one of them, or a GeoPackage.
  ///
  /// The columns of identifiers and names are guessed as those of boundaries are. Throws where the
  /// file cannot be read or holds no lines.
  /// - Parameters:
  ///   - path: `FILE`, `FILE.zip:ENTRY`, `FILE.gpkg:LAYER`.
  ///   - toleranceMeters: how near ends must come to meet.
  public init(
    path: String, toleranceMeters: Double = RouteNetwork.defaultToleranceMeters
  ) throws {
    var layer = try FeatureLayer.read(path)
    transformation = try layer.transformToLongitudeLatitude()
    let table = BoundaryTable(layer.features)
    let columns = BoundaryColumns.guess(table).columns
    // For a region without a name its identifier will do; a road may have none.
    let nameColumn = columns.name == columns.id ? nil : columns.name
    var findings = layer.findings
    var lines: [NetworkLine] = []
    for (row, feature) in layer.features.enumerated() {
      let id = columns.id.flatMap { table.text($0, row: row) } ?? "\(row + 1)"
      let name = nameColumn.flatMap { table.text($0, row: row) } ?? ""
      let all = (feature.geometry?.lineStrings ?? []).map {
        NetworkLine(id: id, name: name, line: $0)
      }
      let usable = all.filter(\.hasLength)
      if usable.isEmpty || usable.count < all.count {
        findings.append(
          Diagnostic(
            .warning, code: "network-without-line", file: path, record: "\(row + 1)",
            reason: !all.isEmpty
              ? "a line has no length"
              : feature.geometry.map { "the feature is a \($0.typeName)" }
                ?? "the feature has no geometry",
            action: "left out of the network"))
      }
      lines += usable
    }
    guard !lines.isEmpty else {
      throw InputError(
        file: path,
        reason: layer.features.isEmpty
          ? "it holds no features" : "none of its \(layer.features.count) features has lines",
        action: "a network is made of lines: give a file of roads")
    }
    network = try RouteNetwork(lines: lines, toleranceMeters: toleranceMeters)
    (idColumn, self.nameColumn) = (columns.id, nameColumn)
    self.findings = findings
    featureCount = layer.features.count
    lineCount = lines.count
  }

  /// One line on what was taken from the file.
  public var summary: String {
    let components = (network.components.max() ?? -1) + 1
    let columns = [idColumn.map { "id \($0)" }, nameColumn.map { "name \($0)" }]
      .compactMap(\.self)
    return "\(lineCount) \(lineCount == 1 ? "line" : "lines"), "
      + "\(Int((network.lengthMeters / 1000).rounded())) km; \(network.nodes.count) nodes, "
      + "\(network.edges.count) edges, \(components) "
      + (components == 1 ? "connected part" : "connected parts")
      + (columns.isEmpty ? "" : "; columns: \(columns.joined(separator: "; "))")
      + (transformation.map { "; \($0)" } ?? "")
  }
}
