import ReferenceGeography
import SimpleFeatures

/// The outlines of regions cut into arcs where neighbours change, and simplified arc by arc, so that
/// what two regions share stays the same line (as in TopoJSON, Bostock 2012).
///
/// A segment that one region has alone is coast, one that two of the same country share is a line
/// between regions, any other shared one is a border. Regions must share their vertices.
struct BoundaryArcs: Sendable {
  private(set) var rings: [[Coordinate]] = []
  private(set) var coasts: [[Coordinate]] = []
  private(set) var borders: [[Coordinate]] = []
  private(set) var regionLines: [[Coordinate]] = []

  /// The ends of a segment, the smaller first.
  private struct Segment: Hashable {
    var from: Coordinate
    var to: Coordinate

    init(_ a: Coordinate, _ b: Coordinate) {
      (from, to) = BoundaryArcs.isBefore(a, b) ? (a, b) : (b, a)
    }
  }

  /// Takes the regions that meet an extent; those beside them are looked at, too, so that a border
  /// with them is not taken for a coast. O(n log n) in the vertices.
  init(_ set: BoundarySet, around extent: Envelope, toleranceDegrees: Double) {
    let isInside = set.regions.map { $0.envelope.intersects(extent) }
    let inside = set.regions.indices.filter { isInside[$0] }
    var reach = extent
    for region in inside { reach.expand(toInclude: set.regions[region].envelope) }
    let beside = set.regions.indices.filter { set.regions[$0].envelope.intersects(reach) }
    var owners: [Segment: (first: Int, second: Int)] = [:]
    for region in beside {
      for ring in set.regions[region].geometry.polygons.flatMap(\.rings) {
        for (a, b) in zip(ring, ring.dropFirst()) where a != b {
          let segment = Segment(a, b)
          if let known = owners[segment] {
            if known.first != region { owners[segment] = (known.first, region) }
          } else {
            owners[segment] = (region, -1)
          }
        }
      }
    }
    for region in inside {
      for ring in set.regions[region].geometry.polygons.flatMap(\.rings) {
        add(ring, of: region, toleranceDegrees, set, isInside, owners)
      }
    }
  }

  private mutating func add(
    _ ring: [Coordinate], of region: Int, _ tolerance: Double, _ set: BoundarySet,
    _ isInside: [Bool], _ owners: [Segment: (first: Int, second: Int)]
  ) {
    let segments = zip(ring, ring.dropFirst()).filter { $0 != $1 }
    guard segments.count >= 3 else { return }
    let sides = segments.map { a, b -> Int in
      guard let both = owners[Segment(a, b)], both.second >= 0 else { return -1 }
      return both.first == region ? both.second : both.first
    }
    // Begin where the neighbour changes; an island, at its smallest vertex, wherever it was begun.
    let first =
      sides.indices.first { sides[$0] != sides[($0 + sides.count - 1) % sides.count] }
      ?? sides.indices.min { Self.isBefore(segments[$0].0, segments[$1].0) } ?? 0
    var whole: [Coordinate] = []
    var position = 0
    while position < sides.count {
      let side = sides[(first + position) % sides.count]
      var arc = [segments[(first + position) % sides.count].0]
      repeat {
        arc.append(segments[(first + position) % sides.count].1)
        position += 1
      } while position < sides.count && sides[(first + position) % sides.count] == side
      let simple = Self.simplified(arc, toleranceDegrees: tolerance)
      whole += simple.dropLast()
      if side < 0 {
        coasts += Self.withoutSeam(simple)
      } else if region < side || !isInside[side] {
        if set.regions[side].countryID == set.regions[region].countryID {
          regionLines.append(simple)
        } else {
          borders.append(simple)
        }
      }
    }
    if whole.count >= 3 { rings.append(whole) }
  }

  /// The lines of a coast without what runs along the antimeridian or a pole, where land is only cut.
  private static func withoutSeam(_ line: [Coordinate]) -> [[Coordinate]] {
    var parts: [[Coordinate]] = [[]]
    for (a, b) in zip(line, line.dropFirst()) {
      if abs(a.x) == 180 && a.x == b.x || abs(a.y) == 90 && a.y == b.y {
        parts.append([])
      } else if parts[parts.count - 1].isEmpty {
        parts[parts.count - 1] = [a, b]
      } else {
        parts[parts.count - 1].append(b)
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// The line without vertices that lie nearer than the tolerance to what is left (Douglas and
  /// Peucker 1973), the same whichever end it is begun from.
  static func simplified(_ line: [Coordinate], toleranceDegrees: Double) -> [Coordinate] {
    guard line.count > 2 else { return line }
    let isReversed =
      isBefore(line[line.count - 1], line[0])
      || line[0] == line[line.count - 1] && isBefore(line[line.count - 2], line[1])
    let points = isReversed ? line.reversed() : line
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (from, to) = open.popLast() {
      var farthest = (distance: toleranceDegrees, index: -1)
      for index in from + 1..<max(from + 1, to) {
        let distance = distance(points[index], points[from], points[to])
        if distance > farthest.distance { farthest = (distance, index) }
      }
      guard farthest.index >= 0 else { continue }
      isKept[farthest.index] = true
      open.append((from, farthest.index))
      open.append((farthest.index, to))
    }
    let kept = points.indices.filter { isKept[$0] }.map { points[$0] }
    return isReversed ? kept.reversed() : kept
  }

  /// How far a point lies from a segment, in degrees: only to see what a map of one size can show.
  private static func distance(_ point: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    let along =
      square > 0 ? min(1, max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square)) : 0
    let (ex, ey) = (point.x - a.x - along * dx, point.y - a.y - along * dy)
    return (ex * ex + ey * ey).squareRoot()
  }

  private static func isBefore(_ a: Coordinate, _ b: Coordinate) -> Bool {
    (a.x, a.y) < (b.x, b.y)
  }
}
