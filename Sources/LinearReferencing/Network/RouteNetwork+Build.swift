public import SimpleFeatures

extension RouteNetwork {
  /// How near ends must come to meet where nothing else is said, in metres: the scale of maps of
  /// whole countries. Streets of towns want 1 m to 5 m.
  public static let defaultToleranceMeters = 50.0

  /// Makes a network of lines in longitude and latitude.
  ///
  /// Lines are joined
  /// - where their ends lie within the tolerance of each other. No node spreads over more than the
  ///   tolerance, and a line never meets itself within twice the tolerance of its length: a chain of
  ///   ends, each near the next, does not become one node, nor a short line a point. Where that keeps
  ///   ends apart, a gap joins them: an edge without a line, as long as it is wide;
  /// - where an end lies within the tolerance of the inside of another line: that is cut there, at
  ///   its nearest place;
  /// - where they have a vertex in common, to within 1 m (or the tolerance, if that is less). So has
  ///   OpenStreetMap. Lines that cross otherwise are not joined: one may pass over the other.
  ///
  /// Snapping moves no line and adds no length. Lengths are geodesic, or a line's own spread evenly
  /// over it. Nodes are numbered by longitude and latitude, whatever the order of the lines. Right
  /// across the antimeridian and at the poles. O(n log n) in the vertices, as long as few of them
  /// lie within the tolerance of each other; throws where far too many do.
  /// - Parameter toleranceMeters: 0.001 to 100,000.
  public init(
    lines: [NetworkLine], toleranceMeters: Double = RouteNetwork.defaultToleranceMeters
  ) throws(RouteError) {
    var measured: [MeasuredLine] = []
    for line in lines { measured.append(try MeasuredLine(line)) }
    try self.init(measured: measured, toleranceMeters: toleranceMeters)
  }

  /// Makes a network of routes, their kilometres calibrated where they are; stops are vertices, so
  /// routes meet at common stops.
  ///
  /// Where two routes take the same way both stay, each with its own kilometres. Otherwise as for
  /// lines.
  public init(
    routes: [Route], toleranceMeters: Double = RouteNetwork.defaultToleranceMeters
  ) throws(RouteError) {
    try self.init(measured: routes.map { MeasuredLine($0) }, toleranceMeters: toleranceMeters)
  }

  private init(measured lines: [MeasuredLine], toleranceMeters: Double) throws(RouteError) {
    guard toleranceMeters >= 0.001, toleranceMeters <= 100_000 else {
      throw RouteError(
        "The tolerance of a network must be 0.001 m to 100,000 m, not \(toleranceMeters) m.")
    }
    let noding = try NetworkNoding(lines, toleranceMeters: toleranceMeters)
    var edges: [Edge] = []
    for (line, cuts) in noding.cuts.enumerated() {
      for (start, end) in zip(cuts, cuts.dropFirst())
      where start.node != end.node || start.meters < end.meters {
        edges.append(Edge(lines[line], number: line, from: start, to: end))
      }
    }
    for gap in noding.gaps {
      edges.append(
        Edge(
          id: "", name: "", lineIndex: nil, from: gap.from, to: gap.to,
          vertices: [noding.nodes[gap.from], noding.nodes[gap.to]], measures: [0, gap.meters],
          length: Micrometers.count(gap.meters)))
    }
    self.init(nodes: noding.nodes, edges: edges, surface: .ellipsoid)
  }

  /// Makes a network of straight edges between nodes on a plane.
  /// - Parameters:
  ///   - nodes: coordinates in metres, or whatever the unit of all lengths is.
  ///   - edges: the numbers of their nodes, and their lengths; nil for the straight distance.
  public init(
    planeNodes nodes: [Coordinate], edges: [(from: Int, to: Int, lengthMeters: Double?)]
  ) throws(RouteError) {
    guard nodes.allSatisfy({ max(abs($0.x), abs($0.y)) <= MeasuredLine.longestMeters }) else {
      throw RouteError("A node of a network has a coordinate that is no number, or beyond 1e9.")
    }
    var made: [Edge] = []
    for (number, edge) in edges.enumerated() {
      guard nodes.indices.contains(edge.from), nodes.indices.contains(edge.to) else {
        throw RouteError(
          "Edge \(number) of a network joins nodes \(edge.from) and \(edge.to); there are "
            + "\(nodes.count).")
      }
      let ends = [nodes[edge.from], nodes[edge.to]]
      let length = edge.lengthMeters ?? NetworkSurface.plane.distance(from: ends[0], to: ends[1])
      guard length >= 0, length <= 4 * MeasuredLine.longestMeters else {
        throw RouteError("Edge \(number) of a network is \(length) m long.")
      }
      made.append(
        Edge(
          id: "\(number)", name: "", lineIndex: number, from: edge.from, to: edge.to,
          vertices: ends, measures: [0, length], length: Micrometers.count(length)))
    }
    self.init(nodes: nodes, edges: made, surface: .plane)
  }
}

extension RouteNetwork.Edge {
  /// The stretch of a line between two of its cuts.
  fileprivate init(
    _ line: MeasuredLine, number: Int, from start: NetworkNoding.Cut, to end: NetworkNoding.Cut
  ) {
    var vertices = [start.coordinate]
    var measures = [0.0]
    for (vertex, meters) in zip(line.vertices, line.measures)
    where meters > start.meters && meters < end.meters {
      vertices.append(vertex)
      measures.append(meters - start.meters)
    }
    vertices.append(end.coordinate)
    measures.append(end.meters - start.meters)
    self.init(
      id: line.id, name: line.name, lineIndex: number, from: start.node, to: end.node,
      vertices: vertices, measures: measures,
      length: Micrometers.count(end.meters) - Micrometers.count(start.meters))
  }
}
