import Datasets
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures

/// Writes plain incidents as features, on one thread's ground, straight from the bytes of their
/// batch.
///
/// `MappedIncident.feature` says what a feature is; this says the same faster, to the last byte,
/// and leaves to it what is not plain: lines, footprints, indented output, selections, doubts.
final class PlainFeatures {
  /// Descriptions that are remembered, before all are forgotten.
  private static let memory = 8192

  private let ground: Ground
  private let style: GeometryStyle
  private let columns: PlainColumns
  private let hasProperties: Bool
  private let regions: PlainRegions
  private let doubts: PlainDoubts
  private var described: [[UInt8]: PlainDescription?] = [:]
  private var key: [UInt8] = []

  /// Makes a writer; nil where the features wanted are not what it writes.
  /// - Parameter source: the columns of the input.
  init?(
    _ mapper: IncidentMapper, ground: Ground, columns source: (names: [String], types: [ColumnType])
  ) {
    guard mapper.takesPlainRows, mapper.makesFeatures, !mapper.saysAdmission, mapper.profile == .geojson, mapper.style != .footprint,
      mapper.style != .coded,
      !mapper.isPretty,
      mapper.selection.isEverything
    else {
      return nil
    }
    switch mapper.properties {
    case .all: hasProperties = true
    case .none: hasProperties = false
    case .named: return nil
    }
    self.ground = ground
    style = mapper.style
    regions = PlainRegions(ground.atlas)
    doubts = PlainDoubts(ground)
    columns = PlainColumns(mapper.columns, of: source)
  }

  /// Appends a plain incident; the kind of its place and what it adds to the search for heaps, or
  /// nil where it has to be written otherwise.
  func append(
    _ incident: PlainIncident, _ source: PlainRecord, _ bytes: Span<UInt8>,
    to features: inout EncodedFeatures
  ) throws -> (kind: ResolvedPlace.Kind, use: CoordinateUse?)? {
    let named = incident.country.isEmpty ? nil : doubts.country(incident.country, bytes)
    if named == nil && !incident.country.isEmpty { return nil }
    let kind: ResolvedPlace.Kind
    var point: (longitude: Int, latitude: Int)?
    var membership: Membership?
    var coded: Coordinate?
    var description: PlainDescription?
    switch incident.position {
    case .exact(let center):
      kind = .exact
      membership = try surroundings(of: center, radiusMeters: 0, named: named)
      if membership == nil { return nil }
      coded = center
    case .near(let center, let radius):
      kind = .near
      membership = try surroundings(of: center, radiusMeters: radius, named: named)
      if membership == nil { return nil }
      coded = center
    case .described(let coordinate, let code, let fields):
      guard let known = try describe(coordinate, code, fields, source, bytes) else { return nil }
      (kind, description, coded) = (known.kind, known, coordinate)
      membership = known.membership
    }
    if description == nil, let coded {
      point = (millionths(coded.longitude), millionths(coded.latitude))
    }
    let record = source.record
    // Every byte of the input at most six times, and what stands around it.
    let capacity = 12 * record.byteCount + 8192 + (description?.byteCount ?? 0)
    let fits = features.append(reserving: capacity) { writer in
      writer.append("{\"type\":\"Feature\",\"id\":\"")
      writer.appendEscaped(incident.id, of: bytes)
      writer.append("\",\"geometry\":")
      if let point {
        writer.appendPoint(longitude: point.longitude, latitude: point.latitude)
      } else {
        writer.append(description?.geometry ?? .null)
      }
      writer.append(",\"properties\":{")
      if hasProperties {
        writer.append("\"id\":\"")
        writer.appendEscaped(incident.id, of: bytes)
        writer.append(UInt8(ascii: "\""))
        writer.appendIncident(incident, bytes)
        if let description {
          writer.append(description.place)
          writer.append(description.regions)
        } else if let membership {
          writer.appendPosition(incident.position)
          regions.append(membership, to: &writer)
        }
        writer.appendReported(incident, bytes, row: source.row)
      }
      guard columns.append(record, bytes, isFirst: !hasProperties, to: &writer) else {
        return false
      }
      writer.append("}}")
      return true
    }
    guard fits else { return nil }
    if let point {
      features.includePoint(longitude: point.longitude, latitude: point.latitude)
    } else if let description {
      features.include(description.geometry)
    }
    let use = coded.map {
      CoordinateUse(
        $0, deaths: incident.toll.best, country: named ?? membership?.countries.first?.position,
        isPoint: description?.claimsToBeKnown ?? true)
    }
    return (kind, use)
  }

  /// The regions of a point or disc about which there is nothing to say; nil where there may be.
  /// Without properties those of the centre will do.
  private func surroundings(of center: Coordinate, radiusMeters: Double, named: Int?) throws
    -> Membership?
  {
    guard center.hasOutputPrecision else { return nil }
    let place: Place =
      radiusMeters > 0 && hasProperties
      ? .near(
        center: .coordinate(center, name: nil), radiusMeters: radiusMeters, clippedTo: [])
      : .exact(center)
    let membership = try ground.membership(of: ground.resolve(place))
    if let named, membership.homeCountry != named, !doubts.lies(membership, in: named),
      !ground.isUndoubtedly(
        near: named, center, radiusMeters: radiusMeters, isHeld: !membership.countries.isEmpty)
    {
      return nil
    }
    let mayPretend = try doubts.mayPretend(
      center, home: membership.home, country: membership.homeCountry)
    return mayPretend ? nil : membership
  }

  // MARK: Described places

  private func describe(
    _ point: Coordinate?, _ code: Int, _ fields: [4 of CSVField], _ source: PlainRecord,
    _ bytes: Span<UInt8>
  ) throws -> PlainDescription? {
    key.removeAll(keepingCapacity: true)
    key.append(UInt8(truncatingIfNeeded: code))
    for value in [point?.longitude ?? 999, point?.latitude ?? 999] {
      for shift in 0..<8 {
        key.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64(shift))))
      }
    }
    for number in fields.indices {
      for index in fields[number].start..<max(fields[number].start, fields[number].end) {
        key.append(bytes[index])
      }
      key.append(0)
    }
    if let known = described[key] { return known }
    let made = try PlainDescription(source, on: ground, style)
    if described.count >= Self.memory { described.removeAll(keepingCapacity: true) }
    described[key] = .some(made)
    return made
  }
}

/// A place that had to be looked up, as the bytes that features have in common.
private struct PlainDescription {
  let kind: ResolvedPlace.Kind
  let geometry: EncodedGeometry
  let membership: Membership
  let claimsToBeKnown: Bool
  /// Everything from `location_kind` to `mixture`.
  let place: [UInt8]
  /// Everything from `country` to `border_tie`.
  let regions: [UInt8]

  /// Whether something about the place has to be said, or might have to for the day of a record.
  private static func isDoubtful(
    _ place: Place, _ resolved: ResolvedPlace, _ membership: Membership, on ground: Ground,
    _ source: PlainRecord
  ) throws -> Bool {
    let names = source.names
    let mapped = MappedIncident(
      incident: Incident(
        id: "", place: place, placeName: names.place, countryReported: names.country),
      place: resolved, membership: membership)
    if let name = names.country, [.exact, .near, .ring].contains(resolved.kind),
      case .known(let country) = ground.country(reportedAs: name)
    {
      let id = ground.atlas.countries.regions[country].id
      guard membership.countries.contains(where: { $0.region.id == id }) else { return true }
    }
    return try !ground.doubts(of: mapped, file: "").isEmpty
  }

  /// How many bytes it has.
  var byteCount: Int { geometry.byteCount + place.count + regions.count }

  /// Nil where the place cannot be found or drawn.
  init?(_ source: PlainRecord, on ground: Ground, _ style: GeometryStyle) throws {
    guard let (place, basis) = source.place, let resolved = try? ground.resolve(place) else {
      return nil
    }
    kind = resolved.kind
    guard let geometry = GeoJSONEncoder().encode(resolved.geometry(style)) else { return nil }
    self.geometry = geometry
    membership = try ground.membership(of: resolved)
    claimsToBeKnown = resolved.claimsToBeKnown
    guard try !Self.isDoubtful(place, resolved, membership, on: ground, source) else { return nil }
    let texts = MappedIncident.texts(of: place, resolved, membership, basis: basis, style)
    self.place = try jsonMembers(texts.place)
    regions = try jsonMembers(texts.regions)
  }
}

/// The members of an object, each with a comma before it.
private func jsonMembers(_ properties: Properties) throws -> [UInt8] {
  let text = try PropertyValue.object(properties).json().utf8.dropFirst().dropLast()
  return text.isEmpty ? [] : [UInt8(ascii: ",")] + text
}

/// Degrees to the nearest millionth.
func millionths(_ degrees: Double) -> Int { Int((degrees * 1_000_000).rounded()) }
