/// A network divided among places: each point of it belongs to the one that is nearest along it.
///
/// Of places that are as near the one with the lower index is taken. Only what is within a distance of
/// a place belongs to one.
/// Sources: Erwig (2000), "The graph Voronoi diagram with applications", Networks 36, 156-163; Okabe
/// and Sugihara (2012), "Spatial analysis along networks".
public struct NetworkVoronoi: Sendable {
  /// Two neighbouring places, and the length of the shortest way over the border between them.
  public struct Border: Hashable, Sendable {
    /// The lower index.
    public let first: Int
    /// The higher index.
    public let second: Int
    /// The length in metres.
    public let distanceMeters: Double
  }

  private let points: NetworkPointSet
  private let limit: Int64
  /// The shortest ways to the nodes, and from which place.
  private let search: NetworkSearch

  /// Divides a network. O((nodes + n) log (nodes + n)), once for all places together.
  /// - Parameter meters: how far from a place its part reaches.
  public init(_ points: NetworkPointSet, withinMeters meters: Double) {
    var search = NetworkSearch(points.network)
    limit = meters >= 0 ? Micrometers.count(meters) : -1
    for slot in points.slots {
      search.add(RouteNetwork.Place(edge: slot.edge, offset: slot.offset), source: slot.index)
    }
    while search.next(within: limit) != nil {}
    self.points = points
    self.search = search
  }

  /// The nearest place, and how far it is; nil if none is within the distance.
  public func nearest(to position: NetworkPosition) -> NetworkPointSet.Neighbor? {
    guard let place = points.network.place(position) else { return nil }
    let edge = points.network.edges[place.edge]
    var best = (distance: Int64.max, index: Int.max)
    func offer(_ distance: Int64, _ index: Int) {
      if (distance, index) < best { best = (distance, index) }
    }
    func offer(node: Int, _ length: Int64) {
      guard search.distances[node] <= limit else { return }
      offer(search.distances[node] + length, search.sources[node])
    }
    offer(node: edge.from, place.offset)
    offer(node: edge.to, edge.length - place.offset)
    let slots = points.slots(of: place.edge)
    let after = points.first(in: slots, from: place.offset)
    if after < slots.upperBound {
      offer(points.slots[after].offset - place.offset, points.slots[after].index)
    }
    if after > slots.lowerBound {
      // Of several at one offset the lowest index stands first.
      let before = points.first(in: slots, from: points.slots[after - 1].offset)
      offer(place.offset - points.slots[before].offset, points.slots[before].index)
    }
    guard best.distance <= limit else { return nil }
    return NetworkPointSet.Neighbor(
      index: best.index, distanceMeters: Micrometers.meters(best.distance))
  }

  /// The borders no further than the distance, by edge and along it.
  ///
  /// They hold a shortest tree over all pairs of places (Mehlhorn 1988, "A faster approximation
  /// algorithm for the Steiner problem in graphs"): places that are joined by steps of up to the
  /// distance are joined by borders of up to it. O(edges + n).
  public var borders: [Border] {
    var borders: [Border] = []
    for (number, edge) in points.network.edges.enumerated() {
      var last: Station?
      func pass(_ next: Station) {
        if let last, last.index != next.index {
          let distance = last.distance + next.offset - last.offset + next.distance
          if distance <= limit {
            borders.append(
              Border(
                first: min(last.index, next.index), second: max(last.index, next.index),
                distanceMeters: Micrometers.meters(distance)))
          }
        }
        last = next
      }
      func pass(node: Int, _ offset: Int64) {
        guard search.distances[node] <= limit else { return }
        pass(
          Station(
            offset: offset, distance: search.distances[node], index: search.sources[node]))
      }
      pass(node: edge.from, 0)
      for slot in points.slots[points.slots(of: number)] {
        pass(Station(offset: slot.offset, distance: 0, index: slot.index))
      }
      pass(node: edge.to, edge.length)
    }
    return borders
  }

  /// A place on an edge whose nearest place is known.
  private struct Station {
    let offset: Int64
    let distance: Int64
    let index: Int
  }
}
