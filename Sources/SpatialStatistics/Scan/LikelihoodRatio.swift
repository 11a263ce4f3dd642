import Foundation

/// The logarithm of the likelihood ratio of a zone and window with more cases than expected.
///
/// For a given number of cases it falls as the measure grows, and it is convex; for a given measure it
/// grows with the cases. Source: Kulldorff (1997), "A spatial scan statistic", Communications in
/// Statistics: Theory and Methods 26.
struct LikelihoodRatio: Sendable {
  /// What a measure is: expected cases, or cases and controls.
  enum Form: Sendable {
    case poisson
    case bernoulli
  }

  let form: Form
  /// The units of all cases.
  let cases: Double
  /// The measure of all; equal to the cases for Poisson.
  let measure: Double
  /// The units of a case: counts and measures are of units, the ratio of cases.
  let units: Double
  private let null: Double

  init(_ form: Form, cases: Double, measure: Double, units: Int = 1) {
    self.form = form
    self.cases = cases
    self.measure = measure
    self.units = Double(units)
    null =
      form == .poisson ? 0 : Self.entropy(cases, measure) + Self.entropy(measure - cases, measure)
  }

  /// Whether there are more cases than expected.
  @inline(__always)
  func isHigh(_ count: Double, _ inside: Double) -> Bool { count * measure > inside * cases }

  /// The logarithm for a number of cases above what is expected of the measure.
  func value(_ count: Double, _ inside: Double) -> Double {
    ofUnits(count, inside) / units
  }

  private func ofUnits(_ count: Double, _ inside: Double) -> Double {
    switch form {
    case .poisson:
      guard inside > 0 else { return .infinity }
      let out = cases - count
      let first = count * log(count / inside)
      return out > 0 ? first + out * log(out / (measure - inside)) : first
    case .bernoulli:
      let (outCases, out) = (cases - count, measure - inside)
      return Self.entropy(count, inside) + Self.entropy(inside - count, inside)
        + Self.entropy(outCases, out) + Self.entropy(out - outCases, out) - null
    }
  }

  /// part * ln(part / whole), 0 for an empty part.
  private static func entropy(_ part: Double, _ whole: Double) -> Double {
    part > 0 ? part * log(part / whole) : 0
  }

  /// How fast the logarithm changes with the measure.
  private func slope(_ count: Double, _ inside: Double) -> Double {
    switch form {
    case .poisson: ((cases - count) / (measure - inside) - count / inside) / units
    case .bernoulli:
      (log((inside - count) / inside)
        - log((measure - inside - cases + count) / (measure - inside))) / units
    }
  }

  /// The largest measure at which a number of cases still reaches a level, at most 1e-10 of it above
  /// the true one; 0 if none does.
  ///
  /// Newton's method from below, where a convex falling function never lets it overshoot.
  /// - Parameter start: such a measure of a smaller number, or 0.
  func largestMeasure(reaching level: Double, count: Double, from start: Double) -> Double {
    var high = min(count * measure / cases, measure)
    guard level > 0 else { return high }
    var low: Double
    switch form {
    case .poisson: low = max(start, count * exp(-level * units / count - 1))
    case .bernoulli: low = max(start, count)
    }
    guard low > 0, low < high, value(count, low) >= level else {
      return low >= high ? high : form == .poisson ? low * (1 + 1e-10) : 0
    }
    for _ in 0..<200 {
      let slope = slope(count, low)
      let step = (level - value(count, low)) / slope
      if slope.isFinite, !(step > low * 1e-12) { break }
      var next = low + step
      if !slope.isFinite || !(next < high) {
        next = (low + high) / 2
        if value(count, next) < level {
          high = next
          if high - low <= low * 1e-12 { break }
          continue
        }
      }
      low = next
    }
    return low * (1 + 1e-10)
  }
}
