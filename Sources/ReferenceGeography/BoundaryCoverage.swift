public import GeoFormats
import Geodesy
public import SimpleFeatures
import SpatialIndexing
import Topology

/// Where the regions of a boundary set overlap, and where they leave gaps.
///
/// Borders that two regions share vertex by vertex need no overlay: only the other edges are looked
/// at. O(n log n) in the edges.
public struct BoundaryCoverage: Sendable {
  /// What two regions have in common.
  public struct Overlap: Sendable {
    /// The positions of the two regions, the smaller identifier first: it takes what is common.
    public let first: Int
    /// The other.
    public let second: Int
    /// The common area in square metres.
    public let squareMeters: Double
    /// A point in it.
    public let point: Coordinate
  }

  /// Land or water that regions enclose and none covers.
  public struct Gap: Sendable {
    /// Its area in square metres.
    public let squareMeters: Double
    /// A point in it.
    public let point: Coordinate
  }

  /// Overlaps and gaps below this, 1 ha, come from rounding and are not looked for.
  public static let leastSquareMeters = 10_000.0
  /// No more pairs than this are overlaid.
  private static let pairLimit = 2000
  /// Sets of more vertices than this are not looked at: it would take more than ten seconds.
  private static let vertexLimit = 4_000_000

  /// Largest first.
  public let overlaps: [Overlap]
  /// Largest first; lakes that the set leaves out are among them.
  public let gaps: [Gap]
  /// Whether there were too many pairs, or vertices, to look at all of them.
  public let isIncomplete: Bool

  /// Looks at a set.
  public init(_ set: BoundarySet) throws {
    let vertices = set.regions.reduce(0) { sum, region in
      region.geometry.polygons.reduce(sum) { $0 + $1.rings.reduce(0) { $0 + $1.count } }
    }
    guard vertices <= Self.vertexLimit else {
      (overlaps, gaps, isIncomplete) = ([], [], true)
      return
    }
    let context = try GEOSContext()
    let candidates = try BorderEdges(set).pairs(of: set, context)
    isIncomplete = candidates.count > Self.pairLimit
    var overlaps: [Overlap] = []
    for pair in candidates.prefix(Self.pairLimit) {
      let common = try context.intersection(
        set.regions[pair.first].geometry, set.regions[pair.second].geometry)
      let surface = Geometry.multiPolygon(common.polygons)
      let area = Geodesic.wgs84.areaWithStraightEdges(of: surface)
      guard area >= Self.leastSquareMeters, let point = try context.pointOnSurface(of: surface)
      else { continue }
      overlaps.append(
        Overlap(first: pair.first, second: pair.second, squareMeters: area, point: point))
    }
    self.overlaps = overlaps.sorted {
      ($1.squareMeters, $0.first, $0.second) < ($0.squareMeters, $1.first, $1.second)
    }
    let polygons = set.regions.flatMap(\.geometry.polygons)
    // A coverage is dissolved much faster; what only looks like one is refused by GEOS.
    let coverage = candidates.isEmpty ? try? context.coverageUnion(polygons) : nil
    let union =
      try coverage ?? context.unaryUnion(.geometryCollection(set.regions.map(\.geometry)))
    gaps = try union.polygons.flatMap(\.holes).compactMap { hole -> Gap? in
      let polygon = Polygon(exterior: hole)
      let area = Geodesic.wgs84.areaWithStraightEdges(of: polygon)
      guard area >= Self.leastSquareMeters,
        let point = try context.pointOnSurface(of: .polygon(polygon))
      else { return nil }
      return Gap(squareMeters: area, point: point)
    }.sorted { $0.squareMeters > $1.squareMeters }
  }

  /// The findings: the twenty largest of each kind, and one line on the rest.
  public func findings(of set: BoundarySet, file: String) -> [Diagnostic] {
    func place(_ point: Coordinate) -> String {
      "at \((point.x * 10_000).rounded() / 10_000) \((point.y * 10_000).rounded() / 10_000)"
    }
    func rest(_ code: String, _ count: Int, _ area: Double, _ what: String) -> Diagnostic {
      Diagnostic(
        .warning, code: code, file: file, value: "\(count)",
        reason: "smaller \(what), \(squareKilometersText(area)) together")
    }
    let shown = 20
    var findings = overlaps.prefix(shown).map { overlap in
      let (first, second) = (set.regions[overlap.first], set.regions[overlap.second])
      return Diagnostic(
        .warning, code: "boundary-overlap", file: file, record: first.id,
        value: "\(first.name) and \(second.name) (\(second.id))",
        reason: "the regions overlap by \(squareKilometersText(overlap.squareMeters)) "
          + place(overlap.point),
        action: "what is common counts as \(first.name)")
    }
    if overlaps.count > shown {
      let others = overlaps.dropFirst(shown)
      findings.append(
        rest(
          "boundary-overlap", others.count, others.reduce(0) { $0 + $1.squareMeters }, "overlaps"))
    }
    findings += gaps.prefix(shown).map { gap in
      Diagnostic(
        .warning, code: "boundary-gap", file: file,
        reason: "the regions leave a gap of \(squareKilometersText(gap.squareMeters)) "
          + "\(place(gap.point)), a lake or land that is missing",
        action: "points in it lie outside all regions")
    }
    if gaps.count > shown {
      let others = gaps.dropFirst(shown)
      findings.append(
        rest("boundary-gap", others.count, others.reduce(0) { $0 + $1.squareMeters }, "gaps"))
    }
    if isIncomplete {
      findings.append(
        Diagnostic(
          .warning, code: "boundary-overlap", file: file,
          reason: "the set is so large that not all overlaps and gaps were looked for"))
    }
    return findings
  }
}

/// The edges of the regions of a set, each with its region on the left.
private struct BorderEdges {
  struct Pair: Hashable, Comparable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) { (first, second) = (min(a, b), max(a, b)) }

    static func < (a: Pair, b: Pair) -> Bool { (a.first, a.second) < (b.first, b.second) }
  }

  private struct Edge {
    var start: Coordinate
    var end: Coordinate
    var region: Int32
    var ring: Int32
    var isShared = false

    var envelope: Envelope {
      Envelope(
        minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x),
        maxY: max(start.y, end.y))
    }
  }

  private struct Key: Hashable {
    let start: Coordinate
    let end: Coordinate
  }

  private var edges: [Edge] = []
  /// Regions with the same edge, which lies on the same side of both.
  private var doubled: Set<Pair> = []

  init(_ set: BoundarySet) {
    var ring: Int32 = 0
    for (region, polygons) in set.regions.map(\.geometry.polygons).enumerated() {
      for polygon in polygons {
        append(polygon.exterior, isHole: false, Int32(region), ring)
        ring += 1
        for hole in polygon.holes {
          append(hole, isHole: true, Int32(region), ring)
          ring += 1
        }
      }
    }
    var known: [Key: Int] = [:]
    known.reserveCapacity(edges.count)
    for number in edges.indices {
      let edge = edges[number]
      if let twin = known[Key(start: edge.end, end: edge.start)] {
        edges[number].isShared = true
        edges[twin].isShared = true
      }
      if let same = known[Key(start: edge.start, end: edge.end)] {
        if edges[same].region != edge.region {
          doubled.insert(Pair(Int(edges[same].region), Int(edge.region)))
        }
      } else {
        known[Key(start: edge.start, end: edge.end)] = number
      }
    }
  }

  private mutating func append(
    _ positions: [Coordinate], isHole: Bool, _ region: Int32, _ ring: Int32
  ) {
    guard let origin = positions.first else { return }
    var twiceArea = 0.0
    for (a, b) in zip(positions, positions.dropFirst()) {
      twiceArea += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    let isTurned = (twiceArea > 0) == isHole
    for (a, b) in zip(positions, positions.dropFirst()) where a != b {
      edges.append(
        Edge(start: isTurned ? b : a, end: isTurned ? a : b, region: region, ring: ring))
    }
  }

  /// Pairs of regions that may overlap: an edge of one crosses, touches or doubles one of the other, or a
  /// ring of one lies in the other.
  func pairs(of set: BoundarySet, _ context: GEOSContext) throws -> [Pair] {
    var pairs = doubled
    let index = PackedRTree(edges.map(\.envelope))
    var prepared: [Int: PreparedGeometry] = [:]
    var asked: Set<Int32> = []
    for edge in edges where !edge.isShared {
      index.forEachIndex(in: edge.envelope) { other in
        let other = edges[other]
        if other.region != edge.region, Self.cross(edge, other) {
          pairs.insert(Pair(Int(edge.region), Int(other.region)))
        }
      }
      guard asked.insert(edge.ring).inserted else { continue }
      let middle = Coordinate(
        x: (edge.start.x + edge.end.x) / 2, y: (edge.start.y + edge.end.y) / 2)
      for candidate in set.index.search(middle) where candidate != Int(edge.region) {
        let region =
          try prepared[candidate]
          ?? PreparedGeometry(set.regions[candidate].geometry, in: context)
        prepared[candidate] = region
        if try region.contains(middle) { pairs.insert(Pair(Int(edge.region), candidate)) }
      }
    }
    return pairs.sorted()
  }

  /// Whether two edges cross within both, ends not counted.
  private static func cross(_ first: Edge, _ second: Edge) -> Bool {
    func side(_ edge: Edge, _ point: Coordinate) -> Double {
      (edge.end.x - edge.start.x) * (point.y - edge.start.y)
        - (point.x - edge.start.x) * (edge.end.y - edge.start.y)
    }
    let (a, b) = (side(first, second.start), side(first, second.end))
    let (c, d) = (side(second, first.start), side(second, first.end))
    if a * b < 0 && c * d < 0 { return true }
    // A vertex of one inside an edge of the other: a crossing may go through it.
    func isInside(_ point: Coordinate, _ edge: Edge) -> Bool {
      point != edge.start && point != edge.end && edge.envelope.contains(point)
    }
    return a == 0 && isInside(second.start, first) || b == 0 && isInside(second.end, first)
      || c == 0 && isInside(first.start, second) || d == 0 && isInside(first.end, second)
  }
}
