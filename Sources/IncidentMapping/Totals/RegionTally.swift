public import ReferenceGeography

/// Totals by region, and by period where that is asked for.
public struct RegionTally: Sendable {
  /// What totals are kept for.
  struct Key: Hashable, Comparable, Sendable {
    /// The position of the region in its set; nil for outside of all.
    var region: Int?
    /// The period; nil where time is not cut up, or the days are open.
    var period: Period?

    static func < (left: Key, right: Key) -> Bool {
      func order(_ region: Int?) -> Int { region ?? .max }
      if order(left.region) != order(right.region) {
        return order(left.region) < order(right.region)
      }
      switch (left.period, right.period) {
      case (let a?, let b?): return a < b
      case (_?, nil): return true
      case (nil, _): return false
      }
    }
  }

  /// An incident whose place lies in no region at all.
  public struct Unmatched: Sendable {
    /// The incident.
    public let id: String
    /// The nearest region and how far it is; nil where there is none within 1,000 km.
    public let nearest: (region: Region, meters: Double)?
    /// Whether it was counted in that region.
    public let isAdopted: Bool
  }

  /// How many unmatched incidents are listed; all are counted.
  private static let mostListed = 10_000

  private(set) var totals: [Key: Totals] = [:]
  /// The incidents outside of all regions, in the order of the input; the first 10,000 of them.
  public private(set) var unmatched: [Unmatched] = []
  /// How many incidents have a place of which something is known.
  public private(set) var known = 0
  /// What they count for: less than one each where a part of a mixture is not known.
  private(set) var knownShare = 0.0
  /// How many have none.
  public private(set) var unknown = 0

  /// Shares out an incident over the regions of a partition.
  /// - Parameter unit: how time is cut up, if it is.
  mutating func add(
    _ incident: IncidentMeasure, _ shares: RegionDivision.Shares, per unit: Period.Unit?
  ) {
    guard shares.unknown < 1 else {
      unknown += 1
      return
    }
    known += 1
    knownShare += 1 - shares.unknown
    let periods: [(period: Period?, admission: Admission)] =
      unit.map { unit in
        incident.days.periods(unit).map { $0.map { ($0.period, $0.admission) } } ?? [
          (nil, .certain)
        ]
      } ?? [(nil, .certain)]
    func add(_ region: Int?, _ share: Double) {
      var inRegion = Admission(share: share)
      if shares.isAdopted { inRegion.isCertain = false }
      for (period, inPeriod) in periods {
        totals[Key(region: region, period: period), default: Totals()].add(
          inRegion && inPeriod, toll: incident.toll, isNearBorder: shares.isNearBorder,
          isAdopted: shares.isAdopted)
      }
    }
    for (position, share) in shares.parts { add(position, share) }
    if shares.outside > 0 { add(nil, shares.outside) }
  }

  /// Lists an incident outside of all regions.
  mutating func list(_ incident: Unmatched) {
    if unmatched.count < Self.mostListed { unmatched.append(incident) }
  }

  /// Adds the totals of other incidents.
  mutating func add(_ other: RegionTally) {
    for (key, sums) in other.totals { totals[key, default: Totals()].add(sums) }
    known += other.known
    knownShare += other.knownShare
    unknown += other.unknown
    unmatched += other.unmatched.prefix(Self.mostListed - unmatched.count)
  }
}
