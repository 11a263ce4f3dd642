public import LinearReferencing

/// A short piece of an edge of a network, on which a density is told: a lixel.
public struct NetworkPiece: Hashable, Sendable {
  /// The number of the edge.
  public let edge: Int
  /// The metres from the edge's start at which it begins.
  public let fromMeters: Double
  /// The metres from the edge's start at which it ends.
  public let toMeters: Double

  /// The place in its middle.
  public var middle: NetworkPosition {
    NetworkPosition(edge: edge, offsetMeters: (fromMeters + toMeters) / 2)
  }

  /// The length in metres.
  public var lengthMeters: Double { toMeters - fromMeters }

  /// All edges but gaps and those without length, cut into equal pieces no longer than told.
  ///
  /// Source: Xie and Yan (2008), "Kernel density estimation of traffic accidents in a network space",
  /// Computers, Environment and Urban Systems 32. Throws where more than two million would be needed.
  public static func pieces(
    of network: RouteNetwork, longestMeters: Double
  ) throws(StatisticsError) -> [NetworkPiece] {
    guard longestMeters > 0, longestMeters.isFinite else {
      throw StatisticsError("A piece of a network cannot be \(longestMeters) m long.")
    }
    var pieces: [NetworkPiece] = []
    for (number, edge) in network.edges.enumerated() where !edge.isGap && edge.lengthMeters > 0 {
      let count = (edge.lengthMeters / longestMeters).rounded(.up)
      guard count + Double(pieces.count) <= 2_000_000 else {
        throw StatisticsError(
          "Pieces of \(longestMeters) m would be more than 2,000,000: make them longer.")
      }
      for piece in 0..<Int(max(1, count)) {
        pieces.append(
          NetworkPiece(
            edge: number, fromMeters: edge.lengthMeters * Double(piece) / max(1, count),
            toMeters: edge.lengthMeters * Double(piece + 1) / max(1, count)))
      }
    }
    return pieces
  }
}
