import Incidents

@testable import Datasets

/// Made-up rows in the form of UCDP GED. Nothing in them happened; every record says SYNTHETIC.
enum SyntheticGED {
  static let columns = [
    "id", "year", "type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b",
    "source_article", "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2",
    "latitude", "longitude", "country", "date_prec", "date_start", "date_end", "best", "high",
    "low",
  ]

  private static let usual = [
    "id": "1", "year": "2024", "type_of_violence": "1", "conflict_name": "SYNTHETIC conflict",
    "dyad_name": "SYNTHETIC A - SYNTHETIC B", "side_a": "SYNTHETIC A", "side_b": "SYNTHETIC B",
    "source_article": "SYNTHETIC source", "source_original": "SYNTHETIC", "where_prec": "1",
    "where_coordinates": "SYNTHETIC town", "adm_1": "Gao region", "adm_2": "SYNTHETIC district",
    "latitude": "16.27", "longitude": "-0.04", "country": "Mali", "date_prec": "1",
    "date_start": "2024-03-05", "date_end": "2024-03-05", "best": "3", "high": "5", "low": "2",
  ]

  static var header: String { columns.joined(separator: ",") + "\n" }

  /// A row with the usual values but for those given.
  static func row(_ changed: [String: String] = [:]) -> String {
    columns.map { csvField(changed[$0] ?? usual[$0] ?? "") }.joined(separator: ",") + "\n"
  }

  /// What is read from a text.
  static func read(_ text: String, columns: IncidentSource.ColumnForm = .none) throws -> ReadResult
  {
    try ReadResult(text, options: .init(columns: columns))
  }

  /// The one incident of a row, and the codes of what was found.
  static func one(_ changed: [String: String]) throws -> (incident: Incident?, codes: [String]) {
    let result = try read(header + row(changed))
    return (result.incidents.first, result.codes)
  }
}
