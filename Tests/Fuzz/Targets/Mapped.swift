import Datasets
import Incidents
import ReferenceGeography
import SimpleFeatures

@testable import GeoFormats
@testable import IncidentMapping

private enum Shipped {
  static let atlas = Result { try Atlas(folder: try GeodataFolder.locate()) }
}

/// A document's incidents on the ground give GeoJSON that can be read.
func checkDocument(_ bytes: [UInt8]) {
  let incidents: [Incident]
  do {
    incidents = try IncidentDocument.read(bytes, fileName: "document")
  } catch {
    check(error)
    return
  }
  guard (1...8).contains(incidents.count) else { return }
  for style in GeometryStyle.allCases {
    let output = mapped(bytes, .balise) { $0.style = style }
    guard let output else { fatalError("a document that was read cannot be mapped") }
    checkOutput(output)
  }
}

/// Rows of UCDP GED give the same features and findings the fast way and the other.
func checkFeatures(_ bytes: [UInt8]) {
  for properties in [PropertyChoice.all, .none] {
    let ways = [true, false].map { isPlain in
      mapped(bytes, .ucdpGED) {
        $0.takesPlainRows = isPlain
        $0.columns = .all
        $0.properties = properties
      }
    }
    require(ways[0]?.bytes == ways[1]?.bytes, "other features the fast way")
    require(ways[0]?.findings == ways[1]?.findings, "other findings the fast way")
    if let output = ways[0] { checkOutput(output) }
  }
}

private struct Output {
  var bytes: [UInt8]
  var count = 0
  var findings: [Diagnostic]
}

private func checkOutput(_ output: Output) {
  output.findings.forEach(check)
  do {
    let count = try GeoJSONReader.read(output.bytes, file: "output").features.count
    require(count == output.count, "\(output.count) features written, \(count) read")
  } catch {
    fatalError("the output: \(error)")
  }
}

/// Maps bytes; nil if they cannot be read.
private func mapped(
  _ bytes: [UInt8], _ format: IncidentSource.Format, _ change: (inout IncidentMapper) -> Void
) -> Output? {
  do {
    var mapper = IncidentMapper(atlas: try Shipped.atlas.get())
    change(&mapper)
    let source = try IncidentSource(
      bytes: bytes, name: "input", format: format,
      options: .init(columns: mapper.columns == .none ? .none : .typed))
    let sink = MemorySink()
    var writer = try IncidentWriter(.geojson, to: [sink], name: "", members: [:], isPretty: false)
    var seen = SeenRecords()
    var findings: [Diagnostic] = []
    var count = 0
    _ = try mapper.map(
      source, seen: &seen, report: { findings.append($0) },
      emit: {
        count += $0.count
        try writer.write($0)
      })
    try writer.finish()
    return Output(bytes: sink.bytes, count: count, findings: findings)
  } catch {
    check(error)
    return nil
  }
}
