import SimpleFeatures
import TestSupport
import Testing
import Topology

@Suite("Voronoi cells")
struct VoronoiTests {
  @Test("hold what is nearest to their sites", arguments: 0..<20)
  func nearest(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    func point() -> Coordinate {
      Coordinate(
        x: Double.random(in: 0..<100, using: &random), y: .random(in: 0..<50, using: &random))
    }
    let sites = (0..<Int.random(in: 2...60, using: &random)).map { _ in point() }
    let context = try GEOSContext()
    let cells = try context.voronoiCells(
      of: sites, covering: Envelope(minX: 0, minY: 0, maxX: 100, maxY: 50)
    ).map { try PreparedGeometry($0, in: context) }
    #expect(cells.count == sites.count)
    for _ in 0..<100 {
      let place = point()
      let squares = sites.map {
        ($0.x - place.x) * ($0.x - place.x) + ($0.y - place.y) * ($0.y - place.y)
      }
      let nearest = try #require(squares.indices.min { squares[$0] < squares[$1] })
      #expect(try cells[nearest].covers(place))
    }
  }

  @Test("are told in the order of the sites, the second of two equal ones having none")
  func equal() throws {
    let a = Coordinate(x: 1, y: 1)
    let b = Coordinate(x: 0, y: 0)
    let cells = try GEOSContext().voronoiCells(
      of: [a, b, a], covering: Envelope(minX: -1, minY: -1, maxX: 2, maxY: 2))
    #expect(cells.map(\.isEmpty) == [false, false, true])
  }
}
