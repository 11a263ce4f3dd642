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
  /// once folded or without words such as region and province. O(incidents).
  public func changes(from first: Atlas, to second: Atlas) throws -> [BoundaryChange] {
    let (before, after) = (try Ground(atlas: first), try Ground(atlas: second))
    return try measures.compactMap { id, incident in
      guard incident.place.kind != .unknown else { return nil }
      let old = try before.membership(of: incident.place).firstLevel.first
      let new = try after.membership(of: incident.place)
      let region = new.firstLevel.first?.region
      switch (old?.region, region) {
      case (nil, nil): return nil
      case (let a?, let b?) where a.isSame(as: b): return nil
      default: break
      }
      return BoundaryChange(
        id: id, first: old?.region, second: region,
        share: new.firstLevel.first?.share ?? new.outside)
    }
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
