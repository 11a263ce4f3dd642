import ReferenceGeography
import SimpleFeatures

extension RegionGrid {
  /// The most edges of a chain.
  private static let chainLength = 16

  /// The chains of a region, its rings laid behind one another when it is first met.
  mutating func outline(of region: Int) -> Range<Int> {
    if let known = outlines[region] { return known }
    let first = chains.count
    for polygon in set.regions[region].geometry.polygons {
      appendRing(polygon.exterior, isHole: false)
      for hole in polygon.holes { appendRing(hole, isHole: true) }
    }
    searches += repeatElement(0, count: vertices.count - searches.count)
    outlines[region] = first..<chains.count
    return first..<chains.count
  }

  private mutating func appendRing(_ ring: [Coordinate], isHole: Bool) {
    guard let origin = ring.first, ring.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
      return
    }
    let start = vertices.count
    var twiceArea = 0.0
    var previous = origin
    for vertex in ring {
      twiceArea +=
        (previous.x - origin.x) * (vertex.y - origin.y)
        - (vertex.x - origin.x) * (previous.y - origin.y)
      previous = vertex
    }
    if (twiceArea > 0) == isHole {
      vertices.append(contentsOf: ring.reversed())
    } else {
      vertices.append(contentsOf: ring)
    }
    if previous != origin { vertices.append(vertices[start]) }
    let last = vertices.count - 1
    for first in stride(from: start, to: last, by: Self.chainLength) {
      let end = min(first + Self.chainLength, last)
      var box = Envelope.empty
      for vertex in vertices[first...end] { box.expand(toInclude: vertex) }
      chains.append(Chain(edges: Int32(first)..<Int32(end), box: box))
    }
  }
}
