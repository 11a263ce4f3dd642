/// Which events make the pairs of a Knox table.
///
/// For each event: with how many others it is paired in each cell, and whether those that are near in both
/// space and time, up to the last ends, are more than dealing the other days at random gives. That
/// number then has the hypergeometric distribution, so its p needs no permutations.
/// Source: Piroutek, Assunção and Paiva (2014), "Space-time prospective surveillance based on Knox local
/// statistics", Statistics in Medicine 33.
public struct LocalKnox: Sendable {
  /// One event.
  public struct Event: Sendable {
    /// Its pairs by band of distance and, within that, band of time, those that end only.
    public let pairs: [Int]
    /// How many others are near in space.
    public let nearInSpace: Int
    /// How many others are near in time.
    public let nearInTime: Int
    /// How many others are near in both.
    public var nearInBoth: Int { pairs.reduce(0, +) }
    /// How many others would be near in both on average.
    public let expected: Double
    /// The probability of at least as many.
    public let p: Double
  }

  /// The events in the order of the items.
  public let events: [Event]

  /// Counts the pairs of each event. O(near pairs + n log n).
  public init(_ pairs: NearPairs, days: [Int], timeBands: Bands<Int>) {
    let cells = pairs.bands.count * timeBands.count
    var counts = [Int](repeating: 0, count: cells * pairs.count)
    var inSpace = [Int](repeating: 0, count: pairs.count)
    pairs.forEach { first, second, band in
      inSpace[first] += 1
      inSpace[second] += 1
      let time = timeBands.band(of: abs(days[first] - days[second]))
      guard time < timeBands.count else { return }
      let cell = band * timeBands.count + time
      counts[first * cells + cell] += 1
      counts[second * cells + cell] += 1
    }
    let sorted = days.sorted()
    let reach = timeBands.ends.last ?? 0
    let others = pairs.count - 1
    events = days.enumerated().map { item, day in
      let own = Array(counts[item * cells..<(item + 1) * cells])
      let inTime =
        sorted.firstPlace(from: day + reach + 1) - sorted.firstPlace(from: day - reach) - 1
      return Event(
        pairs: own, nearInSpace: inSpace[item], nearInTime: inTime,
        expected: others > 0 ? Double(inSpace[item]) * Double(inTime) / Double(others) : 0,
        p: Hypergeometric.probability(
          ofAtLeast: own.reduce(0, +), all: others, marked: inTime, drawn: inSpace[item]))
    }
  }
}

extension [Int] {
  /// The first place of a sorted array with a value not below a number. O(log n).
  fileprivate func firstPlace(from value: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
