/// Counts pairs of slots whose days are near and that are near in space: the other way round, for data in
/// which few pairs are near in time.
///
/// The days stay in order and the items are dealt to them, so the pairs to look at are the same in every
/// permutation.
struct TimeNearCounter: Sendable {
  /// A run of slots near to a spot, with its band.
  private struct BandRun: Sendable {
    let first: UInt32
    let end: UInt32
    let band: Int32
  }

  private let pairs: NearPairs
  private let endCount: Int
  /// The items by day.
  private let byDay: [Int]
  /// For each place in that order and each end of time the first place beyond it.
  private let limits: [Int32]
  /// The spot of each item.
  private let spots: [Int32]
  /// The runs of each spot by slot, and where they begin.
  private let runs: [BandRun]
  private let starts: [Int]

  init(_ pairs: NearPairs, days: [Int], ends: [Int]) {
    self.pairs = pairs
    endCount = ends.count
    let byDay = days.indices.sorted { (days[$0], $0) < (days[$1], $1) }
    var limits: [Int32] = []
    var next = [Int](repeating: 0, count: ends.count)
    for item in byDay {
      for (place, end) in ends.enumerated() {
        while next[place] < byDay.count, days[byDay[next[place]]] <= days[item] + end {
          next[place] += 1
        }
        limits.append(Int32(next[place]))
      }
    }
    var spots = [Int32](repeating: 0, count: pairs.count)
    var runs: [BandRun] = []
    var starts = [0]
    for spot in 0..<pairs.spotCount {
      for slot in pairs.spots[spot]..<pairs.spots[spot + 1] {
        spots[pairs.order[slot]] = Int32(spot)
      }
      var own: [BandRun] = []
      for band in 0..<pairs.bands.count {
        own += pairs.runs(of: spot, band: band).map {
          BandRun(first: $0.first, end: $0.end, band: Int32(band))
        }
      }
      runs += own.sorted { $0.first < $1.first }
      starts.append(runs.count)
    }
    (self.byDay, self.limits, self.spots, self.runs, self.starts) =
      (byDay, limits, spots, runs, starts)
  }

  /// For each band of distance and each end of time the pairs no further apart in time than that end.
  /// - Parameter dealt: for each item the one whose day it has.
  func near(_ dealt: [Int32]) -> [Int] {
    var holder = [Int32](repeating: 0, count: dealt.count)
    for (item, other) in dealt.enumerated() { holder[Int(other)] = Int32(item) }
    let spots = byDay.map { self.spots[Int(holder[$0])] }
    let points: [SIMD3<Float>] = spots.map { pairs.points.isEmpty ? .zero : pairs.points[Int($0)] }
    var counts = [Int](repeating: 0, count: pairs.bands.count * endCount)
    for place in spots.indices {
      var other = place + 1
      for end in 0..<endCount {
        let limit = Int(limits[place * endCount + end])
        while other < limit {
          let gap = points[place] - points[other]
          if (gap * gap).sum() <= pairs.farSquared,
            let band = band(of: Int(spots[place]), Int(spots[other]))
          {
            counts[band * endCount + end] += 1
          }
          other += 1
        }
      }
    }
    // Up to each end, as the other counter has it.
    for band in 0..<pairs.bands.count {
      for end in 1..<max(1, endCount) {
        counts[band * endCount + end] += counts[band * endCount + end - 1]
      }
    }
    return counts
  }

  /// The band of two spots; nil beyond the last. O(log runs).
  private func band(of first: Int, _ second: Int) -> Int? {
    guard first != second else { return 0 }
    let slot = UInt32(pairs.spots[max(first, second)])
    let spot = min(first, second)
    var (low, high) = (starts[spot], starts[spot + 1])
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end <= slot { low = middle + 1 } else { high = middle }
    }
    guard low < starts[spot + 1], runs[low].first <= slot else { return nil }
    return Int(runs[low].band)
  }
}
