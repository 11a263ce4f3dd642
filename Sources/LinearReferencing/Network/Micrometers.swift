/// Lengths along a network in whole micrometres.
///
/// Sums of whole numbers do not depend on the order of adding, so a distance is the same from both
/// ends and equal ways are equal, on every machine.
enum Micrometers {
  /// Farther than any way: half of what the type holds, so that two may be added.
  static let greatest = Int64.max / 2

  /// The length nearest to a number of metres; 0 for less, and for what is no number.
  static func count(_ meters: Double) -> Int64 {
    guard meters > 0 else { return 0 }
    let count = (meters * 1e6).rounded()
    return count < Double(greatest) ? Int64(count) : greatest
  }

  /// The length in metres. Different lengths below two million kilometres give different numbers.
  static func meters(_ count: Int64) -> Double { Double(count) / 1e6 }
}
