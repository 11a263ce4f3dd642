import Datasets
import GeoFormats
import Incidents

/// The work of one piece.
struct MappedPiece: Sendable {
  var records = 0
  var notSelected = 0
  var undated = 0
  var diagnostics: [Diagnostic] = []
  var identifiers = RecordIdentifiers()
  /// Features of which the place was not put on the ground.
  var unresolved = 0
  var kinds: [ResolvedPlace.Kind: Int] = [:]
  var features = EncodedIncidents()
  var coordinates: [CoordinateUse] = []
  /// The first incidents that name a country which is not known, one for each name.
  var unknownCountries: [Incident] = []
  var sums = IncidentSums()
  var plainKinds = PlainKinds()

  /// Counts a plain incident of which the feature is written.
  mutating func add(
    _ incident: WrittenIncident, id: CSVField, of bytes: Span<UInt8>
  ) {
    features.count += 1
    if incident.kind == .unknown { features.withoutGeometry += 1 }
    if let use = incident.use { coordinates.append(use) }
    identifiers.append(bytes, id.start..<id.end)
    plainKinds.add(incident.kind)
  }

  /// Keeps what the whole input is asked about afterwards.
  mutating func note(_ mapped: MappedIncident, on ground: Ground) {
    if let use = ground.coordinateUse(of: mapped) { coordinates.append(use) }
    guard let name = mapped.incident.countryReported,
      case .unknown = ground.country(reportedAs: name),
      !unknownCountries.contains(where: { $0.countryReported == name })
    else { return }
    unknownCountries.append(mapped.incident)
  }
}

/// How many plain incidents of each kind there are: counted without hashing.
struct PlainKinds: Sendable {
  private var counts = (exact: 0, near: 0, area: 0)
  private var others: [ResolvedPlace.Kind] = []

  mutating func add(_ kind: ResolvedPlace.Kind) {
    switch kind {
    case .exact: counts.exact += 1
    case .near: counts.near += 1
    case .area: counts.area += 1
    default: others.append(kind)
    }
  }

  func add(to kinds: inout [ResolvedPlace.Kind: Int]) {
    for (kind, count) in [
      (ResolvedPlace.Kind.exact, counts.exact), (.near, counts.near), (.area, counts.area),
    ] where count > 0 {
      kinds[kind, default: 0] += count
    }
    for kind in others { kinds[kind, default: 0] += 1 }
  }
}

extension Span<UInt8> {
  /// The text of a field.
  func text(_ field: CSVField) -> String {
    String(decoding: (field.start..<max(field.start, field.end)).map { self[$0] }, as: UTF8.self)
  }

  /// The day of a field that reads `YYYY-MM-DD`; nil for any other.
  func day(_ field: CSVField) -> Day? {
    guard field.count == 10 else { return nil }
    func number(_ first: Int, _ count: Int) -> Int {
      (first..<first + count).reduce(0) { $0 * 10 + Int(self[field.start + $1] &- 0x30) }
    }
    return Day(year: number(0, 4), month: number(5, 2), day: number(8, 2))
  }
}
