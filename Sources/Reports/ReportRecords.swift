import GeoFormats
import IncidentMapping
import Incidents
import ReferenceGeography
import SimpleFeatures

/// The incidents of a report in columns, as the page reads them, and what charts count.
///
/// Columns of small numbers pack to a tenth of what objects take, and the page can keep them as
/// typed arrays.
public struct ReportRecords {
  /// Above this many incidents the ledger is left out of the page.
  public static let mostWithLedger = 25_000
  /// Outlines are drawn in the page with this accuracy, in degrees.
  private static let shapeTolerance = 0.002

  private(set) var count = 0
  private var columns: [String: [PropertyValue]] = [:]
  private var names = NumberedNames()
  private var shapes: [PropertyValue] = []
  private var shapeOfRegion: [String: Int] = [:]
  private(set) var extent = Envelope.empty
  private(set) var days: (first: Int, last: Int)?
  /// The first incidents, for paper and for pages without a script.
  private(set) var first: [MappedIncident] = []
  private(set) var hasLedger = true
  let words: ReportWords

  static let columnNames = [
    "x", "y", "kind", "radius", "shape", "first", "last", "precision", "min", "best", "max", "open",
    "grade", "allegedBy", "deniedBy", "parties", "sources", "region", "dataset",
  ]
  static let ledgerNames = [
    "id", "title", "place", "notes", "eventType", "row", "sourceLines", "claims",
  ]
  static let precisions = ["day", "range", "week", "month", "year", "unknown"]

  init(words: ReportWords) { self.words = words }

  /// Adds an incident.
  mutating func append(_ mapped: MappedIncident, _ assessment: Assessment) {
    let (incident, place) = (mapped.incident, mapped.place)
    count += 1
    if first.count < 200 { first.append(mapped) }
    func add(_ name: String, _ value: PropertyValue) { columns[name, default: []].append(value) }
    let point = place.representativePoint
    if let point { extent.expand(toInclude: point) }
    if case .line(let line, _) = place.shape {
      extent.expand(toInclude: Envelope(line.coordinates))
    }
    if let region = place.region { extent.expand(toInclude: region.envelope) }
    add("x", point.map { .integer(Int(($0.x * 1e5).rounded())) } ?? .null)
    add("y", point.map { .integer(Int(($0.y * 1e5).rounded())) } ?? .null)
    add("kind", index(place.kind))
    add("radius", .integer(Int((place.radiusMeters ?? 0).rounded())))
    add("shape", .integer(shape(of: place)))
    let (from, to) = (incident.date?.earliest?.daysSince1970, incident.date?.latest?.daysSince1970)
    for day in [from, to].compactMap(\.self) {
      days = (min(days?.first ?? day, day), max(days?.last ?? day, day))
    }
    add("first", from.map { .integer($0) } ?? .null)
    add("last", to.map { .integer($0) } ?? .null)
    let precision = (incident.date?.precision ?? .unknown).rawValue
    add("precision", .integer(Self.precisions.firstIndex(of: precision) ?? 5))
    let toll = assessment.toll
    add("min", number(toll?.minimum))
    add("best", number(toll?.best))
    add("max", number(toll.flatMap { $0.isOpen ? nil : $0.maximum }))
    add("open", .integer(toll?.isOpen == true ? 1 : 0))
    add("grade", index(assessment.grade))
    add("allegedBy", list(assessment.allegedBy))
    add("deniedBy", list(assessment.deniedBy))
    add("parties", list(assessment.attributedTo))
    add("sources", list(Self.publishers(of: incident)))
    add(
      "region",
      .integer(
        mapped.membership.firstLevel.first.map {
          names.number("\($0.region.name), \($0.region.countryName)")
        } ?? -1))
    add("dataset", .integer(incident.dataset.map { names.number($0) } ?? -1))
    if hasLedger, count > Self.mostWithLedger {
      hasLedger = false
      for name in Self.ledgerNames { columns[name] = nil }
    }
    guard hasLedger else { return }
    add("id", .string(incident.id))
    add("title", .string(incident.title ?? incident.placeName ?? incident.id))
    add("place", .string(words.place(mapped)))
    add(
      "notes",
      .array(
        [incident.summary, incident.victims].compactMap(\.self).map { .string($0) }
          + incident.context.map { .string("\($0.source): \($0.text)") }))
    add("eventType", incident.eventType.map { .string($0) } ?? .null)
    add("row", number(incident.sourceRow))
    add("sourceLines", .array(incident.sources.map { .string($0) }))
    add("claims", .array(incident.claims.map(\.ledgerEntry)))
  }

  /// Who published what is known of an incident, each once, in order of first appearance.
  static func publishers(of incident: Incident) -> [String] {
    var publishers: [String] = []
    for source in incident.sources + incident.claims.map(\.source) {
      let publisher = LocatedIncident.publisher(of: source)
      if !publisher.isEmpty, !publishers.contains(publisher) { publishers.append(publisher) }
    }
    return publishers
  }

  /// Names of parties that deny, are accused, or accuse are numbers in `names`.
  private mutating func list(_ texts: [String]) -> PropertyValue {
    .array(texts.map { .integer(names.number($0)) })
  }

  private func number(_ value: Int?) -> PropertyValue { value.map { .integer($0) } ?? .null }

  private func index<Case: CaseIterable & Equatable>(_ value: Case) -> PropertyValue {
    .integer(Array(Case.allCases).firstIndex(of: value) ?? 0)
  }

  /// The number of the outline of an area or a line; that of a region is kept once.
  private mutating func shape(of place: ResolvedPlace) -> Int {
    let key = place.region.map { "\($0.level) \($0.id)" }
    if let key, let known = shapeOfRegion[key] { return known }
    let kind: String
    let lines: [[Coordinate]]
    switch place.shape {
    case .point, .disc, .unknown: return -1
    case .mixture(let parts): return parts.first.map { shape(of: $0.place) } ?? -1
    case .line:
      kind = "line"
      lines = place.footprint?.lineStrings.map(\.coordinates) ?? []
    case .cutDisc, .surface:
      kind = "polygon"
      lines = (place.surface?.geometry.polygons ?? []).flatMap(\.rings).map { Array($0.dropLast()) }
    }
    shapes.append(
      .object([
        "type": .string(kind),
        "parts": .array(
          lines.map {
            BaseMap.deltas(BoundaryArcs.simplified($0, toleranceDegrees: Self.shapeTolerance))
          }),
      ]))
    if let key { shapeOfRegion[key] = shapes.count - 1 }
    return shapes.count - 1
  }

  /// All columns as one object.
  var json: PropertyValue {
    var object = Properties()
    for name in Self.columnNames + (hasLedger ? Self.ledgerNames : []) {
      object.append(name, .array(columns[name] ?? []))
    }
    object.append("names", .array(names.names.map { .string($0) }))
    object.append("shapes", .array(shapes))
    object.append("precisions", .array(Self.precisions.map { .string($0) }))
    return .object(object)
  }
}
