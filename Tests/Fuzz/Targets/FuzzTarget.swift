import Datasets
import Glibc

/// The readers that take bytes from outside, each with what must hold whatever the bytes are.
enum FuzzTarget: String, CaseIterable {
  /// Tables of text, and the scanner in pieces of any size.
  case csv
  /// UCDP GED.
  case ged
  /// ACLED.
  case acled
  /// GDELT with and without a header.
  case gdelt
  /// A table of one's own, its mapping and its claims, apart by zero bytes.
  case mapping
  /// GeoJSON, read, written and read again.
  case geojson
  /// JSON values, read, written and read again.
  case json
  /// Dates.
  case edtf
  /// Balise's own YAML and JSON, put on the ground.
  case documents
  /// Zip archives, workbooks among them.
  case zip
  /// gzip data.
  case gzip
  /// The XML parts of a workbook, apart by zero bytes.
  case xlsx
  /// UCDP GED to features, the fast way and the other.
  case features

  /// The one that the environment names.
  static let current = unsafe getenv("BALISE_FUZZ_TARGET").flatMap {
    FuzzTarget(rawValue: unsafe String(cString: $0))
  }

  /// All names.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Reads bytes; stops the program where something does not hold.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .csv: checkTable(bytes)
    case .ged: checkIncidents(bytes, .ucdpGED)
    case .acled: checkIncidents(bytes, .acled)
    case .gdelt: checkIncidents(bytes, .gdelt)
    case .mapping: checkOwnTable(bytes)
    case .geojson:
      checkGeoJSON(bytes)
      checkIncidents(bytes, .geoJSON)
    case .json: checkJSON(bytes)
    case .edtf: checkDate(bytes)
    case .documents: checkDocument(bytes)
    case .zip, .gzip: checkPacked(bytes)
    case .xlsx: checkWorkbook(bytes)
    case .features: checkFeatures(bytes)
    }
  }
}

/// Stops the program with a finding unless a condition holds.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  if !holds { fatalError(what()) }
}
