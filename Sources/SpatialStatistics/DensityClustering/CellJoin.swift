/// One thread's part in joining the cells whose core points are neighbours.
///
/// Used by one thread at a time.
final class CellJoin: @unchecked Sendable {
  var sets: DisjointSets
  private let table: CellTable
  private let neighborhood: Neighborhood
  private var near: CellNeighbors
  private var left: [SurfacePoint] = []
  private var right: [SurfacePoint] = []
  /// How many pairs are tried one after the other before the points are divided.
  private static let mostPairs = 256

  init(_ table: CellTable, _ neighborhood: Neighborhood) {
    (self.table, self.neighborhood) = (table, neighborhood)
    near = CellNeighbors(table, isForward: true)
    sets = DisjointSets(count: table.cells.count)
  }

  /// Joins a cell with those after it that have a core point within reach of one of its own.
  func joinNeighbors(of cell: Int) {
    let cells = table.cells
    guard cells[cell].coreCount > 0 else { return }
    near.find(around: cell)
    for other in near.cells where cells[other].coreCount > 0 {
      if sets.name(of: cell) != sets.name(of: other), areLinked(cell, other) {
        sets.join(cell, other)
      }
    }
  }

  /// Whether a core point of one cell is a neighbour of a core point of another.
  private func areLinked(_ a: Int, _ b: Int) -> Bool {
    let (cellA, cellB) = (table.cells[a], table.cells[b])
    let wholeB = table.boxes[b]
    if table.boxes[a].greatestSquared(to: wholeB) <= neighborhood.reach.certainSquared {
      return true
    }
    let boxA = fill(&left, cellA, near: wholeB)
    if left.isEmpty { return false }
    let boxB = fill(&right, cellB, near: boxA)
    if right.isEmpty { return false }
    return hasNeighbors(left[...], boxA, right[...], boxB)
  }

  /// Collects the core points of a cell within reach of a box, and makes the box round them.
  private func fill(
    _ list: inout [SurfacePoint], _ cell: CellTable.Cell, near box: SpaceBox
  ) -> SpaceBox {
    list.removeAll(keepingCapacity: true)
    var own = SpaceBox()
    for place in cell.corePlaces {
      let point = table.points[place]
      if box.leastSquared(to: point) <= neighborhood.reach.possibleSquared {
        list.append(point)
        own.add(point)
      }
    }
    return own
  }

  /// Whether any of some points is a neighbour of any of others.
  ///
  /// Many points are halved until their boxes decide, so that two crowds just out of reach of each
  /// other do not cost the product of their sizes.
  private func hasNeighbors(
    _ a: ArraySlice<SurfacePoint>, _ boxA: SpaceBox, _ b: ArraySlice<SurfacePoint>, _ boxB: SpaceBox
  ) -> Bool {
    let reach = neighborhood.reach
    if boxA.leastSquared(to: boxB) > reach.possibleSquared { return false }
    if boxA.greatestSquared(to: boxB) <= reach.certainSquared { return true }
    if a.count * b.count <= Self.mostPairs {
      for point in a {
        for other in b where neighborhood.contains(point, other) { return true }
      }
      return false
    }
    let (sideA, sideB) = (boxA.longestSide, boxB.longestSide)
    if sideA.length == 0, sideB.length == 0 {
      // Two heaps, each in one place.
      guard let point = a.first, let other = b.first else { return false }
      return neighborhood.contains(point, other)
    }
    if sideA.length >= sideB.length {
      let (low, high) = halves(a, sideA)
      return hasNeighbors(low.points, low.box, b, boxB)
        || hasNeighbors(high.points, high.box, b, boxB)
    }
    let (low, high) = halves(b, sideB)
    return hasNeighbors(a, boxA, low.points, low.box)
      || hasNeighbors(a, boxA, high.points, high.box)
  }

  private typealias Half = (points: ArraySlice<SurfacePoint>, box: SpaceBox)

  /// The points on either side of the middle of a side; neither half is empty.
  private func halves(
    _ points: ArraySlice<SurfacePoint>, _ side: (axis: Int, length: Double, middle: Double)
  ) -> (Half, Half) {
    var points = points
    var middle = points.partition { point in
      (side.axis == 0 ? point.x : side.axis == 1 ? point.y : point.z) > side.middle
    }
    if middle == points.startIndex || middle == points.endIndex {
      // Neighbouring numbers have no middle.
      middle = points.startIndex + points.count / 2
    }
    func half(_ part: ArraySlice<SurfacePoint>) -> Half {
      var box = SpaceBox()
      for point in part { box.add(point) }
      return (part, box)
    }
    return (half(points[..<middle]), half(points[middle...]))
  }
}
