public import LinearReferencing
import SimpleFeatures

/// Density-based clusters of places on a network, by the distance along it.
///
/// As `DBSCAN`, with the shortest way for the distance: a place with at least `minimumPoints` places
/// within `epsilonMeters`, itself counted, is a core point; core points within that distance of each
/// other are in one cluster; a place within reach of a core point goes to the cluster of the nearest,
/// by coordinates (longitude, then latitude), edge and offset if several are as near; the rest is
/// noise. Distances up to and including epsilon count, to the micrometre. The result does not depend
/// on the order of the places.
///
/// Places are counted by runs along the edges, and the core points are joined over the borders of
/// their network Voronoi diagram, which is made once: no pairs are looked at. O(n log n) and a search
/// of the network as far as epsilon for each different place with fewer than `minimumPoints` on its
/// own edge.
/// Source: Yiu and Mamoulis (2004), "Clustering objects on a spatial network", SIGMOD.
public struct NetworkDBSCAN: Hashable, Sendable {
  /// The distance along the network within which places are neighbours, in metres.
  public let epsilonMeters: Double
  /// How many neighbours make a core point, itself counted.
  public let minimumPoints: Int

  /// Makes the method.
  /// - Parameters:
  ///   - epsilonMeters: 0 m or more.
  ///   - minimumPoints: 1 or more.
  public init(epsilonMeters: Double, minimumPoints: Int) throws(StatisticsError) {
    guard epsilonMeters >= 0, epsilonMeters.isFinite else {
      throw StatisticsError("Epsilon must be 0 m or more, not \(epsilonMeters) m.")
    }
    guard minimumPoints >= 1 else {
      throw StatisticsError("The minimum of points must be at least 1, not \(minimumPoints).")
    }
    self.epsilonMeters = epsilonMeters
    self.minimumPoints = minimumPoints
  }

  /// The clusters of places; an empty input has none. Throws for a place on no edge of the network.
  public func labels(
    _ positions: [NetworkPosition], on network: RouteNetwork
  ) throws(StatisticsError) -> DensityLabels {
    do {
      return try labels(positions, order: Self.order(positions, network), network)
    } catch {
      throw StatisticsError(error.description)
    }
  }

  /// The indices of places by coordinates, edge and offset.
  private static func order(_ positions: [NetworkPosition], _ network: RouteNetwork) -> [Int] {
    let places = positions.map { network.coordinate(of: $0) ?? Coordinate(x: 0, y: 0) }
    return positions.indices.sorted {
      let (a, b) = (positions[$0], positions[$1])
      return (places[$0].x, places[$0].y, a.edge, a.offsetMeters)
        < (places[$1].x, places[$1].y, b.edge, b.offsetMeters)
    }
  }

  private func labels(
    _ positions: [NetworkPosition], order: [Int], _ network: RouteNetwork
  ) throws(RouteError) -> DensityLabels {
    // From here to the end a place goes by its rank in the order.
    let places = order.map { positions[$0] }
    let isCore = try coreFlags(places, network)
    let cores = places.indices.filter { isCore[$0] }
    let voronoi = NetworkVoronoi(
      try NetworkPointSet(cores.map { places[$0] }, on: network), withinMeters: epsilonMeters)
    var sets = DisjointSets(count: cores.count)
    for border in voronoi.borders { sets.join(border.first, border.second) }

    // The cluster of each place, named by its first core point.
    var names = [Int?](repeating: nil, count: places.count)
    for (core, rank) in cores.enumerated() { names[rank] = sets.name(of: core) }
    for rank in places.indices where !isCore[rank] {
      names[rank] = voronoi.nearest(to: places[rank]).map { sets.name(of: $0.index) }
    }
    let numbers = Self.numbers(names, coreCount: cores.count)
    var clusters = [Int32](repeating: DensityLabels.noCluster, count: places.count)
    var roles = [DensityLabels.Role](repeating: .noise, count: places.count)
    for (rank, index) in order.enumerated() {
      guard let name = names[rank] else { continue }
      clusters[index] = numbers[name]
      roles[index] = isCore[rank] ? .core : .border
    }
    return DensityLabels(
      clusters: clusters, roles: roles, clusterCount: Int(numbers.max() ?? 0))
  }

  private func coreFlags(
    _ places: [NetworkPosition], _ network: RouteNetwork
  ) throws(RouteError) -> [Bool] {
    let points = try NetworkPointSet(places, on: network)
    var search = NetworkSearch(network)
    var flags: [Bool] = []
    for (rank, place) in places.enumerated() {
      // Places that are the same follow each other.
      if rank > 0, places[rank - 1] == place {
        flags.append(flags[rank - 1])
      } else {
        let count = points.count(
          within: epsilonMeters, of: place, upTo: minimumPoints, using: &search)
        flags.append(count >= minimumPoints)
      }
    }
    return flags
  }

  /// The number of each named cluster, 0 for what names none: by members, then by the first of them.
  private static func numbers(_ names: [Int?], coreCount: Int) -> [Int32] {
    var counts = [Int](repeating: 0, count: coreCount)
    var first = [Int](repeating: .max, count: coreCount)
    for (rank, name) in names.enumerated() {
      guard let name else { continue }
      counts[name] += 1
      first[name] = min(first[name], rank)
    }
    let order = counts.indices.filter { counts[$0] > 0 }
      .sorted { (-counts[$0], first[$0]) < (-counts[$1], first[$1]) }
    var numbers = [Int32](repeating: 0, count: coreCount)
    for (place, name) in order.enumerated() { numbers[name] = Int32(place + 1) }
    return numbers
  }
}
