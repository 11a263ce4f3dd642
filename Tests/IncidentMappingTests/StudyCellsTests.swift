import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing
import Topology

@testable import IncidentMapping

@Suite("Cells of a study area")
struct StudyCellsTests {
  /// Lattices that are small, far north, and over the antimeridian.
  private static let lattices: [CellLattice] = [
    .prioGrid,
    .hexagons(widthMeters: 40_000, over: [at(3, 17)]),
    .hexagons(widthMeters: 40_000, over: [at(179.6, -17)]),
  ]

  private func corners(_ geometry: Geometry) -> Set<Coordinate> {
    var corners: Set<Coordinate> = []
    geometry.forEachCoordinate {
      corners.insert(Coordinate(x: $0.x == -180 ? 180 : $0.x, y: $0.y))
    }
    return corners
  }

  @Test(arguments: lattices.indices)
  func `neighbours share corners, two across an edge, and are mutual`(number: Int) throws {
    let lattice = Self.lattices[number]
    let start = try #require(lattice.cell(at: number == 2 ? at(175, -17) : at(3, 17)))
    for acrossCorners in [false, true] {
      let near = lattice.neighbors(of: start, acrossCorners: acrossCorners)
      #expect(near.count == (number > 0 ? 6 : acrossCorners ? 8 : 4))
      for cell in near {
        let shared = corners(lattice.outline(of: start)).intersection(
          corners(lattice.outline(of: cell)))
        #expect(shared.count == 2 || (acrossCorners && shared.count == 1), "\(shared)")
        #expect(lattice.neighbors(of: cell, acrossCorners: acrossCorners).contains(start))
      }
    }
  }

  @Test func `PRIO-GRID goes round the world and ends at the poles`() throws {
    let east = try #require(CellLattice.prioGrid.cell(at: at(179.9, 0.1)))
    let ids = CellLattice.prioGrid.neighbors(of: east, acrossCorners: false)
      .map(CellLattice.prioGrid.id)
    // 720 cells to a row; the row of the equator begins after 180 rows.
    #expect(ids.sorted() == ["129600", "129601", "130319", "131040"].sorted())
    let pole = try #require(CellLattice.prioGrid.cell(at: at(0, 90)))
    #expect(CellLattice.prioGrid.neighbors(of: pole, acrossCorners: true).count == 5)
  }

  @Test(arguments: lattices.indices)
  func `a cell holds its middle, and the middle is that of its outline`(number: Int) throws {
    var random = SplitMix64(seed: 12)
    for _ in 0..<100 {
      let point = at(
        (number == 2 ? 179.5 : 3) + Double.random(in: -0.4...0.4, using: &random),
        (number == 2 ? -17 : 17) + Double.random(in: -2...2, using: &random))
      let cell = try #require(Self.lattices[number].cell(at: point))
      let center = Self.lattices[number].center(of: cell)
      #expect(Self.lattices[number].cell(at: center) == cell)
    }
  }

  @Test(arguments: ["Gambia", "Mali", "Fiji"], [true, false])
  func `the land of all cells is that of the country`(country: String, isHexagonal: Bool) throws {
    let atlas = try Shipped.atlas
    let area = try StudyArea(named: country, on: atlas)
    let middle = try #require(
      try Ground(atlas: atlas).context.pointOnSurface(of: area.regions[0].geometry))
    let lattice: CellLattice =
      isHexagonal ? .hexagons(widthMeters: 60_000, over: [middle]) : .prioGrid
    let cells = try StudyCells(lattice, in: area, threads: 2)
    func land(_ geometry: Geometry) -> Double { Geodesic.wgs84.areaWithStraightEdges(of: geometry) }
    let sum = zip(cells.boundaries.regions, cells.landShares).reduce(0) {
      $0 + land($1.0.geometry) * $1.1
    }
    // Cells with less than a millionth of land are left out.
    #expect(abs(sum / land(area.regions[0].geometry) - 1) < 1e-5)
    #expect(cells.landShares.allSatisfy { $0 > 0 && $0 <= 1 })
    #expect(cells.landShares.contains { $0 < 1 })
    let one = try StudyCells(lattice, in: area, threads: 1)
    #expect(one.landShares == cells.landShares)
    #expect(one.boundaries.regions.map(\.id) == cells.boundaries.regions.map(\.id))
  }

  @Test func `a study of admin1 takes the regions of its countries`() throws {
    let atlas = try Shipped.atlas
    let cells = try StudyCells(firstLevelOf: try StudyArea(named: "Mali", on: atlas), on: atlas)
    let mali = try #require(atlas.regions(named: "Mali").regions.first)
    #expect(
      cells.boundaries.regions.map(\.id)
        == atlas.firstLevel.regions.filter { $0.countryID == mali.id }.map(\.id))
    #expect(cells.latticeNeighbors(acrossCorners: true) == nil)
  }

  @Test func `places are shared out over cells, and what lies outside is nobody's`() throws {
    let atlas = try Shipped.atlas
    let area = try StudyArea(named: "Mali", on: atlas)
    let cells = try StudyCells(.prioGrid, in: area, threads: 1)
    let sharer = try CellSharer(cells, on: atlas)
    let ground = try Ground(atlas: atlas)
    let inside = try ground.resolve(disc(at(-1.25, 15.25), 60_000))
    let shares = try sharer.shares(of: inside)
    #expect(abs(shares.reduce(0) { $0 + $1.share } - 1) < 1e-4)
    #expect(shares.map(\.position) == shares.map(\.position).sorted())
    // In the sea nothing, at a point everything.
    #expect(try sharer.shares(of: ground.resolve(disc(at(-30, 0), 60_000))).isEmpty)
    let point = try ground.resolve(.exact(at(-1.25, 15.25)))
    let cell = try #require(try sharer.shares(of: point).first)
    #expect(cell.share == 1)
    #expect(try sharer.position(of: at(-1.25, 15.25)) == cell.position)
    #expect(cells.boundaries.regions[cell.position].geometry.envelope.contains(at(-1.25, 15.25)))
  }

  @Test func `some cells are kept with their neighbours among them`() throws {
    let area = try StudyArea(named: "Gambia", on: try Shipped.atlas)
    let all = try StudyCells(.prioGrid, in: area, threads: 1)
    let kept = all.keeping(Array((0..<all.count).dropFirst()))
    #expect(kept.count == all.count - 1)
    let lists = try #require(kept.latticeNeighbors(acrossCorners: true))
    let before = try #require(all.latticeNeighbors(acrossCorners: true))
    #expect(
      lists.map { $0.sorted() }
        == before.dropFirst().map {
          $0.filter { $0 > 0 }.map { $0 - 1 }.sorted()
        })
  }
}
