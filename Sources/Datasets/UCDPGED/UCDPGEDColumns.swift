/// Where each column of UCDP GED stands in a file; files differ in order and in what they leave out.
struct UCDPGEDColumns: Sendable {
  /// The columns read, by their names in the codebook.
  enum Column: String, CaseIterable {
    case id, year, latitude, longitude, country, best, high, low
    case typeOfViolence = "type_of_violence"
    case conflictName = "conflict_name"
    case dyadName = "dyad_name"
    case sideA = "side_a"
    case sideB = "side_b"
    case sourceArticle = "source_article"
    case sourceOriginal = "source_original"
    case wherePrecision = "where_prec"
    case whereCoordinates = "where_coordinates"
    case firstLevel = "adm_1"
    case secondLevel = "adm_2"
    case datePrecision = "date_prec"
    case dateStart = "date_start"
    case dateEnd = "date_end"

    /// Names in older releases.
    var olderNames: [String] {
      switch self {
      case .best: ["best_est"]
      case .high: ["high_est"]
      case .low: ["low_est"]
      default: []
      }
    }
  }

  /// Without these a row says nothing that can be mapped.
  static let needed: [Column] = [.id, .latitude, .longitude, .wherePrecision, .country, .dateStart]

  private let positions: [Column: Int]

  /// Finds the columns in a header.
  init(header: [String]) {
    var named: [String: Int] = [:]
    for (position, name) in header.enumerated() where named[name.lowercased()] == nil {
      named[name.lowercased()] = position
    }
    var positions: [Column: Int] = [:]
    for column in Column.allCases {
      positions[column] =
        ([column.rawValue] + column.olderNames).lazy.compactMap { named[$0] }.first
    }
    self.positions = positions
  }

  /// The needed columns that the header does not have.
  var missing: [String] { Self.needed.filter { positions[$0] == nil }.map(\.rawValue) }

  /// Whether a header is UCDP GED's: the needed columns are there, or all of its own but two.
  static func recognises(header: [String]) -> Bool {
    let missing = UCDPGEDColumns(header: header).missing
    return missing.isEmpty || (missing.count <= 2 && !missing.contains("where_prec"))
  }

  /// The position of a column in a row; nil when the file does not have it.
  subscript(column: Column) -> Int? { positions[column] }
}
