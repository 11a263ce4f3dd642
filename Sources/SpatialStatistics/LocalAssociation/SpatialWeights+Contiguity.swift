public import SimpleFeatures

extension SpatialWeights {
  /// What makes areas neighbours.
  public enum Contiguity: String, Hashable, Sendable, CaseIterable {
    /// A vertex in common.
    case queen
    /// An edge in common.
    case rook
  }

  /// Neighbours share a vertex or an edge, to the last bit, as libpysal has it: areas that touch
  /// without a vertex in common are no neighbours. What is no polygon has none. O(vertices).
  public init(areas: [Geometry], _ contiguity: Contiguity) {
    var holders: [Side: [Int32]] = [:]
    func note(_ side: Side, _ area: Int) {
      if holders[side]?.last != Int32(area) { holders[side, default: []].append(Int32(area)) }
    }
    for (area, geometry) in areas.enumerated() {
      for ring in geometry.polygons.lazy.flatMap(\.rings) {
        switch contiguity {
        case .queen: for vertex in ring { note(Side(vertex, vertex), area) }
        case .rook:
          for (a, b) in zip(ring, ring.dropFirst()) where a != b { note(Side(a, b), area) }
        }
      }
    }
    var lists = [[Int]](repeating: [], count: areas.count)
    // The order of the table does not matter: the lists are sorted.
    for sharing in holders.values where sharing.count > 1 {
      for area in sharing { lists[Int(area)] += sharing.map(Int.init) }
    }
    self.init(neighbors: lists)
  }
}

/// An edge without a direction, or a vertex twice.
private struct Side: Hashable {
  let first: Coordinate
  let second: Coordinate

  init(_ a: Coordinate, _ b: Coordinate) {
    (first, second) = (a.x, a.y) <= (b.x, b.y) ? (a, b) : (b, a)
  }
}
