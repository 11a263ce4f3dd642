import Incidents
import NameMatching
import ReferenceGeography

extension Ground {
  /// What the name of a country in a record means on this ground.
  enum NamedCountry {
    /// No country, or several, bear the name.
    case unknown
    /// The position of one country.
    case known(Int)
  }

  /// How many names are remembered; there are 245 countries, and a damaged column may hold anything.
  private static let namesRemembered = 4096

  /// The country that a record names, also as UCDP GED writes states that changed their name,
  /// `Yemen (North Yemen)`, and by a part of it, as GDELT writes `West Bank`. Remembered, because
  /// every record asks.
  func country(reportedAs name: String) -> NamedCountry {
    if let known = reportedCountries[name] { return known }
    let position =
      countryPosition(named: name)
      ?? name.split(separator: " (", maxSplits: 1).first.flatMap {
        countryPosition(named: String($0))
      }
      ?? CountryPart.table[FoldedName.fold(name)].flatMap { atlas.countries.position(ofID: $0) }
    let country = position.map(NamedCountry.known) ?? .unknown
    if reportedCountries.count >= Self.namesRemembered { reportedCountries.removeAll() }
    reportedCountries[name] = country
    return country
  }
}

/// Land that data sets name in the place of a country although the shipped boundary sets show it as a
/// part of one. First-level regions do not tell: Gaza is a province of Mozambique, too.
private enum CountryPart {
  /// Identifiers of countries by the folded names of their parts.
  static let table = [
    "crimea": "UKR", "french guiana": "FRA", "gaza": "PSX", "gaza strip": "PSX",
    "guadeloupe": "FRA", "martinique": "FRA", "mayotte": "FRA", "northern cyprus": "CYP",
    "reunion": "FRA", "somaliland": "SOM", "svalbard": "NOR", "svalbard and jan mayen": "NOR",
    "tokelau": "NZL", "vatican": "ITA", "vatican city": "ITA", "west bank": "PSX",
  ]
}

/// Land that data sets file under a state although boundary sets show it as another country: what
/// became independent later, and what belongs to no state of the lists they follow.
///
/// Source: the list of states that UCDP follows (Gleditsch and Ward 1999, A revised list of
/// independent states since the congress of Vienna), with the years in which it adds a state.
enum FiledTerritory {
  /// Whether records of a country are also placed in another: both by their ISO 3166-1 codes as the
  /// shipped boundary sets have them.
  /// - Parameter year: the year of the record; nil, not known, is taken as any.
  static func isFiled(_ land: String, under country: String, year: Int?) -> Bool {
    table[country]?.contains { territory in
      territory.land == land && (year ?? territory.lastYear) <= territory.lastYear
    } ?? false
  }

  private static func until(_ year: Int, _ lands: String...) -> [(land: String, lastYear: Int)] {
    lands.map { ($0, year) }
  }

  private static let table: [String: [(land: String, lastYear: Int)]] = [
    "CHN": until(9999, "HKG", "MAC"),
    "CZE": until(1993, "SVK"),
    "ETH": until(1993, "ERI"),
    "IDN": until(2002, "TLS"),
    "ISR": until(9999, "PSX"),
    "MAR": until(9999, "SAH"),
    "PAK": until(9999, "KAS"),
    "IND": until(9999, "KAS"),
    "RUS": until(
      1991, "ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "TJK", "TKM",
      "UKR", "UZB"),
    "SDN": until(2011, "SDS"),
    "SRB": until(1992, "BIH", "HRV", "MKD", "SVN") + until(2006, "MNE") + until(9999, "KOS"),
    "USA": until(9999, "PRI", "GUM", "VIR", "ASM", "MNP"),
    "ZAF": until(1990, "NAM"),
  ]
}
