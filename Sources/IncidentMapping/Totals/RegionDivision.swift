import Foundation
import Geodesy
public import ReferenceGeography
import SimpleFeatures

/// The regions over which incidents are counted.
public enum RegionDivision: Sendable {
  /// The countries.
  case countries
  /// The first-level regions, or those of the file that takes their place.
  case firstLevel
  /// Cells or stretches of their own.
  case cells(BoundarySet, RegionCells)

  /// A place's parts.
  struct Shares {
    /// The shares above zero, by position.
    var parts: [(position: Int, share: Double)]
    /// The part in no region.
    var outside: Double
    /// The part of which nothing is known.
    var unknown: Double
    /// Whether a border is nearer than what is not known of the place.
    var isNearBorder: Bool
    /// Whether the place lies in no region and was given to the nearest.
    var isAdopted = false
  }

  /// The regions.
  public func regions(of atlas: Atlas) -> BoundarySet {
    switch self {
    case .countries: atlas.countries
    case .firstLevel: atlas.firstLevel
    case .cells(let set, _): set
    }
  }
}

/// Which cell holds a point, where that is told faster and better than by looking it up.
public struct RegionCells: Sendable {
  /// The identifier of the cell that holds a point; nil where none does.
  let cell: @Sendable (Coordinate) -> String?
}

/// Shares incidents out over the regions of a division, on one thread.
final class RegionSharer {
  private let division: RegionDivision
  private let ground: Ground
  /// The cells as first-level regions.
  private let cellGround: Ground?
  private let adoptedWithinMeters: Double?

  init(_ division: RegionDivision, on ground: Ground, adoptedWithinMeters: Double?) throws {
    self.division = division
    self.ground = ground
    self.adoptedWithinMeters = adoptedWithinMeters
    if case .cells(let set, _) = division {
      cellGround = try Ground(atlas: ground.atlas.replacingFirstLevel(by: set))
    } else {
      cellGround = nil
    }
  }

  /// Counts an incident.
  func add(
    _ incident: IncidentMeasure, id: @autoclosure () -> String, to tally: inout RegionTally,
    per unit: Period.Unit?
  ) throws {
    var shares = try shares(of: incident)
    if shares.parts.isEmpty, shares.unknown == 0, let point = incident.place.representativePoint {
      let nearest = nearestRegion(to: point)
      if let nearest, let limit = adoptedWithinMeters, nearest.meters <= limit {
        shares.parts = [(nearest.position, 1)]
        shares.outside = 0
        shares.isAdopted = true
      }
      let regions = division.regions(of: ground.atlas).regions
      tally.list(
        .init(
          id: id(), nearest: nearest.map { (regions[$0.position], $0.meters) },
          isAdopted: shares.isAdopted))
    }
    tally.add(incident, shares, per: unit)
  }

  func shares(of incident: IncidentMeasure) throws -> RegionDivision.Shares {
    var membership = incident.membership
    switch division {
    case .countries:
      let inside = membership.countries.reduce(0) { $0 + $1.share }
      let outside = 1 - membership.unknown - inside
      return RegionDivision.Shares(
        parts: membership.countries.map { ($0.position, $0.share) },
        outside: outside > 1e-9 ? outside : 0, unknown: membership.unknown,
        isNearBorder: membership.nearBorderMeters != nil)
    case .cells(let set, let cells):
      if case .point(let point) = incident.place.shape {
        let position = cells.cell(point).flatMap(set.position(ofID:))
        return RegionDivision.Shares(
          parts: position.map { [($0, 1)] } ?? [], outside: position == nil ? 1 : 0, unknown: 0,
          isNearBorder: false)
      }
      if let cellGround { membership = try cellGround.membership(of: incident.place) }
    case .firstLevel: break
    }
    return RegionDivision.Shares(
      parts: membership.firstLevel.map { ($0.position, $0.share) }, outside: membership.outside,
      unknown: membership.unknown, isNearBorder: membership.nearBorderMeters != nil)
  }

  /// The nearest region of the division, looked for ever further out.
  private func nearestRegion(to point: Coordinate) -> (position: Int, meters: Double)? {
    let isOfCountries = if case .countries = division { true } else { false }
    let ground = cellGround ?? (isOfCountries ? ground.world : nil) ?? ground
    for limit in [30_000.0, 200_000, 1_000_000] {
      guard let (position, meters) = ground.nearestFirstLevelRegion(to: point, within: limit) else {
        continue
      }
      guard case .countries = division else { return (position, meters) }
      return ground.countryPosition(ofFirstLevel: position).map { ($0, meters) }
    }
    return nil
  }
}

extension Ground {
  /// The first-level region whose border is nearest to a point outside of all, within a limit, and
  /// its distance on the ellipsoid in metres.
  func nearestFirstLevelRegion(to point: Coordinate, within limit: Double) -> (
    position: Int, meters: Double
  )? {
    let origin = Coordinate(longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
    guard origin.isGeographic else { return nil }
    let scale = cos(origin.latitude * .pi / 180)
    var nearest: (foot: EdgeFoot, position: Int)?
    grid.forEachEdge(
      about: origin, window: RegionGrid.window(about: origin, withinMeters: limit),
      scale: scale, nearerThan: .infinity
    ) { edge, foot, _ in
      let position = Int(edge.right < 0 ? edge.left : min(edge.left, edge.right))
      guard !edge.isSeam else { return }
      if let known = nearest,
        (known.foot.square, known.position) <= (foot.square, position)
      {
        return
      }
      nearest = (foot, position)
    }
    guard let nearest else { return nil }
    return borderDistance(
      from: origin, to: nearest.foot, within: limit,
      errorPerDegree: EdgeFoot.errorPerDegree(scale: scale)
    )
    .map { (nearest.position, $0) }
  }
}
