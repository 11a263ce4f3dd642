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
  /// once folded or without words such as region and province, not in two countries; regions of
  /// different levels where one lies in the other. A place outside of all regions of one set is compared only if that set has
  /// regions of the country in which the other set sees it. O(incidents).
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
      case (let a?, let b?): if a.isSame(as: b) { return nil }
      case (let only?, nil), (nil, let only?):
        guard covered.contains(only.countryID) else { return nil }
      }
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
  /// Whether another set means the same region, or one that lies in the other as far as is known.
  fileprivate func isSame(as other: Region) -> Bool {
    if level > other.level { return other.isSame(as: self) }
    if level == 0, other.level > 0, !countryID.isEmpty { return countryID == other.countryID }
    if id == other.id || !Set(codes).isDisjoint(with: other.codes) { return true }
    if !countryID.isEmpty, !other.countryID.isEmpty, countryID != other.countryID { return false }
    let names = Set(([name] + alternativeNames).map(FoldedName.foldWithoutKind))
    let ancestor = other.ancestors.first { $0.level == level }
    return (ancestor.map { [$0.name] } ?? [other.name] + other.alternativeNames)
      .contains { names.contains(FoldedName.foldWithoutKind($0)) }
  }
}
