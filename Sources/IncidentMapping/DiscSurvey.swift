import Foundation
import Incidents
public import SimpleFeatures

/// What lies on and round a disc: the nearest border, and the edges that may cut it.
struct DiscSurvey {
  let center: Coordinate
  let radiusMeters: Double
  /// The distance to the nearest border in metres; nil beyond the limit of the survey.
  fileprivate(set) var borderMeters: Double?
  /// The distance to the nearest edge of any kind, in degrees of latitude, right to a few per cent.
  fileprivate var nearestDegrees = Double.infinity
  /// The edges that may meet the disc.
  fileprivate var edges: [RegionGrid.Edge] = []

  /// Whether no edge meets the disc, so that it lies wholly where its centre does.
  var isUncut: Bool { edges.isEmpty }

  /// The shares of the regions by ascending position; nil where overlay has to tell: a border runs
  /// through the centre or next to it, or regions overlap.
  ///
  /// Within 1e-5 of the disc's own shares up to a radius of 150 km. O(edges that meet the disc), some
  /// 0.1 us each.
  func shares(_ homes: Holders) -> RegionShares? {
    var shares = RegionShares()
    guard !isUncut else {
      if let home = homes.first { shares.add(1, to: home) }
      return shares
    }
    let nearestMeters = nearestDegrees * 110_574
    // The area asks on which side of each edge the centre lies, on the plane.
    guard nearestMeters > 1e-4 * radiusMeters else { return nil }
    let window = RegionGrid.window(about: center, withinMeters: radiusMeters)
    var disc = DiscArea(
      center: center, radiusMeters: radiusMeters,
      window: Envelope(
        minX: center.x - window.east, minY: center.y - window.north,
        maxX: center.x + window.east, maxY: center.y + window.north),
      bendMeters: min(1e-4 * radiusMeters, nearestMeters / 4))
    if let home = homes.first { shares.add(disc.total, to: home) }
    for home in homes.others { shares.add(disc.total, to: home) }
    for edge in edges {
      guard let part = disc.part(of: edge) else { continue }
      shares.add(part, to: Int(edge.left))
      if edge.right >= 0 { shares.add(-part, to: Int(edge.right)) }
    }
    shares.scale(by: 1 / disc.total, leavingOutUpTo: -.infinity)
    let sum = shares.sum
    guard sum < 1 + 1e-6,
      shares.inOrder.allSatisfy({ $0.share > -1e-6 && $0.share < 1 + 1e-6 })
    else { return nil }
    shares.scale(by: 1 / max(1, sum), leavingOutUpTo: 1e-12)
    return shares
  }
}

extension Ground {
  /// The greatest radius for which a circle is round enough on the plane of `LocalEqualArea`.
  private static let greatestRadiusMeters = 200_000.0

  /// The shares of the first-level regions in a disc about a point, by ascending position; what is
  /// missing to 1 lies in no region.
  ///
  /// Within 1e-5 of the disc's own shares. A radius of 0 gives the region of the point. O(edges that
  /// meet the disc), some 1 us for 25 km; discs beyond 200 km or beside a pole take an overlay.
  public func regionShares(around center: Coordinate, radiusMeters: Double) throws
    -> [(position: Int, share: Double)]
  {
    let homes = try holders(of: center)
    if radiusMeters > 0,
      let survey = survey(center, radiusMeters: radiusMeters, within: radiusMeters),
      let shares = survey.shares(homes)
    {
      return shares.inOrder
    }
    let place = try resolve(
      .near(center: .coordinate(center, name: nil), radiusMeters: radiusMeters, clippedTo: []))
    return try membership(of: place).firstLevel.map { ($0.position, $0.share) }
      .sorted { $0.0 < $1.0 }
  }

  /// The nearest border within a limit and the edges that may cut a disc; nil where the disc is too
  /// large or too near to a pole for its plane.
  func survey(_ center: Coordinate, radiusMeters: Double, within limit: Double) -> DiscSurvey? {
    let center = Coordinate(
      longitude: wrappedLongitude(center.longitude), latitude: center.latitude)
    let latitude = abs(center.latitude)
    guard radiusMeters <= Self.greatestRadiusMeters, limit <= 2 * Self.greatestRadiusMeters,
      latitude + radiusMeters / 110_000 < 83, center.isGeographic
    else { return nil }
    let scale = cos(latitude * .pi / 180)
    let errorPerDegree = EdgeFoot.errorPerDegree(scale: scale)
    let error = EdgeFoot.scaleError + errorPerDegree * 180 / .pi * radiusMeters / 6_371_000
    let reach = radiusMeters / 110_574 / max(0.1, 1 - error)
    var survey = DiscSurvey(center: center, radiusMeters: radiusMeters)
    var edges: [RegionGrid.Edge] = []
    var (nearest, nearestSquare) = (EdgeFoot.none, Double.infinity)
    let bound = RegionGrid.bound(errorPerDegree: errorPerDegree, withinMeters: limit)
    grid.forEachEdge(
      about: center, window: RegionGrid.window(about: center, withinMeters: limit), scale: scale,
      nearerThan: max(bound, reach * reach)
    ) { edge, foot, bound in
      if foot.square < reach * reach {
        // As many as the C library hands out at once.
        if edges.isEmpty { edges.reserveCapacity(24) }
        edges.append(edge)
      }
      guard foot.square < nearest.square else { return }
      nearestSquare = min(nearestSquare, foot.square)
      guard !edge.isSeam else { return }
      nearest = foot
      bound = max(foot.square, reach * reach)
    }
    survey.nearestDegrees = nearestSquare.squareRoot()
    survey.edges = edges
    survey.borderMeters = borderDistance(
      from: center, to: nearest, within: limit, errorPerDegree: errorPerDegree)
    return survey
  }
}
