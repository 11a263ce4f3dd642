public import GeoFormats
import NameMatching
import SimpleFeatures

/// A boundary set read from a file of one's own, with what was understood and what was found.
public struct BoundaryFile: Sendable {
  /// What is known better than the file can tell.
  public struct Options: Sendable {
    /// Columns that are given; the others are guessed.
    public var columns = BoundaryColumns()
    /// How far a border may lie from its true place, in metres; nil where it is not known.
    public var accuracyMeters: Double?
    /// The level to take from a file that holds several.
    public var level: Int?

    /// Makes options without any.
    public init() {}
  }

  /// The regions.
  public let set: BoundarySet
  /// The columns they were made of.
  public let columns: BoundaryColumns
  /// What was wrong or doubtful, and what was done about it.
  public let findings: [Diagnostic]
  /// How many features the file has, those left out included.
  public let featureCount: Int
  /// How many regions were not valid and were repaired.
  public let repairedCount: Int
  /// How the coordinates were brought to WGS 84; nil where they were so already.
  public let transformation: String?

  /// Reads a boundary set from GeoJSON, a shapefile, a zip archive that holds one of them, or a
  /// GeoPackage.
  ///
  /// Throws where the file cannot be read or holds no polygons.
  /// - Parameters:
  ///   - path: `FILE`, `FILE.zip:ENTRY`, `FILE.gpkg:LAYER`.
  ///   - countries: the known countries, to which regions are linked.
  public init(path: String, options: Options = Options(), countries: BoundarySet) throws {
    var layer = try FeatureLayer.read(path)
    var findings = layer.findings
    featureCount = layer.features.count
    transformation = try layer.transformToLongitudeLatitude()
    layer.leaveOutWithoutPolygons(&findings)
    guard !layer.features.isEmpty else {
      throw InputError(
        file: path,
        reason: featureCount == 0
          ? "it holds no features" : "none of its \(featureCount) features has polygons",
        action: "boundaries are polygons: give a file of regions")
    }
    let all = BoundaryTable(layer.features)
    let guess = BoundaryColumns.guess(all)
    let columns = try options.columns.completed(by: guess.columns, of: all.names, file: path)
    let level = try layer.takeLevel(columns, options.level, &findings)
    let table = BoundaryTable(layer.features)
    repairedCount = try layer.repair(table, columns, &findings)
    let names = RegionNames(table, columns, file: path, &findings)
    let links = try layer.countries(table, columns, among: countries)
    let stated = layer.statement
    let setLevel =
      level ?? guess.level ?? stated["level"]?.integer
      ?? (links.areCountries(among: countries) ? 0 : 1)
    let regions = layer.features.indices.compactMap { row -> Region? in
      guard let geometry = layer.features[row].geometry, !geometry.isEmpty else { return nil }
      let country = links.positions[row].map { countries.regions[$0] }
      return Region(
        id: names.ids[row], name: names.names[row], alternativeNames: names.alternatives[row],
        codes: names.codes[row], level: setLevel, countryID: country?.id ?? "",
        countryName: country?.name ?? "", ancestors: columns.ancestors(table, row: row),
        geometry: geometry)
    }
    guard !regions.isEmpty else {
      throw InputError(file: path, reason: "none of its polygons has an area")
    }
    let accuracy = options.accuracyMeters ?? stated["accuracy_m"]?.number
    set = BoundarySet(
      description: BoundarySet.Description(
        id: stated["id"]?.string ?? layer.name, name: stated["name"]?.string ?? layer.name,
        date: stated["date"]?.string ?? columns.commonDate(table) ?? "",
        accuracyMeters: accuracy.map { max(0, $0) } ?? 0, level: setLevel,
        isAccuracyStated: accuracy != nil),
      regions: regions)
    self.columns = columns
    self.findings = findings
  }

  /// One line on what was taken from the file.
  public var summary: String {
    let regions = set.regions.count == 1 ? "1 region" : "\(set.regions.count) regions"
    let countries = set.regions.map(\.countryName).filter { !$0.isEmpty }.unique
    return "\(set.description.label): \(regions) of level \(set.description.level)"
      + (countries.isEmpty
        ? ""
        : " in \(countries.count > 3 ? "\(countries.count) countries" : countries.sorted().joined(separator: ", "))")
      + "; columns: \(columns.summary)"
      + (repairedCount > 0 ? "; \(repairedCount) repaired" : "")
      + (transformation.map { "; \($0)" } ?? "")
      + "; accuracy "
      + (set.description.isAccuracyStated
        ? "\(Int(set.description.accuracyMeters.rounded())) m"
        : "not stated, taken as 0 m (--boundary-accuracy states it)")
  }
}

extension FeatureLayer {
  /// Leaves out features that are no surfaces, and says so; parts of collections that are none go.
  fileprivate mutating func leaveOutWithoutPolygons(_ findings: inout [Diagnostic]) {
    let (file, table) = (file, BoundaryTable(features))
    var kept: [Feature] = []
    for (row, feature) in features.enumerated() {
      let polygons = feature.geometry?.polygons.filter { !$0.exterior.isEmpty } ?? []
      guard polygons.isEmpty else {
        var feature = feature
        let geometry: Geometry =
          polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
        let isBeyond = geometry.envelope.maxX > 180 || geometry.envelope.minX < -180
        feature.geometry = isBeyond ? AntimeridianCut.cut(geometry) : geometry
        kept.append(feature)
        continue
      }
      let name = table.names.lazy.compactMap { table.text($0, row: row) }.first
      findings.append(
        Diagnostic(
          .warning, code: "boundary-without-polygons", file: file, record: "\(row + 1)",
          value: name,
          reason: feature.geometry.map { "the feature is a \($0.typeName)" }
            ?? "the feature has no geometry",
          action: "left out of the boundary set"))
    }
    features = kept
  }

  /// Keeps the features of one level where a column tells several; gives the level.
  fileprivate mutating func takeLevel(
    _ columns: BoundaryColumns, _ wanted: Int?, _ findings: inout [Diagnostic]
  ) throws -> Int? {
    guard let column = columns.level else { return wanted }
    let table = BoundaryTable(features)
    let levels = features.indices.map { row in
      table.text(column, row: row).flatMap { Self.level($0, column: column) }
    }
    let found = Set(levels.compactMap(\.self)).sorted()
    guard let deepest = found.last else { return wanted }
    let taken = wanted ?? deepest
    guard found.contains(taken) else {
      throw InputError(
        file: file, reason: "it has no regions of level \(taken)",
        action: "it has levels \(found.map(String.init).joined(separator: ", "))")
    }
    if found.count > 1 {
      features = features.indices.filter { levels[$0] == taken }.map { features[$0] }
      if wanted == nil {
        findings.append(
          Diagnostic(
            .warning, code: "boundary-levels", file: file, column: column,
            value: found.map(String.init).joined(separator: ", "),
            reason: "the file holds regions of several levels",
            action: "those of level \(taken) are taken (--boundary-level takes others)"))
      }
    }
    return taken
  }

  /// The level that a value means: 1, ADM1, and in OpenStreetMap 4 for the first below the country.
  private static func level(_ text: String, column: String) -> Int? {
    guard let number = text.last?.wholeNumberValue, text.count <= 4 else { return nil }
    guard column.lowercased().filter(\.isLetter) == "adminlevel" else { return number }
    let whole = Int(text) ?? number
    return max(0, whole / 2 - 1)
  }
}

extension BoundaryColumns {
  fileprivate func ancestors(_ table: BoundaryTable, row: Int) -> [Region.Ancestor] {
    parents.compactMap { parent in
      let name = parent.name.flatMap { table.text($0, row: row) } ?? ""
      let id = parent.id.flatMap { table.text($0, row: row) } ?? ""
      guard !name.isEmpty || !id.isEmpty else { return nil }
      return Region.Ancestor(level: parent.level, id: id, name: name)
    }
  }

  /// The date that all regions have; nil where they differ or it is no date.
  fileprivate func commonDate(_ table: BoundaryTable) -> String? {
    guard let date else { return nil }
    let values = Set((0..<table.count).compactMap { table.text(date, row: $0) })
    guard values.count == 1, let value = values.first, value.prefix(4).allSatisfy(\.isNumber),
      value.count >= 4
    else { return nil }
    return String(value.prefix(10))
  }
}
