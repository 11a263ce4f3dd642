import Foundation
import Geodesy
public import ReferenceGeography
public import SimpleFeatures
import Topology

/// The cells or regions over which incidents are counted, those without any included.
public struct StudyCells: Sendable {
  /// The cells or regions, by their identifiers.
  public let boundaries: BoundarySet
  /// How much of each is land of the study area, above 0 and at most 1; less than 1 for a cell that
  /// the edge of the area cuts.
  public let landShares: [Double]
  /// A point in the middle of each.
  public let centers: [Coordinate]
  /// Where cells follow from arithmetic, they and their lattice.
  private let lattice: (lattice: CellLattice, cells: [CellLattice.Cell])?

  /// How many cells there are.
  public var count: Int { boundaries.regions.count }

  /// The cells of a lattice that have land of a study area: more than a millionth of their own.
  public init(_ lattice: CellLattice, in area: StudyArea, threads: Int) throws {
    var touched: Set<CellLattice.Cell> = []
    for region in area.regions { try lattice.add(touching: region.geometry, to: &touched) }
    let candidates = touched.sorted()
    var (cells, shares): ([CellLattice.Cell], [Double]) = ([], [])
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in try LandSurvey(area.regions) },
      next: { () -> Range<Int>? in
        guard next < candidates.count else { return nil }
        defer { next += 256 }
        return next..<min(candidates.count, next + 256)
      },
      work: { survey, range in
        try range.map {
          (candidates[$0], try survey.share(of: lattice.outline(of: candidates[$0])))
        }
      },
      handOver: { found in
        for (cell, share) in found where share > 1e-6 {
          cells.append(cell)
          shares.append(share > 1 - 1e-6 ? 1 : share)
        }
      })
    self.init(lattice, cells, shares)
  }

  /// The cells of a lattice that places touch.
  public init(_ lattice: CellLattice, touching places: [ResolvedPlace]) throws {
    let cells = try lattice.cells(touching: places)
    self.init(lattice, cells, cells.map { _ in 1 })
  }

  private init(_ lattice: CellLattice, _ cells: [CellLattice.Cell], _ shares: [Double]) {
    boundaries = lattice.set(of: cells)
    // The set has its own order.
    let places = Dictionary(
      cells.enumerated().map { (lattice.id($1), $0) }, uniquingKeysWith: { first, _ in first })
    let order = boundaries.regions.compactMap { places[$0.id] }
    landShares = order.map { shares[$0] }
    centers = order.map { lattice.center(of: cells[$0]) }
    self.lattice = (lattice, order.map { cells[$0] })
  }

  /// The first-level regions of a study area: its own, and those of its countries.
  public init(firstLevelOf area: StudyArea, on atlas: Atlas) throws {
    let context = try GEOSContext()
    let wanted = Set(area.regions.map(\.id))
    let regions = atlas.firstLevel.regions.filter {
      wanted.contains($0.id) || wanted.contains($0.countryID)
    }
    boundaries = BoundarySet(description: atlas.firstLevel.description, regions: regions)
    landShares = regions.map { _ in 1 }
    centers = try boundaries.regions.map {
      try context.pointOnSurface(of: $0.geometry) ?? Coordinate(x: 0, y: 0)
    }
    lattice = nil
  }

  /// The cells at some positions, in that order.
  public func keeping(_ positions: [Int]) -> StudyCells {
    StudyCells(
      boundaries: BoundarySet(
        description: boundaries.description, regions: positions.map { boundaries.regions[$0] }),
      landShares: positions.map { landShares[$0] }, centers: positions.map { centers[$0] },
      lattice: lattice.map { lattice in
        (lattice.lattice, positions.map { lattice.cells[$0] })
      })
  }

  private init(
    boundaries: BoundarySet, landShares: [Double], centers: [Coordinate],
    lattice: (lattice: CellLattice, cells: [CellLattice.Cell])?
  ) {
    self.boundaries = boundaries
    self.landShares = landShares
    self.centers = centers
    self.lattice = lattice
  }

  /// The neighbours of each cell by arithmetic, across corners or not; nil for regions.
  public func latticeNeighbors(acrossCorners: Bool) -> [[Int]]? {
    lattice.map { lattice, cells in
      var places: [CellLattice.Cell: Int] = [:]
      for (place, cell) in cells.enumerated() { places[cell] = place }
      return cells.map { cell in
        lattice.neighbors(of: cell, acrossCorners: acrossCorners).compactMap { places[$0] }
      }
    }
  }

  /// The cell that holds a position by arithmetic; nil for none, and for regions.
  func latticePosition(of point: Coordinate) -> Int? {
    lattice.flatMap { lattice, _ in
      lattice.cell(at: point).flatMap { boundaries.position(ofID: lattice.id($0)) }
    }
  }

  /// Whether cells follow from arithmetic.
  var isLattice: Bool { lattice != nil }
}

/// How much of a cell is land of some regions, on one thread.
private final class LandSurvey {
  private let context: GEOSContext
  private let regions: [PreparedGeometry]

  init(_ regions: [Region]) throws {
    let context = try GEOSContext()
    self.context = context
    self.regions = try regions.map { try PreparedGeometry($0.geometry, in: context) }
  }

  /// The part of a cell's area on the ellipsoid, 0 to 1.
  func share(of cell: Geometry) throws -> Double {
    let envelope = cell.envelope
    var area = 0.0
    for region in regions where region.envelope.intersects(envelope) {
      guard try region.intersects(cell) else { continue }
      if try region.covers(cell) { return 1 }
      area += Geodesic.wgs84.areaWithStraightEdges(of: try region.intersection(with: cell))
    }
    return min(1, area / Geodesic.wgs84.areaWithStraightEdges(of: cell))
  }
}
