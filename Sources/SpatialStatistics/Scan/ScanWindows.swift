/// The windows of a scan, and how the counts of a zone lie in lanes so that all windows are tested at
/// once.
///
/// Retrospective: lane t holds the cases before interval t, so that a window's cases are the difference
/// of two lanes; the windows that begin in the same 16 intervals are one run, by length. Prospective:
/// each lane holds the cases of one window, 16 of them are a run. Lanes behind the last hold the same
/// as it.
struct ScanWindows: Sendable {
  /// Windows that are tested with one loop, 16 at a time: lanes `high`, `high + 1`... on, each 16 less
  /// the 16 lanes from `low` on.
  struct Run: Sendable {
    let low: Int
    let high: Int
    /// How many times 16 windows.
    let count: Int
    /// Where the run begins among the thresholds.
    let start: Int
  }

  let intervals: Int
  let lengths: ClosedRange<Int>
  let isProspective: Bool
  /// Lanes of one replicate: 16, 32 or a multiple of 64.
  let lanes: Int
  let runs: [Run]
  /// The window of each threshold; nil for those that only fill a run.
  let windows: [Range<Int>?]

  init(intervals: Int, lengths: ClosedRange<Int>, isProspective: Bool) {
    self.intervals = intervals
    self.lengths = lengths
    self.isProspective = isProspective
    let needed = isProspective ? lengths.count : intervals + 1
    lanes = needed <= 16 ? 16 : needed <= 32 ? 32 : (needed + 63) / 64 * 64
    var runs: [Run] = []
    var windows: [Range<Int>?] = []
    func add(_ found: [Range<Int>]) {
      windows += found.map { $0 } as [Range<Int>?]
      windows += Array(repeating: nil, count: 16 - found.count)
    }
    if isProspective {
      for first in Swift.stride(from: 0, to: lengths.count, by: 16) {
        runs.append(Run(low: first, high: first, count: 1, start: windows.count))
        add(lengths.dropFirst(first).prefix(16).map { intervals - $0..<intervals })
      }
    } else {
      for first in Swift.stride(from: 0, to: intervals, by: 16) {
        let own = lengths.prefix { first + $0 <= intervals }
        guard let least = own.first else { continue }
        runs.append(
          Run(low: first, high: first + least, count: own.count, start: windows.count))
        for length in own {
          add((first..<min(first + 16, intervals - length + 1)).map { $0..<$0 + length })
        }
      }
    }
    self.runs = runs
    self.windows = windows
  }

  /// Where a window is among the thresholds.
  @inline(__always)
  func column(_ start: Int, _ length: Int) -> Int {
    if isProspective { return length - lengths.lowerBound }
    let run = runs[start >> 4]
    return run.start + (length - lengths.lowerBound) << 4 + start & 15
  }

  /// Replicates in one row of 64 lanes.
  var replicates: Int { max(1, 64 / lanes) }
  /// 64 lanes each that a row takes.
  var chunks: Int { max(1, lanes / 64) }
  /// Lanes of one replicate and as many behind them as a run may read.
  var stride: Int { lanes + 16 }

  /// Turns the cases by interval of a location into lanes.
  @inline(__always)
  func fill(_ lane: (_ lane: Int, _ count: Int) -> Void, from count: (_ interval: Int) -> Int) {
    if isProspective {
      var sum = 0
      for length in 1...lengths.upperBound {
        sum += count(intervals - length)
        if length >= lengths.lowerBound { lane(length - lengths.lowerBound, sum) }
      }
      for behind in lengths.count..<max(lengths.count, lanes) { lane(behind, sum) }
    } else {
      var sum = 0
      lane(0, 0)
      for interval in 0..<intervals {
        sum += count(interval)
        lane(interval + 1, sum)
      }
      for behind in intervals + 1..<max(intervals + 1, lanes) { lane(behind, sum) }
    }
  }
}
