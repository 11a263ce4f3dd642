import Geodesy
import Incidents
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import Topology

/// Asks incidents how surely they are in a selection, on one thread's ground.
final class SelectionTest {
  private let selection: Selection
  private let ground: Ground
  private let firstLevel: Set<Int>
  private let countries: Set<Int>
  private let groups: [GroupDays]
  private let corridors: [(line: LineString, withinMeters: Double)]
  /// All that is selected in space, as one surface; nil where only regions of the ground or nothing
  /// is.
  private let area: SelectedArea?

  init(_ selection: Selection, on ground: Ground) throws {
    self.selection = selection
    self.ground = ground
    let (first, all) = (ground.atlas.firstLevel, ground.atlas.countries)
    firstLevel = Set(selection.regions.compactMap { first.position(of: $0) })
    countries = Set(selection.regions.compactMap { all.position(of: $0) })
    groups = selection.groups.map { GroupDays($0, countries: all) }
    corridors = try selection.corridors.map {
      (try $0.line(), $0.withinMeters)
    }
    // With groups, whose land changes, the membership alone tells who is in a region.
    var spatial = selection
    if !groups.isEmpty { spatial.regions = [] }
    area = selection.hasOnlyRegions ? nil : try SelectedArea(spatial, in: ground.context)
  }

  /// Whether an incident of those days may be wanted, wherever it is.
  func wants(_ days: DayInterval) -> Bool {
    selection.days.map { wants(days.admission(in: $0)) } ?? true
  }

  /// Whether an incident that is in so surely is wanted.
  func wants(_ admission: Admission) -> Bool {
    selection.isSure ? admission.isCertain : admission.isPossible
  }

  /// How surely an incident is in the selection.
  func admission(_ days: DayInterval, _ place: ResolvedPlace, _ membership: Membership) throws
    -> Admission
  {
    let inTime = selection.days.map { days.admission(in: $0) } ?? .certain
    guard !groups.isEmpty else { return try inTime && admission(place, membership) }
    // Of the days only those asked for count.
    let asked = selection.days.map { days.within($0) } ?? days
    return try inTime && admission(asked, membership)
      && (area.map { try admission(place, membership, in: $0) } ?? .certain)
  }

  /// How surely what lies in regions as said was, on its day, in a selected region or group.
  private func admission(_ days: DayInterval, _ membership: Membership) -> Admission {
    var share = share(membership)
    var (certain, isPossible) = (share, share > 0)
    for part in membership.countries where !countries.contains(part.position) {
      let best = groups.map { $0.admission(of: part.position, on: days) }
        .max { ($0.isPossible ? 0 : -1, $0.share) < ($1.isPossible ? 0 : -1, $1.share) }
      guard let best, best.isPossible else { continue }
      isPossible = true
      share += part.share * best.share
      if best.isCertain { certain += part.share }
    }
    return Admission(
      isCertain: certain > 1 - 1e-9, isPossible: isPossible, share: min(1, share))
  }

  /// How surely a place is in the selection.
  private func admission(_ place: ResolvedPlace, _ membership: Membership) throws -> Admission {
    guard selection.hasSpace else { return .certain }
    guard let area else { return Admission(share: share(membership)) }
    return try admission(place, membership, in: area)
  }

  /// The part of a place that lies in the selected regions, which may lie in each other.
  private func share(_ membership: Membership) -> Double {
    let inside = membership.firstLevel.reduce(0) { sum, part in
      let isIn =
        firstLevel.contains(part.position)
        || ground.countryPosition(ofFirstLevel: part.position).map(countries.contains) ?? false
      return isIn ? sum + part.share : sum
    }
    guard ground.world != nil, !countries.isEmpty else { return inside }
    // A chosen set need not cover the countries.
    let country = membership.countries.reduce(0) {
      countries.contains($1.position) ? $0 + $1.share : $0
    }
    let others = membership.firstLevel.reduce(0) { sum, part in
      let country = ground.countryPosition(ofFirstLevel: part.position)
      let isOther =
        firstLevel.contains(part.position) && !(country.map(countries.contains) ?? false)
      return isOther ? sum + part.share : sum
    }
    return min(1, country + others)
  }

  private func admission(
    _ place: ResolvedPlace, _ membership: Membership, in area: SelectedArea
  ) throws -> Admission {
    switch place.shape {
    case .unknown: return .none
    case .mixture(let parts):
      var sum = Admission(isCertain: true, isPossible: false, share: 0)
      for part in parts {
        let each = try admission(
          part.place, try ground.membership(of: part.place), in: area)
        sum.isCertain = sum.isCertain && each.isCertain
        sum.isPossible = sum.isPossible || each.isPossible
        sum.share += part.weight * each.share
      }
      return sum
    case .point(let point):
      return try holds(point, membership) ? .certain : .none
    case .disc(let center, let radius) where selection.hasOnlyVicinities && place.container == nil:
      // The triangle inequality holds for geodesics; only what the circles have in common needs
      // their overlay.
      var touches = false
      for vicinity in selection.vicinities {
        let distance = Geodesic.wgs84.distance(from: vicinity.center, to: center)
        if distance + radius <= vicinity.withinMeters { return .certain }
        if distance <= radius + vicinity.withinMeters { touches = true }
      }
      return touches ? try area.admission(of: place, in: ground.context) : .none
    case .disc, .cutDisc, .surface, .line:
      return try area.admission(of: place, in: ground.context)
    }
  }

  /// Whether a point is in; distances are geodesics. A point on a border is in the region that it is
  /// counted in.
  private func holds(_ point: Coordinate, _ membership: Membership) throws -> Bool {
    if !selection.regions.isEmpty, groups.isEmpty, share(membership) < 0.5 { return false }
    if !selection.vicinities.isEmpty,
      !selection.vicinities.contains(where: {
        Geodesic.wgs84.distance(from: $0.center, to: point) <= $0.withinMeters
      })
    {
      return false
    }
    if !corridors.isEmpty,
      !corridors.contains(where: { distance(from: point, to: $0.line) <= $0.withinMeters })
    {
      return false
    }
    return selection.box.map { $0.holds(point) } ?? true
  }

}
