import Foundation
import LinearReferencing
import SimpleFeatures
import TestSupport
import Testing

@testable import SpatialStatistics

@Suite("Density and K along a network")
struct NetworkStatisticsTests {
  /// Four arms from the origin: north, east, south, west.
  static func cross(_ arm: Double) throws -> RouteNetwork {
    try RouteNetwork(
      planeNodes: [(0, 0), (0, 1), (1, 0), (0, -1), (-1, 0)].map {
        Coordinate(x: Double($0.0) * arm, y: Double($0.1) * arm)
      }, edges: (1...4).map { (from: 0, to: $0, lengthMeters: Double?.none) })
  }

  static func at(_ edge: Int, _ meters: Double) -> NetworkPosition {
    NetworkPosition(edge: edge, offsetMeters: meters)
  }

  @Test("kernels at a crossing, worked out by hand")
  func kernels() throws {
    func value(
      _ method: NetworkDensity.Method, _ bandwidth: Double, _ arm: Double,
      _ event: NetworkPosition, _ place: NetworkPosition
    ) throws -> Double {
      try NetworkDensity(method, bandwidthMeters: bandwidth)
        .values(of: [.init(event)], at: [place], on: Self.cross(arm))[0]
    }
    #expect(abs(try value(.simple, 10, 5, Self.at(0, 3), Self.at(1, 3)) - 0.0384) < 1e-12)
    #expect(abs(try value(.discontinuous, 10, 5, Self.at(0, 3), Self.at(1, 3)) - 0.0128) < 1e-12)
    #expect(abs(try value(.continuous, 5, 10, Self.at(0, 3), Self.at(0, 1)) - 0.12015) < 1e-12)
    // On another arm half of it goes on to each of the other ways.
    #expect(
      abs(try value(.continuous, 5, 10, Self.at(0, 3), Self.at(1, 1)) - 0.1875 * 0.36 * 0.36 / 2)
        < 1e-12)
    // At the crossing itself each of four arms gets a half.
    #expect(
      abs(try value(.discontinuous, 5, 10, Self.at(0, 0), Self.at(2, 1)) - 0.1728 / 2) < 1e-12)
  }

  @Test("a divided kernel holds one event, and the continuous one does not jump")
  func mass() throws {
    var random = SplitMix64(seed: 23)
    for round in 0..<40 {
      let plain = PlainNetwork(using: &random, positions: 1...1)
      let nodes = (0..<plain.nodeCount).map { Coordinate(x: Double($0), y: 0) }
      let network = try RouteNetwork(
        planeNodes: nodes,
        edges: plain.edges.map {
          (from: $0.from, to: $0.to, lengthMeters: Double(max(1, $0.length)))
        })
      let start = plain.positions[0]
      let event = NetworkDensity.Event(
        Self.at(
          start.edge, min(Double(start.offset), network.edges[start.edge].lengthMeters)))
      let pieces = try NetworkPiece.pieces(of: network, longestMeters: 0.02)
      let density = try NetworkDensity(.continuous, bandwidthMeters: 2.5)
      let values = try density.values(
        of: [event], at: pieces.map(\.middle), on: network, threads: 2)
      let sum = zip(values, pieces).reduce(0) { $0 + $1.0 * $1.1.lengthMeters }
      #expect(abs(sum - 1) < 1e-3, "round \(round)")
      for (a, b) in zip(pieces.indices, pieces.indices.dropFirst())
      where pieces[a].edge == pieces[b].edge {
        #expect(abs(values[a] - values[b]) < 0.05)
      }
    }
    // Divided only, on a crossing without ends within reach.
    let network = try Self.cross(10)
    let pieces = try NetworkPiece.pieces(of: network, longestMeters: 0.01)
    let values = try NetworkDensity(.discontinuous, bandwidthMeters: 6).values(
      of: [.init(Self.at(0, 2), weight: 2)], at: pieces.map(\.middle), on: network)
    #expect(abs(zip(values, pieces).reduce(0) { $0 + $1.0 * $1.1.lengthMeters } - 2) < 1e-4)
  }

  @Test("the simple kernel is that of the distances of all pairs")
  func simple() throws {
    var random = SplitMix64(seed: 29)
    for round in 0..<100 {
      let plain = PlainNetwork(using: &random, positions: 2...12)
      let nodes = (0..<plain.nodeCount).map { Coordinate(x: Double($0), y: 0) }
      let network = try RouteNetwork(
        planeNodes: nodes,
        edges: plain.edges.map { (from: $0.from, to: $0.to, lengthMeters: Double($0.length)) })
      let positions = plain.positions.map { Self.at($0.edge, Double($0.offset)) }
      let density = try NetworkDensity(.simple, bandwidthMeters: 5.5)
      let values = try density.values(
        of: positions.map { .init($0) }, at: positions, on: network)
      let distances = plain.distances()
      for place in positions.indices {
        let expected = positions.indices.reduce(0.0) { sum, event in
          sum + (distances[event][place].map { density.kernel(Double($0)) } ?? 0)
        }
        #expect(abs(values[place] - expected) < 1e-9, "round \(round)")
      }
    }
  }

  @Test("K at a crossing, worked out by hand, and where it cannot be")
  func crossing() throws {
    let network = try Self.cross(5)
    let places = [Self.at(0, 3), Self.at(1, 3), Self.at(1, 1), Self.at(0, 1)]
    let k = try NetworkK(distancesMeters: [1.9, 3, 5], correction: .none)
    #expect(try k.values(of: places, on: network) == [0, 10, 20.0 / 12 * 10])
    #expect(throws: StatisticsError.self) { try k.values(of: [places[0]], on: network) }
    #expect(throws: StatisticsError.self) { try NetworkK(distancesMeters: [2, 1]) }
    // From (3, 0) three places are 4 away on the other arms, from (1, 0) none but (3, 0) is 2 away on its
    // own arm, and three on the others.
    let ang = try NetworkK(distancesMeters: [2], correction: .ang)
    let two = try ang.values(of: [Self.at(1, 3), Self.at(1, 1)], on: network)
    #expect(abs(two[0] - 20.0 / 2 * (1 / 2.0 + 1 / 4)) < 1e-9)
  }

  @Test("an envelope of evenly spread events holds them, and not a heap")
  func envelope() throws {
    let network = try Self.cross(1_000)
    let k = try NetworkK(distancesMeters: (1...20).map { Double($0) * 50 })
    let heap = (0..<20).map { Self.at(0, 400 + Double($0)) }
    let spread = (0..<40).map { Self.at($0 % 4, Double($0 / 4) * 100 + 37) }
    let near = try NetworkEnvelope(k, of: heap, on: network, replications: 99, threads: 2)
    let one = try NetworkEnvelope(k, of: heap, on: network, replications: 99)
    let far = try NetworkEnvelope(k, of: spread, on: network, replications: 99)
    #expect(near.p == 0.01 && near.greatest.isUp && near.p == one.p && near.high == one.high)
    #expect(near.observed[0] > near.high[0])
    // Regular places are less near to each other than chance has it.
    #expect(far.observed[0] <= far.high[0] && !far.greatest.isUp)
    // Corrected for the network's shape, K of evenly spread events is the distance itself.
    for (mean, meters) in zip(far.mean, k.distancesMeters) {
      #expect(abs(mean / meters - 1) < 0.1)
    }
  }

  static let chicago = fieldData("oracles/spatstat_chicago")

  static func rows(_ name: String) throws -> [[Double]] {
    let url = try #require(chicago).appending(path: name)
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
  }

  @Test("K of crimes in Chicago, as spatstat has it", .enabled(if: chicago != nil))
  func spatstat() throws {
    let nodes = try Self.rows("chicago_vertices.csv").map { Coordinate(x: $0[1], y: $0[2]) }
    let network = try RouteNetwork(
      planeNodes: nodes,
      edges: try Self.rows("chicago_edges.csv").map {
        (from: Int($0[0]) - 1, to: Int($0[1]) - 1, lengthMeters: Double?.none)
      })
    let positions = try Self.rows("chicago_points.csv").map {
      let edge = Int($0[2]) - 1
      return Self.at(edge, $0[3] * network.edges[edge].lengthMeters)
    }
    for (name, correction) in [("none", NetworkK.Correction.none), ("Ang", .ang)] {
      let table = try Self.rows("chicago_linearK_\(name).csv")
      // The table starts at 0, which holds no pair.
      let k = try NetworkK(distancesMeters: table.map { $0[0] }, correction: correction)
      let values = try k.values(of: positions, on: network)
      var worst = 0.0
      for (value, row) in zip(values, table) where row[1] > 0 {
        worst = max(worst, abs(value / row[1] - 1))
      }
      // Corrected ones differ where a crime is within a foot's hundredth of a crossing.
      #expect(worst < (correction == .ang ? 1e-4 : 1e-6), "\(name): \(worst)")
    }
  }
}
