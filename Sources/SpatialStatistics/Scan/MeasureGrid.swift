/// Ascending measures for which thresholds are tabled.
///
/// Each coarse step, at most 0.3 of the measure and `width` standard deviations of its cases, is cut
/// into fine ones. Zones between two coarse ones are tested together.
struct MeasureGrid: Sendable {
  /// The measures; the first is 0.
  let values: [Double]
  /// Fine steps in a coarse one, a power of two.
  let fineness: Int
  private let shift: Int

  /// - Parameters:
  ///   - least: the smallest measure above 0 of a location.
  ///   - most: the largest measure of a zone.
  ///   - casesPerMeasure: expected cases for a measure of 1.
  init(least: Double, most: Double, casesPerMeasure: Double, width: Double, fineness: Int) {
    self.fineness = fineness
    shift = fineness.trailingZeroBitCount
    var values = [0.0]
    var value = least
    while value <= most, values.count < 60_000 {
      let expected = value * casesPerMeasure
      let step = min(0.3 * expected, width * expected.squareRoot()) / casesPerMeasure
      for part in 0..<fineness { values.append(value + step * Double(part) / Double(fineness)) }
      value += step
    }
    self.values = values
  }

  /// The last place whose measure is not above a value.
  @inline(__always)
  func place(_ value: Double) -> Int {
    var (low, high) = (0, values.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  /// The number of the coarse step that a place lies in.
  @inline(__always)
  func coarseNumber(_ place: Int) -> Int { (place &- 1) >> shift &+ 1 }

  /// The place where a coarse step begins.
  func coarsePlace(_ number: Int) -> Int { number == 0 ? 0 : (number - 1) << shift + 1 }
}
