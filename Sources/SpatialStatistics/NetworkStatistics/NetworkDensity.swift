public import LinearReferencing

/// The density of events along a network, by the quartic kernel.
///
/// The kernel of an event at a distance d is k(d) = 15/16 (1 - (d/b)^2)^2 / b below the bandwidth b, so
/// that it holds one event where the network is a line without ends. What happens at junctions is the
/// method.
/// Source: Okabe, Satoh and Sugihara (2009), "A kernel density estimation method for networks, its
/// computational method and a GIS-based tool", International Journal of Geographical Information Science
/// 23; Okabe and Sugihara (2012), "Spatial analysis along networks", chapter 9.
public struct NetworkDensity: Hashable, Sendable {
  /// What becomes of a kernel at a junction.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// It goes on into every way by the shortest distance, which counts an event more than once.
    case simple
    /// It is divided evenly among the ways on: it holds one event, and jumps at junctions.
    case discontinuous
    /// It is divided, and a part goes back, so that it holds one event and does not jump. At the end of a
    /// road all goes back.
    case continuous
  }

  /// An event, or the part of one that may have happened at a place.
  public struct Event: Hashable, Sendable {
    /// Where it is.
    public let position: NetworkPosition
    /// For how much it counts; 1 for a whole event.
    public let weight: Double

    /// Describes an event.
    public init(_ position: NetworkPosition, weight: Double = 1) {
      (self.position, self.weight) = (position, weight)
    }
  }

  /// The method at junctions.
  public let method: Method
  /// How far the kernel reaches, in metres.
  public let bandwidthMeters: Double

  /// Makes the estimator; the bandwidth lies above 0.
  public init(_ method: Method, bandwidthMeters: Double) throws(StatisticsError) {
    guard bandwidthMeters > 0, bandwidthMeters.isFinite else {
      throw StatisticsError("The bandwidth must be above 0 m, not \(bandwidthMeters) m.")
    }
    self.method = method
    self.bandwidthMeters = bandwidthMeters
  }

  /// The quartic kernel.
  func kernel(_ meters: Double) -> Double {
    guard meters < bandwidthMeters else { return 0 }
    let rest = 1 - meters * meters / (bandwidthMeters * bandwidthMeters)
    return 15.0 / 16 * rest * rest / bandwidthMeters
  }

  /// The density at places, in events per metre.
  ///
  /// O(places reached) for each different place of an event for the simple method; the others follow
  /// every way, whose number grows with the junctions within the bandwidth, and throw where one event has
  /// more than a million.
  public func values(
    of events: [Event], at places: [NetworkPosition], on network: RouteNetwork, threads: Int = 1
  ) throws(StatisticsError) -> [Double] {
    let merged = Self.merged(events)
    let spread = NetworkSpread(self, places, network)
    // As many pieces whatever the threads: sums then do not depend on these.
    let count = max(1, min(16, merged.count / 8))
    let pieces = Crew.map(threads: max(1, threads), pieces: count) { _, piece in
      var worker = spread
      let range = merged.count * piece / count..<merged.count * (piece + 1) / count
      return worker.sums(of: merged[range])
    }
    var sums = [Double](repeating: 0, count: places.count)
    for piece in pieces {
      guard let piece else {
        throw StatisticsError(
          "From one event more than \(NetworkSpread.mostWays) ways lead no further than "
            + "\(bandwidthMeters) m: give a smaller bandwidth, or the simple kernel.")
      }
      for place in sums.indices { sums[place] += piece[place] }
    }
    return sums
  }

  /// Events at one place as one, by edge and offset.
  private static func merged(_ events: [Event]) -> [Event] {
    var merged: [Event] = []
    let sorted = events.sorted {
      ($0.position.edge, $0.position.offsetMeters, $0.weight)
        < ($1.position.edge, $1.position.offsetMeters, $1.weight)
    }
    for event in sorted {
      if let last = merged.last, last.position == event.position {
        merged[merged.count - 1] = Event(last.position, weight: last.weight + event.weight)
      } else {
        merged.append(event)
      }
    }
    return merged
  }
}
