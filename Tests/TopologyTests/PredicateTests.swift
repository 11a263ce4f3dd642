import SimpleFeatures
import Testing
import Topology

@Suite("Predicates") struct PredicateTests {
  @Test("smoke") func smoke() throws {
    let c = try GEOSContext()
    let sq = Geometry.polygon(
      Polygon(exterior: [
        .init(x: 0, y: 0), .init(x: 2, y: 0), .init(x: 2, y: 2), .init(x: 0, y: 2),
        .init(x: 0, y: 0),
      ]))
    print(try c.intersection(sq, .lineString(.init([.init(x: -1, y: 1), .init(x: 5, y: 1)]))))
    #expect(try c.intersects(sq, .point(.init(x: 1, y: 1))))
    print(
      #expect(throws: TopologyError.self) { try c.isValid(.lineString(.init([.init(x: 0, y: 0)]))) }
        as Any)
  }
}
