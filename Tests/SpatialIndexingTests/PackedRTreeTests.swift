import SimpleFeatures
import SpatialIndexing
import TestSupport
import Testing

@Suite("Packed R-tree")
struct PackedRTreeTests {
  /// Boxes of mixed sizes: points, flat ones, large ones, many in one spot.
  static func boxes(_ count: Int, using random: inout SplitMix64) -> [Envelope] {
    let sizes = [0, 0.01, 1, 40]
    return (0..<count).map { index in
      let crowd = index % 5 == 0
      let x = crowd ? 1 : Double.random(in: -180...180, using: &random)
      let y = crowd ? 1 : Double.random(in: -90...90, using: &random)
      let width = sizes[Int.random(in: 0..<4, using: &random)]
      let height = sizes[Int.random(in: 0..<4, using: &random)]
      return Envelope(minX: x, minY: y, maxX: x + width, maxY: y + height)
    }
  }

  @Test(
    "finds what a plain loop finds, ascending",
    arguments: [0, 1, 2, 15, 16, 17, 255, 256, 257, 999])
  func agreesWithLoop(count: Int) {
    for nodeSize in [0, 2, 3, 16] {
      let seed = UInt64(count * 31 + nodeSize)
      var random = SplitMix64(seed: seed)
      let boxes = Self.boxes(count, using: &random)
      let tree = PackedRTree(boxes, nodeSize: nodeSize)
      var reused = [7, 7, 7]
      for query in Self.boxes(40, using: &random) {
        let expected = boxes.indices.filter { boxes[$0].intersects(query) }
        #expect(tree.search(query) == expected, "seed \(seed)")
        tree.search(query, into: &reused)
        #expect(reused == expected, "seed \(seed)")
        var visited: [Int] = []
        tree.forEachIndex(in: query) { visited.append($0) }
        #expect(visited.sorted() == expected, "seed \(seed)")
        let corner = Coordinate(x: query.minX, y: query.minY)
        #expect(
          tree.search(corner) == boxes.indices.filter { boxes[$0].contains(corner) },
          "seed \(seed)")
      }
    }
  }

  @Test("never finds an empty envelope or one with a NaN, and finds infinite ones")
  func oddEnvelopes() {
    let odd = [
      Envelope.empty,
      Envelope(minX: .nan, minY: 0, maxX: 1, maxY: 1),
      Envelope(minX: 0, minY: 0, maxX: 1, maxY: .nan),
      Envelope(minX: 2, minY: 0, maxX: 1, maxY: 1),
      Envelope(minX: 0, minY: 0, maxX: 1, maxY: 1),
      Envelope(minX: -.infinity, minY: 0, maxX: .infinity, maxY: 1),
      Envelope(minX: 5, minY: -.infinity, maxX: .infinity, maxY: .infinity),
    ]
    let tree = PackedRTree(odd, nodeSize: 2)
    let everything = Envelope(
      minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
    #expect(tree.search(everything) == [4, 5, 6])
    #expect(tree.search(Coordinate(x: 0.5, y: 0.5)) == [4, 5])
    #expect(tree.search(Coordinate(x: 6, y: 9)) == [6])
    #expect(tree.search(Coordinate(x: .nan, y: 0)).isEmpty)
    #expect(tree.search(Envelope.empty).isEmpty)
    #expect(PackedRTree(Array(odd.prefix(4))).search(everything).isEmpty)
    #expect(PackedRTree([]).envelope.isEmpty)
  }

  @Test("a touching edge counts as found")
  func touching() {
    let tree = PackedRTree([Envelope(minX: 0, minY: 0, maxX: 1, maxY: 1)])
    #expect(tree.search(Envelope(minX: 1, minY: 1, maxX: 2, maxY: 2)) == [0])
    #expect(tree.search(Envelope(minX: 1.0000001, minY: 0, maxX: 2, maxY: 2)).isEmpty)
  }

  @Test("the visitor stops when its function throws")
  func throwingVisitor() {
    struct Stop: Error {}
    let box = Envelope(minX: 0, minY: 0, maxX: 1, maxY: 1)
    let tree = PackedRTree(Array(repeating: box, count: 100))
    var seen = 0
    #expect(throws: Stop.self) {
      try tree.forEachIndex(in: box) { _ in
        seen += 1
        if seen == 3 { throw Stop() }
      }
    }
    #expect(seen == 3)
  }
}
