/// The columns of GDELT event files that are read.
enum GDELTColumn: String, TableColumn {
  case id = "GLOBALEVENTID"
  case day = "SQLDATE"
  case year = "Year"
  case actor1 = "Actor1Name"
  case actor2 = "Actor2Name"
  case actorCode1 = "Actor1Code"
  case actorCode2 = "Actor2Code"
  case isRootEvent = "IsRootEvent"
  case eventCode = "EventCode"
  case rootCode = "EventRootCode"
  case goldsteinScale = "GoldsteinScale"
  case mentions = "NumMentions"
  case sources = "NumSources"
  case articles = "NumArticles"
  case tone = "AvgTone"
  case placeType = "ActionGeo_Type"
  case placeName = "ActionGeo_FullName"
  case country = "ActionGeo_CountryCode"
  case firstLevel = "ActionGeo_ADM1Code"
  case latitude = "ActionGeo_Lat"
  case longitude = "ActionGeo_Long"
  case dateAdded = "DATEADDED"
  case url = "SOURCEURL"

  /// The columns whose values are numbers; event codes are text, for their zeros mean something.
  static func type(_ name: String) -> ColumnType {
    switch name {
    case "fractiondate", "goldsteinscale", "avgtone": .number
    case _ where name.hasSuffix("geo_lat") || name.hasSuffix("geo_long"): .number
    case "globaleventid", "sqldate", "monthyear", "year", "isrootevent", "quadclass",
      "nummentions", "numsources", "numarticles", "dateadded":
      .integer
    case _ where name.hasSuffix("geo_type"): .integer
    default: .text
    }
  }

  static let identifier = Self.id

  static let needed: [Self] = [.id, .day, .eventCode, .placeType, .latitude, .longitude]
}

/// The order of the fields in GDELT event files, which have no header line.
///
/// Source: GDELT Event Database Codebook 1.0 (2013) and 2.0 (2015).
enum GDELTLayout {
  /// How many fields a row may have.
  static let fieldCounts = [61, 58, 57]

  /// The names of the fields of a row with this many: 61 in GDELT 2, 58 in GDELT 1, 57 in GDELT 1
  /// before April 2013; nil for any other number.
  static func columnNames(count: Int) -> [String]? {
    switch count {
    case 61: names
    case 58: names.filter { !$0.hasSuffix("_ADM2Code") }
    case 57: names.filter { !$0.hasSuffix("_ADM2Code") && $0 != "SOURCEURL" }
    default: nil
    }
  }

  private static let names: [String] = {
    let event = [
      "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
      "NumMentions", "NumSources", "NumArticles", "AvgTone",
    ]
    let actor = [
      "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
      "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
    ]
    let place = [
      "_Type", "_FullName", "_CountryCode", "_ADM1Code", "_ADM2Code", "_Lat", "_Long",
      "_FeatureID",
    ]
    var names = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    for prefix in ["Actor1", "Actor2"] { names += actor.map { prefix + $0 } }
    names += event
    for prefix in ["Actor1Geo", "Actor2Geo", "ActionGeo"] { names += place.map { prefix + $0 } }
    return names + ["DATEADDED", "SOURCEURL"]
  }()
}
