import Incidents
import LinearReferencing
import ReferenceGeography
import SimpleFeatures

/// An incident in words, for the popups of viewers: what is not known, and a denial, stand in it.
struct IncidentDescription {
  /// What names it: the title, else the kind of event and the place, else the identifier.
  let title: String
  /// Sentences on place, date, toll and grade, then who says what.
  let lines: [String]

  init(_ mapped: MappedIncident) {
    let incident = mapped.incident
    let assessment = incident.derived
    let named = [incident.eventType, incident.placeName].compactMap(\.self)
    title = incident.title ?? (named.isEmpty ? incident.id : named.joined(separator: ", "))
    var lines = [mapped.place.sentence(incident), Self.sentence(on: incident.date)]
    lines.append(Self.sentence(on: assessment.toll))
    lines.append("Grade: \(assessment.grade.rawValue) (rule \(assessment.rule.rawValue)).")
    let lists = [
      ("Alleged by", assessment.allegedBy), ("Denied by", assessment.deniedBy),
      ("Attributed to", assessment.attributedTo),
    ]
    for (label, names) in lists where !names.isEmpty {
      lines.append("\(label): \(names.joined(separator: "; ")).")
    }
    if let summary = incident.summary, !summary.isEmpty { lines.append(summary) }
    if !incident.sources.isEmpty {
      lines.append("Sources: \(incident.sources.joined(separator: "; "))")
    }
    self.lines = lines
  }

  /// One sentence a line.
  var text: String { lines.joined(separator: "\n") }

  /// HTML that holds nothing but text and line breaks, whatever the input holds.
  var html: String {
    "<strong>\(Self.escaped(title))</strong><br>"
      + lines.map(Self.escaped).joined(separator: "<br>")
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\r": result += " "
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  private static func sentence(on date: UncertainDate?) -> String {
    switch (date?.earliest, date?.latest) {
    case (nil, nil): "Date not known."
    case (let first?, nil): "On \(first) or later."
    case (nil, let last?): "On \(last) or earlier."
    case (let first?, let last?) where first == last: "On \(first)."
    case (let first?, let last?):
      "Some time from \(first) to \(last) (\((date?.precision ?? .unknown).rawValue))."
    }
  }

  private static func sentence(on toll: Toll?) -> String {
    guard let toll else { return "Number of killed not stated." }
    switch (toll.minimum, toll.isOpen ? nil : toll.maximum) {
    case (let low?, let high?) where low == high: return "\(low) killed."
    case (let low?, let high?):
      return toll.best.map { "\($0) killed (\(low) to \(high))." } ?? "\(low) to \(high) killed."
    case (let low?, nil): return "At least \(low) killed."
    case (nil, let high?): return "At most \(high) killed."
    case (nil, nil): return toll.best.map { "\($0) killed." } ?? "Number of killed not stated."
    }
  }
}

extension ResolvedPlace {
  /// Where it happened, in words that do not say more than is known.
  func sentence(_ incident: Incident) -> String {
    let name = incident.placeName
    let place: String
    switch kind {
    case .exact: place = name.map { "At \($0)" } ?? "At the marked point"
    case .near:
      place =
        "Somewhere within \(Self.distance(radiusMeters ?? 0)) of \(name ?? "the centre")"
        + (container.map { ", inside \($0.name)" } ?? "")
    case .ring:
      place =
        "Somewhere in a ring up to \(Self.distance(radiusMeters ?? 0)) from \(name ?? "its centre")"
    case .routeSection:
      let stretch = section.map { routeID, section in
        " \(routeID) between km \(Self.decimal(section.fromKilometers)) and km "
          + Self.decimal(section.toKilometers)
      }
      place = "Somewhere on the route\(stretch ?? "")" + (name.map { " (\($0))" } ?? "")
    case .between:
      place = "Somewhere on the line between two places" + (name.map { " (\($0))" } ?? "")
    case .line: place = "Somewhere on the drawn line" + (name.map { " (\($0))" } ?? "")
    case .surface: place = "Somewhere in the drawn area" + (name.map { " (\($0))" } ?? "")
    case .area: place = "Somewhere in \(region?.name ?? name ?? "the area")"
    case .mixture:
      guard case .mixture(let parts) = shape else { return "In one of several places." }
      let weights = parts.map { "\($0.place.kind.rawValue) \(Self.decimal($0.weight * 100)) %" }
      place = "In one of several places (\(weights.joined(separator: ", "))); the first is drawn"
    case .unknown: place = "Place not known"
    }
    let isAssumed = kind != .unknown && (incident.locationBasis == .assumed || way == .assumed)
    let notes = [incident.locationNote, note].compactMap(\.self).filter { !$0.isEmpty }
    return ([place + (isAssumed ? " (assumed)." : ".")] + notes).joined(separator: " ")
  }

  /// A distance for people: metres below one kilometre, else kilometres with one decimal at most.
  private static func distance(_ meters: Double) -> String {
    meters < 1000 ? "\(decimal(meters.rounded())) m" : "\(decimal(meters / 1000)) km"
  }

  /// A number with one decimal at most.
  private static func decimal(_ value: Double) -> String {
    let text = ((value * 10).rounded() / 10).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
