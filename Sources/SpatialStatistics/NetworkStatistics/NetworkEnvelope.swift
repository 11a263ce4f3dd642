public import LinearReferencing

/// K along a network against events spread evenly over it.
public struct NetworkEnvelope: Sendable {
  /// The function of the events.
  public let observed: [Double]
  /// The mean of the replications, the events themselves counted among them.
  public let mean: [Double]
  /// The value below which 2.5 % of the replications lie, at each distance by itself.
  public let low: [Double]
  /// The value above which 2.5 % of the replications lie, at each distance by itself.
  public let high: [Double]
  /// How often chance departs as far from the mean at any distance, in standard deviations: one p-value
  /// for all distances together (Myllymäki et al. 2017, "Global envelope tests for spatial processes",
  /// Journal of the Royal Statistical Society B 79).
  public let p: Double
  /// The distance at which the departure is greatest, in metres, and whether it is upwards.
  public let greatest: (meters: Double, isUp: Bool)

  /// Draws as many events as there are, each metre of the network as likely as any other.
  /// - Parameter replications: how many times; 1 or more.
  public init(
    _ function: NetworkK, of positions: [NetworkPosition], on network: RouteNetwork,
    replications: Int, seed: UInt64 = 1, threads: Int = 1
  ) throws(StatisticsError) {
    guard replications >= 1 else {
      throw StatisticsError("There cannot be \(replications) replications.")
    }
    observed = try function.values(of: positions, on: network)
    let sampler = NetworkSampler(network)
    let drawn = Crew.map(threads: max(1, threads), pieces: replications) { _, replicate in
      var stream = SeededStream(seed, UInt64(replicate), 0x4B66_756E)
      let places = positions.map { _ in sampler.position(using: &stream) }
      return (try? function.values(of: places, on: network)) ?? []
    }
    let all = [observed] + drawn.filter { !$0.isEmpty }
    let count = Double(all.count)
    let mean = observed.indices.map { place in
      all.reduce(0) { $0 + $1[place] } / count
    }
    let deviation = observed.indices.map { place in
      (all.reduce(0) { $0 + ($1[place] - mean[place]) * ($1[place] - mean[place]) } / count)
        .squareRoot()
    }
    func departures(_ values: [Double]) -> [Double] {
      values.indices.map {
        deviation[$0] > 0 ? (values[$0] - mean[$0]) / deviation[$0] : 0
      }
    }
    let own = departures(observed)
    let most = own.map(abs).max() ?? 0
    let reached = all.dropFirst().count { values in
      (departures(values).map(abs).max() ?? 0) >= most - 1e-9
    }
    p = Double(reached + 1) / count
    let place = own.indices.max { abs(own[$0]) < abs(own[$1]) } ?? 0
    greatest = (function.distancesMeters[place], own[place] > 0)
    let tail = Int(0.025 * Double(all.count - 1))
    let sorted = observed.indices.map { place in all.dropFirst().map { $0[place] }.sorted() }
    low = sorted.map { $0[tail] }
    high = sorted.map { $0[$0.count - 1 - tail] }
    self.mean = mean
  }
}

/// Draws places of a network, each metre as likely as any other.
struct NetworkSampler: Sendable {
  private let edges: [Int]
  /// The metres at the end of each edge, all edges one behind the other.
  private let meters: [Double]

  init(_ network: RouteNetwork) {
    var total = 0.0
    edges = network.edges.indices.filter { !network.edges[$0].isGap }
    meters = edges.map {
      total += network.edges[$0].lengthMeters
      return total
    }
  }

  func position(using stream: inout SeededStream) -> NetworkPosition {
    let place = Double.random(in: 0..<max(meters.last ?? 0, .leastNonzeroMagnitude), using: &stream)
    let slot = min(meters.firstPlace(from: place), max(0, edges.count - 1))
    guard edges.indices.contains(slot) else { return NetworkPosition(edge: 0, offsetMeters: 0) }
    return NetworkPosition(
      edge: edges[slot], offsetMeters: place - (slot > 0 ? meters[slot - 1] : 0))
  }
}
