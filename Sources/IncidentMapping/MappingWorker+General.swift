import Datasets
import GeoFormats
import Incidents
import ReferenceGeography

/// The general way: any incident, put on the ground as its place says.
extension MappingWorker {
  func append(
    _ incident: Incident, to piece: inout MappedPiece, findings: inout [Diagnostic]
  ) throws {
    piece.identifiers.append(incident.id)
    let days = DayInterval(incident.date)
    guard test.wants(days) else {
      piece.notSelected += 1
      if days.isUnknown { piece.undated += 1 }
      return
    }
    let (place, membership) = try locate(incident, findings: &findings)
    var measure = IncidentMeasure(
      days: days, toll: incident.derivedToll, place: place, membership: membership,
      admission: try test.admission(days, place, membership))
    if let condition, measure.admission.isPossible {
      measure.admission =
        try measure.admission
        && condition.admission(
          MappedIncident(incident: incident, place: place, membership: membership))
    }
    guard test.wants(measure.admission) else {
      piece.notSelected += 1
      noteUnasked(measure, &piece)
      return
    }
    try add(measure, id: incident.id, to: &piece.sums)
    guard isLocated || isMapped || mapper.makesFeatures else {
      piece.kinds[place.kind, default: 0] += 1
      return
    }
    var mapped = MappedIncident(incident: incident, place: place, membership: membership)
    if isLocated || isMapped {
      piece.sums.located.append(
        LocatedIncident(
          mapped, hasPublishers: mapper.tally.hasPublishers,
          hasAttestation: mapper.tally.hasAttestation,
          isCase: try cases.map { try $0.admission(mapped).isCertain } ?? true))
    }
    if isMapped {
      findings += try ground.doubts(of: mapped, file: file)
      piece.note(mapped, on: ground)
      piece.sums.mapped.append(mapped)
    }
    guard mapper.makesFeatures else {
      piece.kinds[place.kind, default: 0] += 1
      return
    }
    if mapper.saysAdmission { mapped.admission = measure.admission }
    findings += try ground.doubts(of: mapped, file: file)
    piece.note(mapped, on: ground)
    if try encoder.append(mapped, to: &piece.features) { piece.kinds[place.kind, default: 0] += 1 }
  }

  /// The nearest names, found once for each name that is missing.
  func suggestions(for missing: Ground.MissingName) -> String {
    if let known = suggested[missing] { return known }
    let found = ground.suggestions(for: missing)
    suggested[missing] = found
    return found
  }

  func locate(_ incident: Incident, findings: inout [Diagnostic]) throws -> (
    ResolvedPlace, Membership
  ) {
    if let found = known[incident.place] { return found }
    let place: ResolvedPlace
    do {
      place = try ground.resolve(incident.place)
    } catch {
      let missing = (error as? Ground.Unresolved)?.missing
      let sentence = "\(error)" + (missing.map(suggestions) ?? "")
      findings.append(
        Diagnostic(
          .error, code: "place-not-found", file: file, line: incident.placePosition?.line,
          column: incident.placePosition?.column, record: incident.id,
          reason: String(sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]),
          action: "kept without a geometry"))
      return (.unknown(note: "\(error)"), try ground.membership(of: .unknown()))
    }
    let membership = try ground.membership(of: place)
    known[incident.place] = (place, membership)
    return (place, membership)
  }
}
