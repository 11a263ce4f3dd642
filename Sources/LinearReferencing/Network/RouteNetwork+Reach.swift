extension RouteNetwork {
  /// A node and how far it is along the network.
  public struct ReachedNode: Hashable, Sendable {
    /// The number of the node.
    public let node: Int
    /// The length of the shortest way in metres.
    public let distanceMeters: Double
  }

  /// The nodes within a distance of a place along the network, nearest first; none for a place on no
  /// edge. O(n log n) in the nodes reached.
  public func nodes(
    from position: NetworkPosition, withinMeters limit: Double, using search: inout NetworkSearch
  ) -> [ReachedNode] {
    guard limit >= 0, let place = place(position) else { return [] }
    search.begin(at: place)
    var reached: [ReachedNode] = []
    while let node = search.next(within: Micrometers.count(limit)) {
      reached.append(
        ReachedNode(node: node, distanceMeters: Micrometers.meters(search.distances[node])))
    }
    return reached
  }
}
