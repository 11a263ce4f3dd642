/// The likelihood ratio of any locations and window in one data set, for what was found in another.
public struct ScanRatio: Sendable {
  private let cases: ScanTable<Int>
  private let measure: ScanTable<Double>
  private let ratio: LikelihoodRatio

  /// Takes the cases and the measure of a model. O(locations * intervals).
  public init(_ model: ScanModel) {
    cases = model.cases
    measure = model.measure
    let total = Double(cases.values.reduce(0, +))
    ratio = LikelihoodRatio(
      model.hasControls ? .bernoulli : .poisson, cases: total,
      measure: model.hasControls ? measure.values.reduce(0, +) : total, units: model.units)
  }

  /// The cases, and the logarithm of the ratio, which is 0 where there are not more than expected.
  public func value(of members: [Int], in window: Range<Int>) -> (observed: Double, ratio: Double) {
    var (count, inside) = (0, 0.0)
    for member in members {
      for interval in window {
        count += cases[member, interval]
        inside += measure[member, interval]
      }
    }
    let observed = Double(count)
    guard ratio.isHigh(observed, inside) else { return (observed / ratio.units, 0) }
    return (observed / ratio.units, max(0, ratio.value(observed, inside)))
  }
}
