import IncidentMapping
import ReferenceGeography
import SimpleFeatures
import SpatialStatistics
import Topology

/// Finds the locations of places and points, under numbers of its own: positions of regions, or the
/// order of points.
struct ScanLocator: Sendable {
  /// A location.
  struct Named: Sendable {
    var place: Int
    var name: String
    var position: Coordinate
  }

  /// Where a place lies.
  struct Found: Sendable {
    /// The masses, by location.
    var masses: IncidentScan.Mass
    /// The location of the representative point.
    var dot: Int?
  }

  let division: RegionDivision?
  let atlas: Atlas
  let set: BoundarySet?
  /// Points that are locations, in order.
  private let points: [Coordinate]
  /// Locations that take part in any case.
  let fixed: [Named]
  /// Whether points hold all that is nearer to them than to others, not what lies on them alone.
  let isNearest: Bool

  init(_ scan: IncidentScan, _ places: [ResolvedPlace], on atlas: Atlas) throws {
    var (points, fixed): ([Coordinate], [Named]) = ([], [])
    var (division, ground): (RegionDivision?, Atlas) = (nil, atlas)
    if case .population(let population) = scan.comparison {
      if let areas = population.areas {
        division = .firstLevel
        ground = atlas.replacingFirstLevel(by: areas)
      } else {
        points = population.positions
      }
      fixed = population.names.indices.map {
        Named(place: $0, name: population.names[$0], position: population.positions[$0])
      }
    } else {
      switch scan.locations {
      case .cells(let grid):
        division = try grid.division(covering: places, on: try Ground(atlas: atlas))
      case .firstLevel: division = .firstLevel
      case .points:
        points = Set(places.compactMap(\.representativePoint))
          .sorted { ($0.y, $0.x) < ($1.y, $1.x) }
      }
    }
    self.division = division
    self.atlas = ground
    self.points = points
    self.fixed = fixed
    set = division?.regions(of: ground)
    isNearest = division == nil && !fixed.isEmpty
  }

  /// Locations by their numbers; that of a region stands at a point on its surface.
  func named(_ places: [Int]) throws -> [Named] {
    let context = try GEOSContext()
    return try places.map { place in
      guard let set else {
        let point = points[place]
        return Named(place: place, name: "\(point.x),\(point.y)", position: point)
      }
      let region = set.regions[place]
      return Named(
        place: place, name: region.id,
        position: try context.pointOnSurface(of: region.geometry) ?? region.envelope.middle)
    }
  }

  /// Where places lie. Points that are no areas' take the nearest location, and hold all of a place.
  func found(_ places: [ResolvedPlace], threads: Int) throws -> [Found] {
    var found: [Found] = []
    var next = 0
    let size = 256
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in try Finder(self) },
      next: { () -> Range<Int>? in
        guard next < places.count else { return nil }
        defer { next += size }
        return next..<min(places.count, next + size)
      },
      work: { finder, range in try range.map { try finder.found(places[$0]) } },
      handOver: { found += $0 })
    return found
  }

  /// One thread's look-ups.
  final class Finder {
    private let locator: ScanLocator
    private let regions: RegionFinder?

    init(_ locator: ScanLocator) throws {
      self.locator = locator
      regions = try locator.division.map {
        try RegionFinder($0, on: try Ground(atlas: locator.atlas))
      }
    }

    func found(_ place: ResolvedPlace) throws -> Found {
      let dot = try place.representativePoint.flatMap { try location(of: $0) }
      guard let regions else { return Found(masses: dot.map { [($0, 1)] } ?? [], dot: dot) }
      let masses = try regions.shares(of: place).map { (place: $0.position, mass: $0.share) }
      // A representative point may lie outside of all that its place has a part in.
      let most = masses.max { $0.mass < $1.mass }?.place
      return Found(masses: masses, dot: dot ?? most)
    }

    /// The location of a point.
    func location(of point: Coordinate) throws -> Int? {
      if let regions { return try regions.position(of: point) }
      return locator.nearest(point)
    }
  }

  private func nearest(_ point: Coordinate) -> Int? {
    if !isNearest {
      // By halves: points are in order.
      var (low, high) = (0, points.count)
      while low < high {
        let middle = (low + high) / 2
        if (points[middle].y, points[middle].x) < (point.y, point.x) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      if low < points.count, points[low] == point { return low }
    }
    return ScanSpace.ellipsoid.nearest(to: point, among: points)
  }
}

extension Envelope {
  fileprivate var middle: Coordinate { Coordinate(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }
}
