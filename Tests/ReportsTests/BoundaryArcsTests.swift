import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import Reports

@Suite("Arcs of boundaries")
struct BoundaryArcsTests {
  /// Two countries beside each other, the left one in two regions.
  private static func square(_ x: Double, _ y: Double, id: String, country: String) -> Region {
    let ring = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map {
      Coordinate(x: x + $0.0, y: y + $0.1)
    }
    return Region(
      id: id, name: id, level: 1, countryID: country, countryName: country,
      geometry: .polygon(Polygon(exterior: ring)))
  }

  @Test func linesAreToldApart() {
    let set = BoundarySet(
      description: .init(id: "t", name: "t", date: "", accuracyMeters: 0, level: 1),
      regions: [
        Self.square(0, 0, id: "a1", country: "A"), Self.square(0, 1, id: "a2", country: "A"),
        Self.square(1, 0, id: "b1", country: "B"),
      ])
    let arcs = BoundaryArcs(
      set, around: Envelope(minX: 0, minY: 0, maxX: 2, maxY: 2), toleranceDegrees: 0.001)
    #expect(arcs.rings.count == 3)
    #expect(arcs.regionLines.map(Set.init) == [[Coordinate(x: 0, y: 1), Coordinate(x: 1, y: 1)]])
    #expect(arcs.borders.map(Set.init) == [[Coordinate(x: 1, y: 0), Coordinate(x: 1, y: 1)]])
    #expect(arcs.coasts.count == 3)
  }

  @Test func aBorderWithWhatIsNotDrawnIsNoCoast() {
    let set = BoundarySet(
      description: .init(id: "t", name: "t", date: "", accuracyMeters: 0, level: 1),
      regions: [
        Self.square(0, 0, id: "a1", country: "A"), Self.square(1, 0, id: "b1", country: "B"),
      ])
    let arcs = BoundaryArcs(
      set, around: Envelope(minX: 0.1, minY: 0.1, maxX: 0.9, maxY: 0.9), toleranceDegrees: 0.001)
    #expect(arcs.rings.count == 1)
    #expect(arcs.borders.count == 1)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func simplifiedLinesAreTheSameBackwardsAndNearTheOldOnes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      var line = [Coordinate(x: 0, y: 0)]
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let last = line[line.count - 1]
        line.append(
          Coordinate(
            x: last.x + Double.random(in: -0.1...0.1, using: &random),
            y: last.y + Double.random(in: -0.1...0.1, using: &random)))
      }
      let simple = BoundaryArcs.simplified(line, toleranceDegrees: 0.05)
      let backwards = BoundaryArcs.simplified(line.reversed(), toleranceDegrees: 0.05)
      #expect(simple == backwards.reversed(), "seed \(seed)")
      #expect(simple.first == line.first && simple.last == line.last)
      for point in line {
        let distance = zip(simple, simple.dropFirst()).map { Self.distance(point, $0, $1) }.min()
        #expect((distance ?? 0) <= 0.05 + 1e-12, "seed \(seed)")
      }
    }
  }

  private static func distance(_ point: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    let dot = (point.x - a.x) * dx + (point.y - a.y) * dy
    let along = square > 0 ? min(1, max(0, dot / square)) : 0
    let (ex, ey) = (point.x - a.x - along * dx, point.y - a.y - along * dy)
    return (ex * ex + ey * ey).squareRoot()
  }
}
