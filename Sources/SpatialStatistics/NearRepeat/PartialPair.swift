import Geodesy
public import SimpleFeatures

/// How likely a pair of items, of which at least one has an uncertain place, is in a band of distance.
public struct PartialPair: Hashable, Sendable {
  let first: UInt32
  let second: UInt32
  let band: UInt32
  let share: Float

  /// Describes a pair of different items in a band that ends.
  init(_ first: Int, _ second: Int, band: Int, share: Float) {
    (self.first, self.second) = (UInt32(first), UInt32(second))
    (self.band, self.share) = (UInt32(band), share)
  }

  /// The pairs of items that are kept, under the numbers that these have then. O(pairs).
  public static func pairs(_ pairs: [PartialPair], keeping kept: [Bool]) -> [PartialPair] {
    var next = 0
    let numbers = kept.map { isKept -> Int? in
      defer { if isKept { next += 1 } }
      return isKept ? next : nil
    }
    return pairs.compactMap { pair in
      guard let first = numbers[Int(pair.first)], let second = numbers[Int(pair.second)] else {
        return nil
      }
      return PartialPair(first, second, band: Int(pair.band), share: pair.share)
    }
  }

  /// How many are kept at most.
  private static let most = 60_000_000

  /// The pairs among items of which some have several positions, each as likely as any other: those that
  /// have the same number of them were drawn together.
  ///
  /// Distances are told by straight lines through the ellipsoid, right to 0.02 mm at 10 km and 2 cm at
  /// 100 km. O(n positions) for each item with several, but for those that are far from it.
  /// - Parameter draws: for each item its one position, or its draws.
  public static func pairs(
    among draws: [[Coordinate]], bands: Bands<Double>, threads: Int = 1
  ) throws(StatisticsError) -> [PartialPair] {
    let clouds = draws.map(PositionCloud.init)
    let limits = bands.ends.map(PositionCloud.chord)
    let uncertain = clouds.indices.filter { clouds[$0].points.count > 1 }
    let found = Crew.map(threads: max(1, threads), pieces: uncertain.count) { _, piece in
      let item = uncertain[piece]
      var pairs: [PartialPair] = []
      for (other, cloud) in clouds.enumerated() where other != item {
        // Pairs of two uncertain items are told by the lower one.
        guard cloud.points.count == 1 || item < other else { continue }
        let shares = clouds[item].shares(with: cloud, limits)
        for (band, share) in shares.enumerated() where share > 0 {
          pairs.append(PartialPair(min(item, other), max(item, other), band: band, share: share))
        }
      }
      return pairs
    }
    guard found.reduce(0, { $0 + $1.count }) <= most else {
      throw StatisticsError(
        "More than \(most) pairs of uncertain places are possible: give smaller bands, or select "
          + "fewer incidents.")
    }
    return found.flatMap(\.self)
  }
}

/// The positions of an item in space, and a ball that holds them.
private struct PositionCloud: Sendable {
  let points: [SIMD3<Double>]
  let center: SIMD3<Double>
  let radius: Double

  init(_ positions: [Coordinate]) {
    points = positions.map {
      let place = Ellipsoid.wgs84.geocentric($0)
      return SIMD3(place.x, place.y, place.z)
    }
    let sum = points.reduce(SIMD3<Double>.zero) { $0 + $1 }
    let middle = sum / Double(max(1, points.count))
    center = middle
    radius = points.reduce(0) { max($0, Self.square($1 - middle)) }.squareRoot()
  }

  private static func square(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum() }

  /// The straight distance that stands for one along the surface.
  static func chord(meters: Double) -> Double {
    let bounds = ChordBounds.wgs84
    return meters > 0
      ? (bounds.certainChord(meters: meters) + bounds.possibleChord(meters: meters)) / 2 : 0
  }

  /// The share of draws in each band.
  func shares(with other: PositionCloud, _ limits: [Double]) -> [Float] {
    var counts = [Int](repeating: 0, count: limits.count)
    let reach = (limits.last ?? 0) + radius + other.radius + 1e-3
    guard Self.square(center - other.center) <= reach * reach, !points.isEmpty,
      other.points.count == 1 || other.points.count == points.count
    else { return counts.map { _ in 0 } }
    let squares = limits.map { $0 * $0 }
    for draw in points.indices {
      let place = other.points.count == 1 ? other.points[0] : other.points[draw]
      let square = Self.square(points[draw] - place)
      if let band = squares.firstIndex(where: { square <= $0 }) { counts[band] += 1 }
    }
    return counts.map { Float($0) / Float(points.count) }
  }
}
