import Foundation

/// The Gumbel distribution with the mean and the standard deviation of the replicates' maxima, whose
/// tail tells p-values smaller than any rank (Abrams, Kleinman and Kulldorff 2010).
struct GumbelTail: Sendable {
  private let location: Double
  private let scale: Double

  /// Nil for less than two maxima, or equal ones.
  init?(_ maxima: [Double]) {
    guard maxima.count > 1 else { return nil }
    let count = Double(maxima.count)
    let mean = maxima.reduce(0, +) / count
    let variance = maxima.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    guard variance > 0 else { return nil }
    scale = variance.squareRoot() * 6.0.squareRoot() / .pi
    location = mean - 0.5772156649015329 * scale  // Euler's constant
  }

  /// The probability of a maximum at least so large.
  func probability(_ value: Double) -> Double { -expm1(-exp((location - value) / scale)) }
}
