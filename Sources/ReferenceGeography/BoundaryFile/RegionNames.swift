import GeoFormats
import SimpleFeatures

/// Identifiers, names and codes of the regions of a layer, row by row.
struct RegionNames {
  /// Identifiers, each once.
  private(set) var ids: [String] = []
  private(set) var names: [String] = []
  private(set) var alternatives: [[String]] = []
  private(set) var codes: [[String]] = []

  /// Reads them; identifiers that are missing or come twice are made up, and said.
  init(
    _ table: BoundaryTable, _ columns: BoundaryColumns, file: String,
    _ findings: inout [Diagnostic]
  ) {
    var used: Set<String> = []
    for row in 0..<table.count {
      func text(_ column: String?) -> String? { column.flatMap { table.text($0, row: row) } }
      let stated = text(columns.id)
      let name = text(columns.name) ?? stated
      let wanted = stated ?? name ?? "region \(row + 1)"
      let id = Self.free(wanted, used)
      used.insert(id)
      if id != wanted || (stated == nil && columns.id != nil) {
        findings.append(
          Diagnostic(
            .warning, code: "boundary-id", file: file, column: columns.id, record: "\(row + 1)",
            value: stated,
            reason: stated == nil
              ? "the region \(name?.quoted ?? "") has no identifier"
              : "another region has the same identifier",
            action: "\(id.quoted) is taken"))
      }
      ids.append(id)
      names.append(name ?? id)
      let others = columns.alternativeNames.compactMap(text).flatMap(Self.list).unique
      alternatives.append(others.filter { $0 != name })
      codes.append(columns.codes.compactMap(text).unique.filter { $0 != id })
    }
  }

  private static func free(_ id: String, _ used: Set<String>) -> String {
    guard used.contains(id) else { return id }
    var number = 2
    while used.contains("\(id)-\(number)") { number += 1 }
    return "\(id)-\(number)"
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: "|").flatMap { splitList(String($0)) }
  }
}
