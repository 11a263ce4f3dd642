import Datasets
import GeoFormats
public import Incidents
public import SimpleFeatures

/// What the analysis of many incidents needs to know of one that is on the ground.
public struct LocatedIncident: Sendable {
  /// The identifier.
  public let id: String
  /// Where it is.
  public let place: ResolvedPlace
  /// The coordinate that the record gives, which for an area is where its coder put it.
  public let codedPoint: Coordinate?
  /// The first day on which it could have happened; nil where that is open or unknown.
  public let firstDay: Day?
  /// The last day on which it could have happened; nil where that is open or unknown.
  public let lastDay: Day?
  /// How many were killed; nil where nobody says.
  public let toll: Toll?
  /// How well it is supported.
  public let grade: Grade
  /// Whom the sources name as saying it: of a line such as "Wafa,2026-04-11,A headline" the part
  /// before the first comma. Empty where sources are not asked for.
  public let publishers: [String]
  /// The same number for incidents that one report was split into: those with the same sources,
  /// days and place. Incidents without a source have one of their own.
  public let report: UInt64
  /// Who says so; nil where that is not asked for.
  public let attestation: Attestation?
  /// Whether it is a case where some incidents are controls; otherwise true.
  public let isCase: Bool

  init(
    id: String, place: ResolvedPlace, codedPoint: Coordinate?, days: DayInterval, toll: Toll?,
    grade: Grade, publishers: [String], sources: ReportHash, attestation: Attestation? = nil,
    isCase: Bool = true
  ) {
    self.isCase = isCase
    self.id = id
    self.place = place
    self.codedPoint = codedPoint
    firstDay = days.first
    lastDay = days.last
    self.toll = toll
    self.grade = grade
    self.publishers = publishers
    self.attestation = attestation
    var hash = sources
    if hash.isEmpty { hash.add(id.utf8) }
    hash.add(UInt64(truncatingIfNeeded: days.first?.daysSince1970 ?? .min))
    hash.add(UInt64(truncatingIfNeeded: days.last?.daysSince1970 ?? .min))
    hash.add(place.representativePoint?.x.bitPattern ?? 0)
    hash.add(place.representativePoint?.y.bitPattern ?? 0)
    hash.add(place.radiusMeters?.bitPattern ?? 0)
    report = hash.value
  }

  /// The publisher of a source line.
  public static func publisher(of source: String) -> String {
    String(source.prefix { $0 != "," }).trimmingBlanks
  }
}

/// A number for what a report is: FNV-1a over the bytes of its sources, apart from how they are
/// quoted and joined (Fowler, Noll and Vo 1991).
struct ReportHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var isEmpty = true

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  mutating func add(_ byte: UInt8) {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: " ") {
      return
    }
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    isEmpty = false
  }

  mutating func add(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      value = (value ^ (number >> shift & 0xFF)) &* 0x0000_0100_0000_01B3
    }
  }
}

extension LocatedIncident {
  /// A mapped incident.
  init(_ mapped: MappedIncident, hasPublishers: Bool, hasAttestation: Bool, isCase: Bool) {
    let incident = mapped.incident
    var hash = ReportHash()
    for source in incident.sources { hash.add(source.utf8) }
    let assessment = incident.derived
    self.init(
      id: incident.id, place: mapped.place, codedPoint: incident.place.codedPoint,
      days: DayInterval(incident.date),
      toll: assessment.toll, grade: assessment.grade,
      publishers: hasPublishers ? incident.sources.map(Self.publisher) : [], sources: hash,
      attestation: hasAttestation ? Attestation(incident) : nil, isCase: isCase)
  }

  /// A plain incident at a place, the same as its row read as an incident.
  init(
    _ incident: PlainIncident, _ place: ResolvedPlace, days: DayInterval, toll: Toll?,
    _ bytes: Span<UInt8>, hasPublishers: Bool
  ) {
    let field = incident.sources
    var hash = ReportHash()
    for index in field.start..<max(field.start, field.end) { hash.add(bytes[index]) }
    self.init(
      id: bytes.text(incident.id), place: place, codedPoint: incident.position.coordinate,
      days: days, toll: toll, grade: .unstated,
      publishers: hasPublishers
        ? UCDPGEDSources.lines(of: bytes.text(field)).map(Self.publisher) : [],
      sources: hash)
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
