public import LinearReferencing

/// The K function along a network: how many further events lie within a distance along it, against as many
/// spread evenly.
///
/// K(r) = L / (n (n - 1)) times the number of ordered pairs no further apart than r, L being the length of
/// the network, gaps left out. `Correction.ang` divides each pair by the number of places that lie as far
/// away, so that K(r) = r on average on any network.
/// Sources: Okabe and Yamada (2001), "The K-function method on a network and its computational
/// implementation", Geographical Analysis 33; Ang, Baddeley and Nair (2012), "Geometrically corrected
/// second order analysis of events on a linear network", Scandinavian Journal of Statistics 39.
public struct NetworkK: Hashable, Sendable {
  /// What is done about the shape of the network.
  public enum Correction: String, Hashable, Sendable, CaseIterable {
    /// Nothing (Okabe and Yamada 2001).
    case none
    /// Each pair counts by the reciprocal of the number of places that are as far from the first
    /// (Ang, Baddeley and Nair 2012).
    case ang
  }

  /// The distances at which K is told, in metres, ascending.
  public let distancesMeters: [Double]
  /// What is done about the shape of the network.
  public let correction: Correction

  /// Makes the function; throws unless the distances ascend from 0 or more.
  public init(
    distancesMeters: [Double], correction: Correction = .ang
  ) throws(StatisticsError) {
    guard let last = distancesMeters.last, last > 0, last.isFinite, distancesMeters[0] >= 0,
      zip(distancesMeters, distancesMeters.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw StatisticsError("The distances of K must ascend from 0 m or more.") }
    self.distancesMeters = distancesMeters
    self.correction = correction
  }

  /// K at each distance. O(edges reached * log n) for each event. Throws for fewer than two events, and
  /// for a place on no edge.
  public func values(
    of positions: [NetworkPosition], on network: RouteNetwork
  ) throws(StatisticsError) -> [Double] {
    guard positions.count >= 2 else {
      throw StatisticsError(
        "K needs at least 2 events on the network; there are \(positions.count).")
    }
    let points: NetworkPointSet
    do { points = try NetworkPointSet(positions, on: network) } catch {
      throw StatisticsError(error.description)
    }
    var search = NetworkSearch(network)
    return values(positions, points, &search)
  }

  func values(
    _ positions: [NetworkPosition], _ points: NetworkPointSet, _ search: inout NetworkSearch
  ) -> [Double] {
    let most = distancesMeters.last ?? 0
    var sums = [Double](repeating: 0, count: distancesMeters.count)
    for (index, position) in positions.enumerated() {
      let near = points.neighbors(of: position, withinMeters: most, using: &search)
        .filter { $0.index != index }
      guard !near.isEmpty else { continue }
      let perimeter =
        correction == .ang
        ? NetworkPerimeter(of: position, withinMeters: most, points.network, &search) : nil
      for neighbor in near {
        let place = distancesMeters.firstPlace(from: neighbor.distanceMeters)
        sums[place] += 1 / Double(perimeter?.count(atMeters: neighbor.distanceMeters) ?? 1)
      }
    }
    var total = 0.0
    let count = Double(positions.count)
    return sums.map {
      total += $0
      return total * points.network.lengthMeters / (count * (count - 1))
    }
  }
}

extension [Double] {
  /// The first place of a sorted array with a value not below a number. O(log n).
  func firstPlace(from value: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
