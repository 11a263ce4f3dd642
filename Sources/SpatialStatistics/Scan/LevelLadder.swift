/// The levels of the likelihood ratio for which there are tables: 0.25 apart up to 20, then 8 % apart.
enum LevelLadder {
  static func level(_ step: Int) -> Double {
    step <= 80 ? 0.25 * Double(step) : tail[min(step - 80, tail.count - 1)]
  }

  /// The highest level surely below a value.
  static func step(below value: Double) -> Int {
    guard value > 0.25 else { return 0 }
    guard value < 1e12 else { return 80 + tail.count - 1 }
    let sure = value - 1e-9 * max(1, value)
    if sure < 20 { return Int(sure * 4) }
    var step = 80
    while step - 80 + 1 < tail.count, tail[step - 80 + 1] <= sure { step += 1 }
    return step
  }

  static let count = 80 + tail.count

  private static let tail: [Double] = {
    var levels = [20.0]
    while levels[levels.count - 1] < 1e10 { levels.append(levels[levels.count - 1] * 1.08) }
    return levels
  }()
}
