import Foundation
import Geodesy
public import SimpleFeatures
import SpatialIndexing

/// Which items lie near each other, by bands of distance: what stays when days are dealt anew.
///
/// Items on one spot stand together, and spots follow each other along Hilbert's curve, so that the
/// neighbours of a spot are few runs of slots. Memory grows with the runs, not with the pairs.
public struct NearPairs: Sendable {
  /// The bands of distance in metres.
  public let bands: Bands<Double>
  /// The item at each slot.
  let order: [Int]
  /// The first slot of each spot, and the end.
  let spots: [Int]
  /// The runs of later slots of each spot and band, and where those of each begin.
  let runs: [Run]
  let runStarts: [Int]
  /// Each spot in space, rounded to half a metre, and the square of a distance beyond which no pair is near;
  /// empty and without limit where distances are given.
  let points: [SIMD3<Float>]
  let farSquared: Float

  /// Neighbouring slots.
  struct Run: Sendable {
    let first: UInt32
    let end: UInt32
  }

  /// The number of items.
  public var count: Int { order.count }
  var spotCount: Int { spots.count - 1 }

  /// The pairs of positions on the WGS 84 ellipsoid, distances by the geodesic. Expected
  /// O(n log n + found), one search for each different position and band.
  public init(
    _ coordinates: [Coordinate], bands: Bands<Double>, threads: Int = 1
  ) throws(StatisticsError) {
    var canonical: [Coordinate] = []
    for coordinate in coordinates {
      guard let position = DistanceMetric.ellipsoid.canonical(coordinate) else {
        throw StatisticsError(
          "Longitude \(coordinate.x), latitude \(coordinate.y) is no position on the Earth.")
      }
      canonical.append(position)
    }
    let keys = Self.curve(canonical)
    let order = canonical.indices.sorted {
      (keys[$0], canonical[$0].x, canonical[$0].y, $0)
        < (keys[$1], canonical[$1].x, canonical[$1].y, $1)
    }
    var places: [Coordinate] = []
    var spots: [Int] = []
    for (slot, item) in order.enumerated() where places.last != canonical[item] {
      places.append(canonical[item])
      spots.append(slot)
    }
    let index = PointIndex(places)
    let points = places.map { place -> SIMD3<Float> in
      let position = Ellipsoid.wgs84.geocentric(place)
      return SIMD3(Float(position.x), Float(position.y), Float(position.z))
    }
    let far = ChordBounds.wgs84.possibleChord(meters: bands.ends.last ?? 0) + 10
    self.init(
      bands, order: order, spots: spots + [order.count], points: points,
      farSquared: Float(far * far), threads: max(1, threads)
    ) { [places] spot, band in
      index.withinRadius(of: places[spot], meters: bands.ends[band])
    }
  }

  /// The pairs of items by any distance: of a network, of a plane, of city blocks. O(n^2).
  /// - Parameter distance: the distance of two items, the first index the lower.
  public init(count: Int, bands: Bands<Double>, distance: (Int, Int) -> Double) {
    var near = [[[Int]]](repeating: [[Int]](repeating: [], count: bands.count), count: count)
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1) {
        let band = bands.band(of: distance(first, second))
        for wider in band..<max(band, bands.count) { near[first][wider].append(second) }
      }
    }
    self.init(
      bands, order: Array(0..<count), spots: Array(0...count), points: [], farSquared: .infinity,
      threads: 1
    ) { [near] spot, band in near[spot][band] }
  }

  /// - Parameter within: the spots up to the end of a band, ascending; only those behind the spot are
  ///   looked at.
  private init(
    _ bands: Bands<Double>, order: [Int], spots: [Int], points: [SIMD3<Float>],
    farSquared: Float, threads: Int,
    within: @Sendable (_ spot: Int, _ band: Int) -> [Int]
  ) {
    let size = 256
    let spotCount = spots.count - 1
    let pieces = Crew.map(threads: threads, pieces: (spotCount + size - 1) / size) { _, piece in
      var runs: [Run] = []
      var counts: [Int] = []
      for spot in piece * size..<min(spotCount, (piece + 1) * size) {
        var nearer: [Int] = []
        for band in bands.ends.indices {
          let all = within(spot, band)
          let before = runs.count
          Self.append(all, without: nearer, after: spot, spots, to: &runs)
          counts.append(runs.count - before)
          nearer = all
        }
      }
      return (runs: runs, counts: counts)
    }
    self.bands = bands
    self.order = order
    self.spots = spots
    self.points = points
    self.farSquared = farSquared
    runs = pieces.flatMap(\.runs)
    var starts = [0]
    for count in pieces.lazy.flatMap(\.counts) { starts.append(starts[starts.count - 1] + count) }
    runStarts = starts
  }

  /// Adds the slots of spots that are in the first list and not in the second, both ascending.
  private static func append(
    _ all: [Int], without nearer: [Int], after spot: Int, _ spots: [Int], to runs: inout [Run]
  ) {
    var next = 0
    var last: Run?
    for other in all {
      while next < nearer.count, nearer[next] < other { next += 1 }
      guard other > spot, next == nearer.count || nearer[next] != other else { continue }
      let run = Run(first: UInt32(spots[other]), end: UInt32(spots[other + 1]))
      if let open = last, open.end == run.first {
        last = Run(first: open.first, end: run.end)
      } else {
        if let last { runs.append(last) }
        last = run
      }
    }
    if let last { runs.append(last) }
  }

  /// The runs of a spot in a band.
  func runs(of spot: Int, band: Int) -> ArraySlice<Run> {
    let number = spot * bands.count + band
    return runs[runStarts[number]..<runStarts[number + 1]]
  }

  /// How many pairs are in each band, and beyond the last.
  public var pairCounts: [Int] {
    var counts = [Int](repeating: 0, count: bands.count + 1)
    for spot in 0..<spotCount {
      let own = spots[spot + 1] - spots[spot]
      counts[0] += own * (own - 1) / 2
      for band in 0..<bands.count {
        for run in runs(of: spot, band: band) { counts[band] += own * Int(run.end - run.first) }
      }
    }
    counts[bands.count] = count * max(0, count - 1) / 2 - counts.reduce(0, +)
    return counts
  }

  /// Calls a function with all pairs in a band, as items.
  func forEach(_ body: (_ first: Int, _ second: Int, _ band: Int) -> Void) {
    for spot in 0..<spotCount {
      let own = spots[spot]..<spots[spot + 1]
      for slot in own {
        for other in slot + 1..<max(own.upperBound, slot + 1) { body(order[slot], order[other], 0) }
        for band in 0..<bands.count {
          for run in runs(of: spot, band: band) {
            for other in Int(run.first)..<Int(run.end) { body(order[slot], order[other], band) }
          }
        }
      }
    }
  }

  /// Where positions lie along Hilbert's curve through their box.
  private static func curve(_ positions: [Coordinate]) -> [UInt32] {
    let box = Envelope(positions)
    func cell(_ value: Double, _ low: Double, _ high: Double) -> UInt16 {
      guard high > low else { return 0 }
      return UInt16(max(0, min(65_535, (value - low) / (high - low) * 65_535)))
    }
    return positions.map {
      hilbertIndex(x: cell($0.x, box.minX, box.maxX), y: cell($0.y, box.minY, box.maxY))
    }
  }
}
