import GeoFormats
import Incidents
import SimpleFeatures

extension MappedRow<IncidentField> {
  private static let killed = TollFields<IncidentField>(
    text: .killed, minimum: .killedMinimum, best: .killedBest, maximum: .killedMaximum,
    isOpen: .killedOpen)

  /// The row as an incident, with the claims of a table of their own; nil when it has no identifier.
  mutating func incident(sourceRow: Int, claims: ClaimsTable?) -> Incident? {
    guard let id = MappedTable.identifier(of: self, sourceRow: sourceRow) else {
      reject("id-missing", .id, "", "a record needs an id")
      return nil
    }
    self.id = id
    let date = date()
    let (place, assumption) = place()
    let toll = toll(Self.killed)
    let accused = items(.attributedTo)
    let said = claimsOfRow(toll, accused: accused)
    let hasTollClaim = said.contains { $0.toll != nil }
    let hasAllegation = said.contains { $0.stance == .alleges }
    return Incident(
      id: id, title: text(.title), date: date, dateBasis: text(.dateBasis),
      eventType: text(.eventType), summary: text(.summary), victims: text(.victims),
      place: place, placeName: text(.placeName),
      locationBasis: choice(
        .locationBasis, of: LocationBasis.self, code: "location-basis-unknown")
        ?? (assumption == nil ? .stated : .assumed),
      locationNote: text(.locationNote) ?? assumption,
      claims: said + (claims?[id] ?? []),
      reportedToll: hasTollClaim ? nil : toll?.reported, sources: items(.sources),
      attributedTo: hasAllegation ? [] : accused, countryReported: text(.country),
      admin1Reported: text(.admin1), dataset: text(.dataset), sourceRow: sourceRow,
      attributes: injured())
  }

  /// Each source of `alleged_by` alleges the toll and accuses the parties; each of `denied_by` denies.
  private mutating func claimsOfRow(_ toll: TollNumbers?, accused: [String]) -> [Claim] {
    let sources = items(.allegedBy)
    var groups = items(.allegedByGroup)
    if !groups.isEmpty && groups.count != sources.count {
      lose(
        "groups-unmatched", .allegedByGroup, groups.joined(separator: "; "),
        "\(groups.count) groups stand beside \(sources.count) sources")
      groups = []
    }
    let attributions = accused.map(Attribution.init(text:))
    let allegations = sources.enumerated().map { index, source in
      Claim(
        source: source, sourceGroup: groups.isEmpty ? nil : groups[index], stance: .alleges,
        attributedTo: attributions, toll: toll?.interval)
    }
    return allegations + items(.deniedBy).map { Claim(source: $0, stance: .denies) }
  }

  /// The injured, who are in no claim, as properties of their own.
  private mutating func injured() -> Properties {
    var properties = Properties()
    guard let injured = people(.injured) else { return properties }
    properties.append("injured_min", injured.minimum.map(PropertyValue.integer))
    properties.append("injured_max", injured.maximum.map(PropertyValue.integer))
    return properties
  }
}

extension Attribution {
  /// A party's name; "(possible)" or a question mark behind it says that it is named as possible.
  init(text: String) {
    for mark in ["(possible)", "?"] where text.lowercased().hasSuffix(mark) {
      let party = trimmed(text.dropLast(mark.count))
      if !party.isEmpty {
        self.init(party: party, certainty: .possible)
        return
      }
    }
    self.init(party: text)
  }
}
