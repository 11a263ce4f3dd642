import NameMatching
public import ReferenceGeography

/// An incident whose most likely region is another one in a second boundary set.
public struct BoundaryChange: Sendable {
  /// The incident.
  public let id: String
  /// The region with the largest share in the first set; nil for outside of all.
  public let first: Region?
  /// The region with the largest share in the second set; nil for outside of all.
  public let second: Region?
  /// The share of the incident's place that lies in `second`, or outside of all.
  public let share: Double
}

extension IncidentSums {
  /// The incidents that were kept for later whose region differs between two boundary sets.
  ///
  /// Regions are the same where they share an identifier or a code, or bear names that are the same
  /// once folded or without words such as region and province. A place in a country of which one of
  /// the sets has no region is not compared. O(incidents).
  public func changes(from first: Atlas, to second: Atlas) throws -> [BoundaryChange] {
    let (before, after) = (try Ground(atlas: first), try Ground(atlas: second))
    let covered = Set(first.firstLevel.regions.map(\.countryID))
      .intersection(second.firstLevel.regions.map(\.countryID))
    return try measures.compactMap { id, incident in
      guard incident.place.kind != .unknown else { return nil }
      let (old, _) = try before.membership(of: incident.place).mostLikely
      let (new, share) = try after.membership(of: incident.place).mostLikely
      switch (old, new) {
      case (nil, nil): return nil
      case (let a?, let b?) where a.isSame(as: b): return nil
      default: break
      }
      let countries = [old, new].compactMap { $0?.countryID }
      guard countries.allSatisfy(covered.contains) else { return nil }
      return BoundaryChange(id: id, first: old, second: new, share: share)
    }
  }
}

extension Membership {
  /// The region with the largest share, or nil where more lies outside of all, and that share.
  fileprivate var mostLikely: (region: Region?, share: Double) {
    guard let first = firstLevel.first, first.share >= outside else { return (nil, outside) }
    return (first.region, first.share)
  }
}

extension Region {
  /// Whether another set means the same region.
  fileprivate func isSame(as other: Region) -> Bool {
    if id == other.id || !Set(codes).isDisjoint(with: other.codes) { return true }
    let names = Set(([name] + alternativeNames).map(FoldedName.foldWithoutKind))
    return ([other.name] + other.alternativeNames)
      .contains { names.contains(FoldedName.foldWithoutKind($0)) }
  }
}
