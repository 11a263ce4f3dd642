import ReferenceGeography
public import SimpleFeatures

/// Looks up places and points in the regions of a division, on one thread's ground.
public final class RegionFinder {
  private let division: RegionDivision
  private let ground: Ground
  private let sharer: RegionSharer
  private let set: BoundarySet
  private var ofRegions: [String: [(position: Int, share: Double)]] = [:]

  /// Makes a finder.
  public init(_ division: RegionDivision, on ground: Ground) throws {
    self.division = division
    self.ground = ground
    sharer = try RegionSharer(division, on: ground, adoptedWithinMeters: nil)
    set = division.regions(of: ground.atlas)
  }

  /// The regions that a place has a share in, by position, and the shares; what is outside of all, or
  /// unknown, is missing from their sum.
  public func shares(of place: ResolvedPlace) throws -> [(position: Int, share: Double)] {
    if case .point(let point) = place.shape {
      return try position(of: point).map { [($0, 1)] } ?? []
    }
    // Areas of the same name come again and again.
    let key = place.region.map { "\($0.level) \($0.id)" }
    if let key, let known = ofRegions[key] { return known }
    let shares = try sharer.shares(of: IncidentMeasure(place: place, on: ground)).parts
      .filter { $0.share > 0 }.sorted { $0.position < $1.position }
    if let key { ofRegions[key] = shares }
    return shares
  }

  /// The position of the region that covers a point, of several the first; nil where none does.
  public func position(of point: Coordinate) throws -> Int? {
    switch division {
    case .cells(_, let cells): cells.cell(point).flatMap(set.position(ofID:))
    case .firstLevel: try ground.holders(of: point).first
    case .countries: try ground.countryPosition(of: ground.holders(of: point), at: point)
    }
  }
}

extension CellGrid {
  /// The cells that places touch.
  public func division(covering places: [ResolvedPlace], on ground: Ground) throws
    -> RegionDivision
  {
    let none = try ground.membership(of: .unknown())
    return try cells(
      for: places.map {
        (
          "",
          IncidentMeasure(
            days: DayInterval(nil), toll: nil, place: $0, membership: none, admission: .certain)
        )
      })
  }
}

extension IncidentMeasure {
  /// A place by itself.
  fileprivate init(place: ResolvedPlace, on ground: Ground) throws {
    self.init(
      days: DayInterval(nil), toll: nil, place: place, membership: try ground.membership(of: place),
      admission: .certain)
  }
}
