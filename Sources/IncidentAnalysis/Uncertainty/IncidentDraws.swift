public import IncidentMapping
import ReferenceGeography
public import SimpleFeatures
import SpatialStatistics

/// Positions, days and tolls drawn for incidents on one thread's ground: the same for a seed, an
/// incident and a replicate, whoever draws. Incidents that one report was split into are drawn
/// together.
///
/// Draws are even over what is known, which is a prior and not knowledge.
public final class IncidentDraws {
  private let incidents: [LocatedIncident]
  private let ground: Ground
  private let seed: UInt64
  private var ofRegions: [String: PlaceSampler] = [:]
  private var ofIncidents: [Int: PlaceSampler] = [:]
  /// How many places of single incidents are kept prepared, before all are forgotten.
  private static let memory = 4096

  /// Makes the draws of some incidents.
  public init(_ incidents: [LocatedIncident], on ground: Ground, seed: UInt64) {
    self.incidents = incidents
    self.ground = ground
    self.seed = seed
  }

  /// A position in the place of an incident; nil where nothing is known of it.
  public func position(of index: Int, replicate: Int) throws -> Coordinate? {
    var stream = SeededStream(seed, incidents[index].report, UInt64(replicate))
    return try sampler(of: index).draw(using: &stream)
  }

  /// A day on which an incident could have happened, counted from 1970; nil where an end is open.
  public func day(of index: Int, replicate: Int) -> Int? {
    guard let days = incidents[index].days else { return nil }
    guard days.count > 1 else { return days.lowerBound }
    var stream = SeededStream(~seed, incidents[index].report, UInt64(replicate))
    return Int.random(in: days, using: &stream)
  }

  /// How many were killed in an incident, within `LocatedIncident.killed`; nil where nobody says.
  public func killed(of index: Int, replicate: Int) -> Int? {
    guard let killed = incidents[index].killed else { return nil }
    guard killed.count > 1 else { return killed.lowerBound }
    var stream = SeededStream(seed.byteSwapped, incidents[index].report, UInt64(replicate))
    return Int.random(in: killed, using: &stream)
  }

  /// What a disc's draws need is made in no time; that of other places is kept.
  private func sampler(of index: Int) throws -> PlaceSampler {
    let place = incidents[index].place
    if case .disc = place.shape { return try PlaceSampler(place, on: ground) }
    if let region = place.region {
      let key = "\(region.level) \(region.id)"
      if let known = ofRegions[key] { return known }
      let made = try PlaceSampler(place, on: ground)
      ofRegions[key] = made
      return made
    }
    if let known = ofIncidents[index] { return known }
    let made = try PlaceSampler(place, on: ground)
    if ofIncidents.count >= Self.memory { ofIncidents.removeAll(keepingCapacity: true) }
    ofIncidents[index] = made
    return made
  }
}
