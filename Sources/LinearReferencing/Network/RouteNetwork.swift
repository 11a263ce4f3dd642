public import SimpleFeatures

/// Lines joined at nodes, for distances along roads.
///
/// Distances are kept in whole micrometres: they are the same from both ends, and ways that are
/// equally long are so exactly.
public struct RouteNetwork: Sendable {
  /// A stretch of a line between two nodes.
  public struct Edge: Hashable, Sendable {
    /// The identifier of its line; empty for a gap.
    public let id: String
    /// The name of its line.
    public let name: String
    /// The number of its line among those the network was made of; nil for a gap.
    public let lineIndex: Int?
    /// The node where it starts.
    public let from: Int
    /// The node where it ends; the same for a loop.
    public let to: Int
    /// The vertices as the line has them, longitudes continuous; the first and last may lie off the
    /// node by up to the tolerance.
    public let line: LineString
    /// The metres by road from the start at each vertex; 0 first, never decreasing.
    public let measures: [Double]
    let length: Int64

    /// The length by road in metres.
    public var lengthMeters: Double { Micrometers.meters(length) }
    /// Whether it only joins ends that are nearer than the tolerance and could not be one node.
    public var isGap: Bool { lineIndex == nil }

    init(
      id: String, name: String, lineIndex: Int?, from: Int, to: Int, vertices: [Coordinate],
      measures: [Double], length: Int64
    ) {
      (self.id, self.name, self.lineIndex) = (id, name, lineIndex)
      (self.from, self.to, self.length) = (from, to, length)
      line = LineString(vertices)
      self.measures = measures
    }
  }

  /// A way out of a node.
  package struct Link: Sendable {
    package let edge: Int
    let node: Int
    let length: Int64
  }

  /// The positions of the nodes, longitude in -180..<180.
  public let nodes: [Coordinate]
  /// The edges in the order of the lines, and along each of them; gaps last.
  public let edges: [Edge]
  let surface: NetworkSurface
  let legs: LegIndex
  /// The links of all nodes, and where those of each node start; one more start at the end.
  private let links: [Link]
  private let starts: [Int]

  init(nodes: [Coordinate], edges: [Edge], surface: NetworkSurface) {
    self.nodes = nodes
    self.edges = edges
    self.surface = surface
    // No place lies on a gap.
    legs = LegIndex(edges.map { $0.isGap ? [] : $0.line.coordinates }, on: surface)
    var starts = [Int](repeating: 0, count: nodes.count + 1)
    for edge in edges {
      starts[edge.from + 1] += 1
      if edge.to != edge.from { starts[edge.to + 1] += 1 }
    }
    for node in nodes.indices { starts[node + 1] += starts[node] }
    var links = [Link](repeating: Link(edge: 0, node: 0, length: 0), count: starts[nodes.count])
    var next = starts
    for (number, edge) in edges.enumerated() {
      let ends =
        edge.from == edge.to
        ? [(edge.from, edge.to)] : [(edge.from, edge.to), (edge.to, edge.from)]
      for (node, other) in ends {
        links[next[node]] = Link(edge: number, node: other, length: edge.length)
        next[node] += 1
      }
    }
    self.links = links
    self.starts = starts
  }

  /// The ways out of a node, by edge; a loop once.
  package func links(of node: Int) -> ArraySlice<Link> { links[starts[node]..<starts[node + 1]] }

  /// The length of all edges in metres, gaps left out.
  public var lengthMeters: Double {
    edges.reduce(0) { $1.isGap ? $0 : $0 + $1.lengthMeters }
  }

  /// The connected component of each node, numbered from 0 by its first node. O(nodes + edges).
  public var components: [Int] {
    var components = [Int?](repeating: nil, count: nodes.count)
    var count = 0
    for start in nodes.indices where components[start] == nil {
      components[start] = count
      var waiting = [start]
      while let node = waiting.popLast() {
        for link in links(of: node) where components[link.node] == nil {
          components[link.node] = count
          waiting.append(link.node)
        }
      }
      count += 1
    }
    return components.map { $0 ?? 0 }
  }
}
