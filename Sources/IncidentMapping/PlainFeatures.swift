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
  /// Points and discs met last, each in the slot of its hash: data sets put many records on one spot.
  private var known = [KnownPlace](repeating: KnownPlace(), count: 1024)
  private var described: [PlainDescription.Key: PlainDescription?] = [:]

  /// Makes a writer; nil where the features wanted are not what it writes.
  /// - Parameter source: the columns of the input.
  init?(
    _ mapper: IncidentMapper, ground: Ground, columns source: (names: [String], types: [ColumnType])
  ) {
    guard mapper.makesFeatures, !mapper.saysAdmission, mapper.profile == .geojson,
      mapper.style != .footprint,
      mapper.style != .coded,
      !mapper.isPretty
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

  /// Appends a plain incident; the kind of its place, what it adds to the search for heaps and the
  /// place where it had to be looked up, or nil where it has to be written otherwise.
  func append(
    _ incident: PlainIncident, _ source: PlainRecord, _ bytes: Span<UInt8>,
    to features: inout EncodedFeatures
  ) throws -> (kind: ResolvedPlace.Kind, use: CoordinateUse?, described: ResolvedPlace?)? {
    let named = incident.country.isEmpty ? nil : doubts.country(incident.country, bytes)
    if named == nil && !incident.country.isEmpty { return nil }
    let kind: ResolvedPlace.Kind
    var point: (longitude: Int, latitude: Int)?
    var surroundings: PlainSurroundings?
    var coded: Coordinate?
    var description: PlainDescription?
    switch incident.position {
    case .exact(let center):
      kind = .exact
      surroundings = try undoubted(center, radiusMeters: 0, named: named)
      if surroundings == nil { return nil }
      coded = center
    case .near(let center, let radius):
      kind = .near
      surroundings = try undoubted(center, radiusMeters: radius, named: named)
      if surroundings == nil { return nil }
      coded = center
    case .described(let coordinate, let code, let fields):
      guard let known = try describe(coordinate, code, fields, source, bytes) else { return nil }
      (kind, description, coded) = (known.kind, known, coordinate)
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
        } else if let surroundings {
          writer.appendPosition(incident.position)
          regions.append(surroundings, to: &writer)
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
        $0, deaths: incident.toll.best,
        country: named ?? surroundings?.country ?? description?.country,
        isPoint: description?.claimsToBeKnown ?? true)
    }
    return (kind, use, description?.resolved)
  }

  /// The regions of a point or disc about which there is nothing to say; nil where there may be.
  /// Without properties those of the centre will do.
  private func undoubted(_ center: Coordinate, radiusMeters: Double, named: Int?) throws
    -> PlainSurroundings?
  {
    guard center.hasOutputPrecision else { return nil }
    let place = try knownPlace(center, radiusMeters: hasProperties ? radiusMeters : 0)
    let found = place.surroundings
    if let named, found.homeCountry != named, !found.lies(in: named),
      !ground.isUndoubtedly(
        near: named, center, radiusMeters: radiusMeters, isHeld: found.country != nil)
    {
      return nil
    }
    return place.mayPretend ? nil : found
  }

  private func knownPlace(_ center: Coordinate, radiusMeters: Double) throws -> KnownPlace {
    let bits = center.x.bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ center.y.bitPattern
    let slot = Int((bits &* 0x9E37_79B9_7F4A_7C15) >> 54) % known.count
    if known[slot].center == center, known[slot].radiusMeters == radiusMeters {
      return known[slot]
    }
    let found = try ground.surroundings(
      of: center, radiusMeters: radiusMeters, hasBorder: hasProperties)
    let place = KnownPlace(
      center: center, radiusMeters: radiusMeters, surroundings: found,
      mayPretend: try doubts.mayPretend(center, home: found.home, country: found.homeCountry))
    known[slot] = place
    return place
  }

  // MARK: Described places

  private func describe(
    _ point: Coordinate?, _ code: Int, _ fields: [4 of CSVField], _ source: PlainRecord,
    _ bytes: Span<UInt8>
  ) throws -> PlainDescription? {
    let key = PlainDescription.Key(point, code, fields, bytes)
    if let known = described[key] { return known }
    let made =
      if let known = ground.memory.descriptions.description(of: key) {
        known
      } else {
        ground.memory.descriptions.keep(try PlainDescription(source, on: ground, style), of: key)
      }
    // Threads that count references to one object slow each other down.
    let own = made.map(PlainDescription.init(copying:))
    if described.count >= Self.memory { described.removeAll(keepingCapacity: true) }
    described[key] = .some(own)
    return own
  }
}

/// A point or disc with its regions, and whether its coordinates may pretend to be known.
private struct KnownPlace {
  var center = Coordinate(x: .nan, y: .nan)
  var radiusMeters = 0.0
  var surroundings = PlainSurroundings(regions: .none)
  var mayPretend = false
}

/// Degrees to the nearest millionth.
func millionths(_ degrees: Double) -> Int { Int((degrees * 1_000_000).rounded()) }
