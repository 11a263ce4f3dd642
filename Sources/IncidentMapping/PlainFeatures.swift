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
  private let ground: Ground
  private let style: GeometryStyle
  private let columns: PlainColumns
  private let hasProperties: Bool
  private let regions: PlainRegions
  private let doubts: PlainDoubts
  /// Points and discs met last, each in the slot of its hash: data sets put many records on one spot.
  private var known = [KnownPlace](repeating: KnownPlace(), count: 1024)
  private var described = DescribedPlaces()
  private var ahead: [(center: Coordinate, isWide: Bool)] = []

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

  /// Reads what the places of some incidents will need, so that none has to wait for it.
  func readAhead(_ incidents: [PlainIncident?]) {
    ahead.removeAll(keepingCapacity: true)
    for incident in incidents {
      switch incident?.position {
      case .exact(let center): ahead.append((center, false))
      case .near(let center, _): ahead.append((center, true))
      case .described, nil: break
      }
    }
    ground.grid.readAhead(ahead)
  }

  /// Appends a plain incident; says what became of it, or nil where it has to be written otherwise.
  func append(
    _ incident: PlainIncident, _ source: PlainRecord, _ bytes: Span<UInt8>,
    to features: inout EncodedFeatures
  ) throws -> WrittenIncident? {
    let named = incident.country.isEmpty ? nil : doubts.country(incident.country, bytes)
    if named == nil && !incident.country.isEmpty { return nil }
    switch incident.position {
    case .exact(let center):
      return try append(incident, at: center, radiusMeters: 0, named, source, bytes, to: &features)
    case .near(let center, let radius):
      return try append(
        incident, at: center, radiusMeters: radius, named, source, bytes, to: &features)
    case .described(let coordinate, let code, let fields):
      guard let description = try describe(coordinate, code, fields, source, bytes) else {
        return nil
      }
      guard try append(incident, at: description, source, bytes, to: &features) else { return nil }
      features.include(description.geometry)
      return WrittenIncident(
        kind: description.kind,
        use: coordinate.map {
          CoordinateUse(
            $0, deaths: incident.toll.best, country: named ?? description.country,
            isPoint: description.claimsToBeKnown)
        }, description: description)
    }
  }

  /// Appends an incident at a point or on a disc; nil where there may be something to say of it.
  private func append(
    _ incident: PlainIncident, at center: Coordinate, radiusMeters: Double, _ named: Int?,
    _ source: PlainRecord, _ bytes: Span<UInt8>, to features: inout EncodedFeatures
  ) throws -> WrittenIncident? {
    guard center.hasOutputPrecision else { return nil }
    // Without properties the regions of the centre will do.
    let slot = try knownPlace(center, radiusMeters: hasProperties ? radiusMeters : 0)
    guard isUndoubted(slot, named: named, radiusMeters: radiusMeters) else { return nil }
    let point = (longitude: millionths(center.longitude), latitude: millionths(center.latitude))
    let isWritten = features.append(reserving: Self.capacity(for: source)) { writer in
      writer.appendHead(incident.id, bytes)
      writer.appendPoint(longitude: point.longitude, latitude: point.latitude)
      writer.append(",\"properties\":{")
      if hasProperties {
        writer.appendIncident(incident, bytes)
        writer.appendPosition(incident.position)
        regions.append(known[slot].surroundings, to: &writer)
        writer.appendReported(incident, bytes, row: source.row)
      }
      return appendTail(source.record, bytes, to: &writer)
    }
    guard isWritten else { return nil }
    features.includePoint(longitude: point.longitude, latitude: point.latitude)
    return WrittenIncident(
      kind: radiusMeters > 0 ? .near : .exact,
      use: CoordinateUse(
        center, deaths: incident.toll.best, country: named ?? known[slot].surroundings.country,
        isPoint: true))
  }

  /// Appends an incident at a place that had to be looked up; false where it did not fit.
  private func append(
    _ incident: PlainIncident, at description: PlainDescription, _ source: PlainRecord,
    _ bytes: Span<UInt8>, to features: inout EncodedFeatures
  ) throws -> Bool {
    features.append(reserving: Self.capacity(for: source) + description.byteCount) { writer in
      writer.appendHead(incident.id, bytes)
      writer.append(description.geometry)
      writer.append(",\"properties\":{")
      if hasProperties {
        writer.appendIncident(incident, bytes)
        writer.append(description.members)
        writer.appendReported(incident, bytes, row: source.row)
      }
      return appendTail(source.record, bytes, to: &writer)
    }
  }

  /// Every byte of the input at most six times, and what stands around it.
  private static func capacity(for source: PlainRecord) -> Int {
    12 * source.record.byteCount + 8192
  }

  private func appendTail(
    _ record: CSVRecord, _ bytes: Span<UInt8>, to writer: inout JSONByteWriter
  ) -> Bool {
    guard columns.append(record, bytes, isFirst: !hasProperties, to: &writer) else { return false }
    writer.append("}}")
    return true
  }

  /// Whether there is nothing to say about where a point or disc lies; false where there may be.
  private func isUndoubted(_ slot: Int, named: Int?, radiusMeters: Double) -> Bool {
    if known[slot].mayPretend { return false }
    guard let named, known[slot].surroundings.homeCountry != named else { return true }
    let found = known[slot].surroundings
    return found.lies(in: named)
      || ground.isUndoubtedly(
        near: named, known[slot].center, radiusMeters: radiusMeters, isHeld: found.country != nil)
  }

  /// The slot of a point or disc, worked out unless it was met last.
  private func knownPlace(_ center: Coordinate, radiusMeters: Double) throws -> Int {
    let bits = center.x.bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ center.y.bitPattern
    let slot = Int((bits &* 0x9E37_79B9_7F4A_7C15) >> 54) % known.count
    if known[slot].center == center, known[slot].radiusMeters == radiusMeters { return slot }
    let found = try ground.surroundings(
      of: center, radiusMeters: radiusMeters, hasBorder: hasProperties)
    known[slot] = KnownPlace(
      center: center, radiusMeters: radiusMeters, surroundings: found,
      mayPretend: try doubts.mayPretend(center, home: found.home, country: found.homeCountry))
    return slot
  }

  private func describe(
    _ point: Coordinate?, _ code: Int, _ fields: [4 of CSVField], _ source: PlainRecord,
    _ bytes: Span<UInt8>
  ) throws -> PlainDescription? {
    let place = PlainDescription.Traits(point, code, fields, digestOf: bytes)
    if let known = described.find(place, bytes) { return known }
    let key = PlainDescription.Key(place, bytes)
    let made =
      if let known = ground.memory.descriptions.description(of: key) {
        known
      } else {
        ground.memory.descriptions.keep(try PlainDescription(source, on: ground, style), of: key)
      }
    // Threads that count references to one object slow each other down.
    let own = made.map(PlainDescription.init(copying:))
    described.insert(own, of: key)
    return own
  }
}

/// What became of a plain incident of which the feature is written.
struct WrittenIncident {
  /// The kind of its place.
  var kind: ResolvedPlace.Kind
  /// What it adds to the search for heaps.
  var use: CoordinateUse?
  /// The place, where it had to be looked up.
  var description: PlainDescription?
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
