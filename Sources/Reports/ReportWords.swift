import GeoFormats
import IncidentMapping
import Incidents
import LinearReferencing
import ReferenceGeography

/// Sentences of a report in its language.
struct ReportWords: Sendable {
  let language: ReportLanguage

  /// A day as people write it: `5 March 2024`, `5 mars 2024`.
  func day(_ day: Day) -> String {
    let (year, month, number) = day.civil
    let name = (language == .english ? Self.englishMonths : Self.frenchMonths)[month - 1]
    return "\(language == .french && number == 1 ? "1er" : "\(number)") \(name) \(year)"
  }

  /// A month as people write it: `March 2024`, `mars 2024`.
  func month(_ month: Int, of year: Int) -> String {
    let names = language == .english ? Self.englishMonths : Self.frenchMonths
    return names.indices.contains(month - 1) ? "\(names[month - 1]) \(year)" : "\(year)"
  }

  /// When it happened, as far as that is known.
  func date(_ date: UncertainDate?) -> String {
    switch (date?.earliest, date?.latest) {
    case (nil, nil): language.pick("date not known", "date inconnue")
    case (let first?, nil): language.pick("on \(day(first)) or later", "le \(day(first)) ou après")
    case (nil, let last?): language.pick("on \(day(last)) or earlier", "le \(day(last)) ou avant")
    case (let first?, let last?) where first == last: day(first)
    case (let first?, let last?):
      language.pick("\(day(first)) to \(day(last))", "du \(day(first)) au \(day(last))")
    }
  }

  /// How many were killed, as far as that is known.
  func toll(_ toll: Toll?) -> String {
    guard let toll else { return language.pick("not stated", "non précisé") }
    return interval(toll.minimum, toll.isOpen ? nil : toll.maximum, best: toll.best)
  }

  /// A number between two that may be open.
  func interval(_ least: Int?, _ most: Int?, best: Int? = nil) -> String {
    switch (least, most) {
    case (let low?, let high?) where low == high: language.grouped(low)
    case (let low?, let high?):
      language.pick(
        "\(language.grouped(low)) to \(language.grouped(high))",
        "de \(language.grouped(low)) à \(language.grouped(high))")
    case (let low?, nil):
      language.pick("at least \(language.grouped(low))", "au moins \(language.grouped(low))")
    case (nil, let high?):
      language.pick("at most \(language.grouped(high))", "au plus \(language.grouped(high))")
    case (nil, nil):
      best.map { language.grouped($0) } ?? language.pick("not stated", "non précisé")
    }
  }

  /// How many were killed in incidents that are summed up.
  func killed(_ sums: ReportTally.Sums) -> String {
    guard sums.hasToll else { return sums.possible == 0 ? "" : interval(nil, nil) }
    return interval(sums.killedLeast, sums.isOpen ? nil : sums.killedMost)
  }

  /// A p with as many decimals as it takes.
  func p(_ value: Double) -> String {
    language.decimal(value, places: value < 0.001 ? 6 : value < 0.01 ? 4 : 3)
  }

  /// Where it happened, in words that do not say more than is known.
  func place(_ mapped: MappedIncident) -> String {
    let (incident, place) = (mapped.incident, mapped.place)
    let name = incident.placeName
    let distance = place.radiusMeters.map { meters in
      meters < 1000
        ? "\(language.decimal(meters, places: 0)) m"
        : "\(language.decimal(meters / 1000, places: meters < 10_000 ? 1 : 0)) km"
    }
    var text: String
    switch place.kind {
    case .exact:
      text =
        name.map { language.pick("at \($0)", "à \($0)") }
        ?? language.pick("at the marked point", "au point marqué")
    case .near, .ring:
      text = language.pick(
        "somewhere within \(distance ?? "?") of \(name ?? "the marked point")",
        "quelque part à moins de \(distance ?? "?") de \(name ?? "ce point")")
    case .routeSection:
      let stretch = place.section.map { route, section in
        let from = language.decimal(section.fromKilometers, places: 0)
        let to = language.decimal(section.toKilometers, places: 0)
        return language.pick(
          "somewhere on the route \(route) between km \(from) and km \(to)",
          "quelque part sur la route \(route) entre les km \(from) et \(to)")
      }
      text = stretch ?? language.pick("somewhere on a route", "quelque part sur une route")
      if let name { text += " (\(name))" }
    case .between, .line:
      text = language.pick("somewhere on the drawn line", "quelque part sur la ligne tracée")
      if let name { text += " (\(name))" }
    case .area, .surface:
      let area = place.region?.name ?? name ?? language.pick("the drawn area", "la zone tracée")
      text = language.pick("somewhere in \(area)", "quelque part dans \(area)")
    case .mixture:
      text = language.pick(
        "in one of several places; the likeliest is drawn",
        "dans un lieu parmi plusieurs ; le plus probable est tracé")
    case .unknown: text = language.pick("place not known", "lieu inconnu")
    }
    if place.kind != .unknown, incident.locationBasis == .assumed || place.way == .assumed {
      text += language.pick(" (assumed)", " (supposé)")
    }
    return ([text] + [incident.locationNote, place.note].compactMap(\.self)).joined(separator: ". ")
  }

  /// A grade in a word or two.
  func grade(_ grade: Grade) -> String {
    switch grade {
    case .discounted: language.pick("discounted", "écarté")
    case .confirmed:
      language.pick("confirmed by a party accused", "confirmé par une partie accusée")
    case .corroborated: language.pick("corroborated", "corroboré")
    case .contested: language.pick("contested", "contesté")
    case .singleSource: language.pick("single source", "source unique")
    case .unstated: language.pick("no claims given", "sans allégations")
    }
  }

  /// A kind of place in a few words.
  func kind(_ kind: ResolvedPlace.Kind) -> String {
    switch kind {
    case .exact: language.pick("an exact point", "un point exact")
    case .near: language.pick("near a point", "près d’un point")
    case .ring: language.pick("in a ring", "dans un anneau")
    case .routeSection: language.pick("on a stretch of a route", "sur un tronçon de route")
    case .between: language.pick("between two places", "entre deux lieux")
    case .area: language.pick("in an administrative area", "dans une zone administrative")
    case .line: language.pick("on a line", "sur une ligne")
    case .surface: language.pick("in an area drawn by hand", "dans une zone tracée")
    case .mixture: language.pick("in one of several places", "dans un lieu parmi plusieurs")
    case .unknown: language.pick("not known", "inconnu")
    }
  }

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
  ]
}
