import GeoFormats
import Incidents

/// What the rows of one UCDP GED file have in common.
struct UCDPGEDTable: Sendable {
  /// What `dataset` says of these incidents.
  static let datasetName = "UCDP GED"

  let fileName: String
  let header: [String]
  let columns: UCDPGEDColumns
  /// Whether the input's own columns are kept with each incident.
  let keepsColumns: Bool

  init(fileName: String, header: [String], keepsColumns: Bool) throws {
    self.fileName = fileName
    self.header = header
    self.keepsColumns = keepsColumns
    columns = UCDPGEDColumns(header: header)
    guard columns.missing.isEmpty else {
      throw InputError(
        file: fileName,
        reason: "this looks like UCDP GED, but these columns are missing: "
          + columns.missing.joined(separator: ", "),
        action: "use the file as UCDP publishes it")
    }
  }

  /// `date_prec` of the codebook.
  static func datePrecision(_ code: Int) -> DatePrecision? {
    switch code {
    case 1: .day
    case 2: .range
    case 3: .week
    case 4: .month
    case 5: .year
    default: nil
    }
  }

  /// Whether a record is a row of HXL tags (`#date+start`), which stands below the header in files
  /// from humanitarian data platforms and is no incident.
  static func isTagRow(_ record: CSVRecord) -> Bool {
    let tags = (0..<record.count).count { column in
      let bytes = record.bytes(column)
      return bytes.count > 1 && bytes.first == UInt8(ascii: "#")
    }
    return tags >= 3
  }
}
