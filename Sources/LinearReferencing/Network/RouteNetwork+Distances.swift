extension RouteNetwork {
  /// The length of the shortest way between two places in metres; nil if there is none.
  ///
  /// The same in both directions. O(n log n) in the nodes that are nearer than the second place.
  public func distanceMeters(from start: NetworkPosition, to end: NetworkPosition) -> Double? {
    guard let first = place(start), let last = place(end) else { return nil }
    let edge = edges[last.edge]
    var least = first.edge == last.edge ? abs(first.offset - last.offset) : .max
    var search = NetworkSearch(self)
    search.begin(at: first)
    while let node = search.next(within: min(least, Micrometers.greatest)) {
      let distance = search.distances[node]
      if node == edge.from { least = min(least, distance + last.offset) }
      if node == edge.to { least = min(least, distance + edge.length - last.offset) }
    }
    return least == .max ? nil : Micrometers.meters(least)
  }

  /// Which of many places lie within a distance of one along the network, that distance included, by
  /// index. Throws for a place on no edge.
  ///
  /// For several questions about the same places keep a `NetworkPointSet`.
  public func positions(
    _ positions: [NetworkPosition], withinMeters limit: Double, of position: NetworkPosition
  ) throws(RouteError) -> [NetworkPointSet.Neighbor] {
    var search = NetworkSearch(self)
    return try NetworkPointSet(positions, on: self)
      .neighbors(of: position, withinMeters: limit, using: &search)
  }
}
