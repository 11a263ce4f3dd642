/// The measure of locations over time, and what bounds it from below.
struct ScanMeasure: Sendable {
  let intervals: Int
  /// The measure of each location over the whole period.
  let totals: [Double]
  /// For each location, measure before each interval and after the last, all times of one location
  /// first; empty where all locations share one course over time.
  let cumulative: [Double]
  /// The part of all measure before each interval and after the last.
  let shares: [Double]
  /// For each location, a number so large that its measure in any window is at least this times the
  /// part of all measure in the window.
  let floors: [Double]
  /// The sum of all.
  let total: Double

  var isSeparable: Bool { cumulative.isEmpty }

  init(_ table: ScanTable<Double>) {
    let intervals = table.intervals
    self.intervals = intervals
    totals = (0..<table.locations).map { table.row($0).reduce(0, +) }
    var atTime = Array(repeating: 0.0, count: intervals)
    for (place, value) in table.values.enumerated() { atTime[place % intervals] += value }
    let total = atTime.reduce(0, +)
    self.total = total
    var shares = [0.0]
    for value in atTime { shares.append(shares[shares.count - 1] + value) }
    let sum = shares[intervals]
    shares = shares.map { $0 / sum }
    self.shares = shares
    var isSeparable = true
    for (location, whole) in totals.enumerated() where isSeparable {
      for interval in atTime.indices {
        let expected = whole * (atTime[interval] / sum)
        if abs(table[location, interval] - expected) > 1e-12 * whole { isSeparable = false }
      }
    }
    if isSeparable {
      cumulative = []
      floors = totals
    } else {
      var cumulative: [Double] = []
      var floors: [Double] = []
      for location in totals.indices {
        var (sumHere, least) = (0.0, Double.infinity)
        cumulative.append(0)
        for interval in atTime.indices {
          let value = table[location, interval]
          sumHere += value
          cumulative.append(sumHere)
          if atTime[interval] > 0 { least = min(least, value / (atTime[interval] / sum)) }
        }
        floors.append(least.isFinite ? least * (1 - 1e-12) : 0)
      }
      self.cumulative = cumulative
      self.floors = floors
    }
  }
}

/// The exact measure of the zones of one centre after another, each a sum in the order of its
/// locations, so that it does not depend on what was asked before.
struct MeasureCursor {
  private let measure: ScanMeasure
  private var center = -1
  private var taken = 0
  private var whole = 0.0
  private var sums: [Double]

  init(_ measure: ScanMeasure) {
    self.measure = measure
    sums = Array(repeating: 0, count: measure.isSeparable ? 0 : measure.intervals + 1)
  }

  /// Goes to the zone of the first `count` rows of a centre.
  mutating func move(to center: Int, count: Int, _ zones: ScanZones) {
    if center != self.center || count < taken {
      self.center = center
      taken = 0
      whole = 0
      for time in sums.indices { sums[time] = 0 }
    }
    let start = zones.starts[center].row
    while taken < count {
      let row = Int(zones.rows[start + taken])
      if zones.isFirst[row] {
        let location = zones.locationOfRow[row]
        whole += measure.totals[location]
        if !measure.isSeparable {
          let start = location * sums.count
          for time in sums.indices { sums[time] += measure.cumulative[start + time] }
        }
      }
      taken += 1
    }
  }

  /// The measure of the zone in a window.
  func value(_ window: Range<Int>) -> Double {
    measure.isSeparable
      ? whole * (measure.shares[window.upperBound] - measure.shares[window.lowerBound])
      : sums[window.upperBound] - sums[window.lowerBound]
  }
}
