/// A small network in whole numbers, for tests: loops, parallel edges and edges without length
/// included.
public struct PlainNetwork: Sendable {
  /// An edge between two nodes.
  public struct Edge: Sendable {
    /// The node where it starts.
    public var from: Int
    /// The node where it ends.
    public var to: Int
    /// Its length; 0 or more.
    public var length: Int
  }

  /// A place on an edge.
  public struct Position: Hashable, Sendable {
    /// The number of the edge.
    public var edge: Int
    /// How far along it; 0 to its length.
    public var offset: Int
  }

  /// How many nodes there are.
  public let nodeCount: Int
  /// The edges.
  public private(set) var edges: [Edge]
  /// The places.
  public private(set) var positions: [Position]

  /// Makes a random network with short lengths, so that many distances are equal.
  public init(using random: inout SplitMix64, positions count: ClosedRange<Int> = 1...30) {
    nodeCount = Int.random(in: 1...12, using: &random)
    edges = []
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      edges.append(
        Edge(
          from: Int.random(in: 0..<nodeCount, using: &random),
          to: Int.random(in: 0..<nodeCount, using: &random),
          length: Int.random(in: 0...8, using: &random)))
    }
    positions = []
    for _ in 0..<Int.random(in: count, using: &random) {
      let edge = Int.random(in: 0..<edges.count, using: &random)
      positions.append(
        Position(edge: edge, offset: Int.random(in: 0...edges[edge].length, using: &random)))
    }
  }

  /// The distances between all positions by Floyd's algorithm (1962), each position being a node; nil
  /// where there is no way.
  public func distances() -> [[Int?]] {
    let far = Int.max / 4
    let count = nodeCount + positions.count
    var table = [[Int]](repeating: [Int](repeating: far, count: count), count: count)
    for node in 0..<count { table[node][node] = 0 }
    func join(_ a: Int, _ b: Int, _ length: Int) {
      table[a][b] = min(table[a][b], length)
      table[b][a] = min(table[b][a], length)
    }
    for (number, edge) in edges.enumerated() {
      var (last, at) = (edge.from, 0)
      let on = positions.indices.filter { positions[$0].edge == number }
      for position in on.sorted(by: { positions[$0].offset < positions[$1].offset }) {
        join(last, nodeCount + position, positions[position].offset - at)
        (last, at) = (nodeCount + position, positions[position].offset)
      }
      join(last, edge.to, edge.length - at)
    }
    for middle in 0..<count {
      for a in 0..<count {
        for b in 0..<count where table[a][middle] + table[middle][b] < table[a][b] {
          table[a][b] = table[a][middle] + table[middle][b]
        }
      }
    }
    return positions.indices.map { a in
      positions.indices.map { b in
        let distance = table[nodeCount + a][nodeCount + b]
        return distance < far ? distance : nil
      }
    }
  }
}
