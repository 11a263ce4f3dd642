/// The columns of UCDP GED that are read, by their names in the codebook.
enum UCDPGEDColumn: String, TableColumn {
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
  case priogridCell = "priogrid_gid"
  case datePrecision = "date_prec"
  case dateStart = "date_start"
  case dateEnd = "date_end"

  static let identifier = Self.id

  static let needed: [Self] = [.id, .latitude, .longitude, .wherePrecision, .country, .dateStart]

  /// The types of the columns, by the codebook: identifiers of older systems and country codes, which
  /// can be lists, are text; nil for a column that it does not have.
  static func type(_ name: String) -> ColumnType? {
    switch name {
    case "latitude", "longitude": .number
    case "id", "year", "type_of_violence", "conflict_new_id", "dyad_new_id", "side_a_new_id",
      "side_b_new_id", "number_of_sources", "where_prec", "priogrid_gid", "country_id",
      "event_clarity", "date_prec", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
      "best", "high", "low", "best_est", "high_est", "low_est":
      .integer
    case "relid", "active_year", "code_status", "conflict_dset_id", "conflict_name",
      "dyad_dset_id", "dyad_name", "side_a_dset_id", "side_a", "side_b_dset_id", "side_b",
      "source_article", "source_office", "source_date", "source_headline", "source_original",
      "where_coordinates", "where_description", "adm_1", "adm_2", "geom_wkt", "country", "region",
      "date_start", "date_end", "gwnoa", "gwnob":
      .text
    default: nil
    }
  }

  /// Names in older releases, and those that a shapefile cuts after ten characters.
  var otherNames: [String] {
    switch self {
    case .best: ["best_est"]
    case .high: ["high_est"]
    case .low: ["low_est"]
    case .typeOfViolence: ["type_of_vi"]
    case .sourceArticle: ["source_art"]
    case .sourceOriginal: ["source_ori"]
    case .priogridCell: ["priogrid_g"]
    case .whereCoordinates: ["where_coor", "where_coord"]
    default: []
    }
  }
}
