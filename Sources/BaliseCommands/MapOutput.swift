import Balise
import Foundation

/// The files that `balise map` writes: all of them, or none.
final class MapOutput {
  private let profile: OutputProfile
  private let targets: [OutputTarget]
  private var writer: IncidentWriter
  private var table: IncidentTable?
  /// The GeoPackage, where that is the output, and how it came about.
  private var geoPackage: (file: IncidentGeoPackage, provenance: Properties)?

  init(
    _ profile: OutputProfile, to output: String, apartFrom inputs: [String], members: Properties,
    properties: PropertyChoice, isPretty: Bool
  ) throws {
    self.profile = profile
    let files = profile.files(for: output)
    targets = try files.map { try openOutput($0, apartFrom: inputs) }
    if profile == .gpkg {
      geoPackage = (try openGeoPackage(targets[0], properties), members)
    }
    let name = output.split(separator: "/").last ?? "incidents"
    writer = try IncidentWriter(
      profile, to: targets, name: String(name.prefix { $0 != "." }), members: members,
      isPretty: isPretty)
  }

  /// Fits the columns of a table to an input: the first one decides, later ones must not have more.
  func fit(_ mapper: inout IncidentMapper, to source: IncidentSource) throws {
    guard profile.isTable else { return }
    let kept =
      switch mapper.columns {
      case .none: [String]()
      case .named(let names): names
      case .all: source.columnNames
      }
    let needed = IncidentTable(
      kept: kept, properties: mapper.properties, isForExcel: profile == .excel,
      hasAdmission: mapper.saysAdmission)
    if let table {
      let missing = needed.header.filter { !table.header.contains($0) }
      guard missing.isEmpty else {
        let names = missing.map { "\"\($0.dropFirst("src_".count))\"" }
        throw InputError(
          file: source.name,
          reason: "the input before it has no column \(names.joined(separator: ", ")), and the "
            + "header of the table is written",
          action: "name the columns with --keep, or write a table for each input")
      }
      mapper.table = table
      return
    }
    try writer.begin(needed)
    table = needed
    mapper.table = needed
  }

  func write(_ incidents: EncodedIncidents) throws {
    try geoPackage?.file.write(incidents)
    try writer.write(incidents)
  }

  /// Ends all files, and puts them in their places only when each is written out.
  /// - Parameter inputs: the files that were read, for what tells how it came about.
  func commit(inputs: [String]) throws {
    if profile.isTable, table == nil {
      try writer.begin(IncidentTable(isForExcel: profile == .excel))
    }
    try writer.finish()
    if let geoPackage {
      var provenance = geoPackage.provenance
      let names = inputs.map { PropertyValue.string(URL(filePath: $0).lastPathComponent) }
      provenance.append("inputs", .array(names))
      try geoPackage.file.finish(provenance)
      try refuseLeftovers(targets[0])
    }
    for target in targets { try target.flush() }
    for target in targets { try target.commit() }
  }

  /// What the viewer does not show, in words.
  var remarks: [String] {
    var remarks: [String] = []
    if writer.withoutGeometry > 0 {
      let incidents = counted(writer.withoutGeometry, "incident") + " without a known place"
      switch profile {
      case .geojsonIO:
        remarks.append("\(incidents) left out: geojson.io stops at a feature without a geometry.")
      case .leaflet, .maplibre, .kepler, .umap:
        remarks.append("\(incidents): in the file, not on the map.")
      case .qgis: remarks.append("\(incidents): in \(targets.last?.name ?? "").")
      case .gpkg: remarks.append("\(incidents): in the table incidents_unplaced.")
      case .timemap: remarks.append("\(incidents): on TimeMap's timeline only.")
      case .geojson, .seq, .lines, .csv, .excel, .text: break
      }
    }
    if profile == .timemap, writer.withoutDate > 0 {
      let incidents = counted(writer.withoutDate, "incident")
      remarks.append("\(incidents) without a first day: TimeMap leaves out what has no date.")
    }
    return remarks
  }
}

/// Begins a GeoPackage in the file that an output has until it is put in its place.
private func openGeoPackage(
  _ target: OutputTarget, _ properties: PropertyChoice
) throws -> IncidentGeoPackage {
  guard let path = target.partialPath else {
    throw OutputError.failed(
      file: target.name, reason: "a GeoPackage is written to a file of its own",
      action: "give -o the name of a file that is no link or pipe")
  }
  try refuseLeftovers(target)
  return try IncidentGeoPackage(path: path, name: target.name, properties: properties)
}

/// Refuses to replace a database that another program is writing to: what that left beside it would
/// be taken for a part of the new one.
private func refuseLeftovers(_ target: OutputTarget) throws {
  for ending in ["-wal", "-journal"]
  where FileManager.default.fileExists(atPath: target.name + ending) {
    throw OutputError.failed(
      file: target.name, reason: "another program has it open, or was stopped while writing to it",
      action: "close it there (QGIS), or choose another name")
  }
}

/// A count with its word.
func counted(_ count: Int, _ word: String) -> String {
  "\(grouped(count)) \(word)\(count == 1 ? "" : "s")"
}
