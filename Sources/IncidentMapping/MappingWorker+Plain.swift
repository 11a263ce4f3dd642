import Datasets
import GeoFormats
import Incidents
import ReferenceGeography

/// The plain way: rows that go from their bytes to the bytes of their features.
extension MappingWorker {
  /// The writer of plain incidents, made for the first batch of an input.
  func plainFeatures(for batch: IncidentBatch) -> PlainFeatures? {
    if let plainFeatures { return plainFeatures }
    let made = PlainFeatures(mapper, ground: ground, columns: batch.columns)
    plainFeatures = .some(made)
    return made
  }

  /// Takes a plain incident into a piece, by the writer where features of its kind are wanted; false
  /// where it has to be taken in the general way.
  func append(
    _ incident: PlainIncident, _ record: PlainRecord, _ bytes: Span<UInt8>,
    by plain: PlainFeatures?, to piece: inout MappedPiece
  ) throws -> Bool {
    var located: LocatedIncident?
    // Without a selection nothing has to be known before the feature is written.
    let asksFirst = asksFirst && !(isLocated && plain != nil && mapper.selection.isEverything)
    if asksFirst {
      guard let measure = try measure(incident, record, bytes) else { return false }
      let isWanted = test.wants(measure.admission)
      // A feature that is not plain is made, and counted, the other way.
      if isWanted && mapper.makesFeatures && plain == nil { return false }
      if !isWanted || !mapper.makesFeatures {
        piece.identifiers.append(bytes, incident.id.start..<incident.id.end)
        guard isWanted else {
          piece.notSelected += 1
          noteUnasked(measure, &piece)
          return true
        }
        piece.plainKinds.add(measure.place.kind)
        if let located = self.located(incident, measure, bytes) {
          piece.sums.located.append(located)
        }
        try add(measure, id: bytes.text(incident.id), to: &piece.sums)
        return true
      }
      located = self.located(incident, measure, bytes)
    }
    guard let plain,
      let written = try plain.append(incident, record, bytes, to: &piece.features.layers[0])
    else { return false }
    if !asksFirst, case .located(let hasPublishers, _) = mapper.tally {
      located = LocatedIncident(
        incident, try place(of: incident, written.description?.resolved),
        days: days(of: incident, bytes),
        toll: toll(of: incident), bytes, hasPublishers: hasPublishers)
    }
    if let located { piece.sums.located.append(located) }
    piece.add(written, id: incident.id, of: bytes)
    return true
  }

  /// What totals need of a plain incident; nil where its place has to be read another way.
  func measure(_ incident: PlainIncident, _ record: PlainRecord, _ bytes: Span<UInt8>)
    throws
    -> IncidentMeasure?
  {
    let (days, toll) = (days(of: incident, bytes), toll(of: incident))
    func measure(_ place: ResolvedPlace, _ membership: Membership, _ admission: Admission)
      -> IncidentMeasure
    {
      IncidentMeasure(
        days: days, toll: toll, place: place, membership: membership, admission: admission)
    }
    guard test.wants(days) else {
      return measure(.unknown(), try ground.membership(of: .unknown()), .none)
    }
    let place: ResolvedPlace
    let membership: Membership
    if case .described = incident.position {
      guard let found = try described(record) else { return nil }
      (place, membership) = found
    } else {
      place = try self.place(of: incident, nil)
      membership = try ground.membership(of: place)
    }
    var found = measure(place, membership, try test.admission(days, place, membership))
    if let condition, test.wants(found.admission) {
      guard
        let admission = try condition.admission(
          incident, record.record, bytes, place, membership)
      else { return nil }
      found.admission = found.admission && admission
    }
    return found
  }

  /// A plain incident for an analysis, where that is what is asked for.
  func located(
    _ incident: PlainIncident, _ measure: IncidentMeasure, _ bytes: Span<UInt8>
  ) -> LocatedIncident? {
    guard case .located(let hasPublishers, _) = mapper.tally else { return nil }
    return LocatedIncident(
      incident, measure.place, days: measure.days, toll: measure.toll, bytes,
      hasPublishers: hasPublishers)
  }

  func days(of incident: PlainIncident, _ bytes: Span<UInt8>) -> DayInterval {
    DayInterval(first: bytes.day(incident.start), last: bytes.day(incident.end))
  }

  func toll(of incident: PlainIncident) -> Toll {
    let (low, best, high) = incident.toll
    return Toll(
      minimum: min(low, best, high), best: best, maximum: max(low, best, high), isOpen: false)
  }

  /// The place of a plain incident, given that which had to be looked up.
  func place(of incident: PlainIncident, _ described: ResolvedPlace?) throws
    -> ResolvedPlace
  {
    switch incident.position {
    case .exact(let center): return try ground.resolve(.exact(center))
    case .near(let center, let radius):
      return try ground.resolve(
        .near(center: .coordinate(center, name: nil), radiusMeters: radius, clippedTo: []))
    case .described: return described ?? .unknown()
    }
  }

  /// A place that has to be looked up, with its regions; nil where it is not found.
  func described(_ record: PlainRecord) throws -> (
    place: ResolvedPlace, membership: Membership
  )? {
    guard let described = record.place?.place else { return nil }
    if let found = known[described] { return found }
    // What cannot be found is said where the record is read as an incident.
    guard let place = try? ground.resolve(described) else { return nil }
    let membership = try ground.membership(of: place)
    known[described] = (place, membership)
    return (place, membership)
  }
}
