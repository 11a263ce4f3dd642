import Testing

@testable import SpatialIndexing

@Suite("Hilbert curve")
struct HilbertCurveTests {
  @Test("the curve visits every cell of a corner once, each step to a neighbour")
  func neighbours() {
    let side = 64
    var cells = [(x: Int, y: Int)?](repeating: nil, count: side * side)
    for x in 0..<side {
      for y in 0..<side {
        let index = Int(hilbertIndex(x: UInt16(x), y: UInt16(y)))
        #expect(index < cells.count)
        if index < cells.count { cells[index] = (x, y) }
      }
    }
    let visited = cells.compactMap { $0 }
    #expect(visited.count == side * side)
    for (a, b) in zip(visited, visited.dropFirst()) {
      #expect(abs(a.x - b.x) + abs(a.y - b.y) == 1)
    }
  }

  @Test("the curve ends in the corner next to its start")
  func ends() {
    #expect(hilbertIndex(x: 0, y: 0) == 0)
    #expect(
      max(hilbertIndex(x: 0, y: .max), hilbertIndex(x: .max, y: 0)) == .max)
  }
}
