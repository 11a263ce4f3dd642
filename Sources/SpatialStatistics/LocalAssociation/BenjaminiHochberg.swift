/// P-values adjusted for the number of tests, so that of those up to a limit at most that share is
/// expected to be false.
///
/// Source: Benjamini and Hochberg (1995), "Controlling the false discovery rate", J. R. Stat. Soc. B
/// 57(1), 289-300.
public enum BenjaminiHochberg {
  /// The adjusted p-values; what was not tested stays nil and does not count. O(n log n).
  public static func adjusted(_ pValues: [Double?]) -> [Double?] {
    let tested = pValues.indices.filter { pValues[$0] != nil }
    let ordered = tested.map { (unit: $0, p: pValues[$0] ?? 1) }.sorted { $0.p > $1.p }
    var adjusted = [Double?](repeating: nil, count: pValues.count)
    var least = 1.0
    for (place, item) in ordered.enumerated() {
      let rank = Double(ordered.count - place)
      least = min(least, item.p * Double(ordered.count) / rank)
      adjusted[item.unit] = least
    }
    return adjusted
  }

  /// How many tests must have the smallest possible p-value before one of them can be rejected.
  public static func leastRejections(tests: Int, smallestP: Double, level: Double) -> Int {
    // A hair less, so that what is a whole number stays one.
    max(1, Int((Double(tests) * smallestP / level - 1e-9).rounded(.up)))
  }
}
