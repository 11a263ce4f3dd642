import SimpleFeatures

/// How many were killed according to one source, as bounds that may be open.
public struct TollInterval: Hashable, Sendable {
  /// The least number; nil if none is given.
  public let minimum: Int?
  /// The greatest number; nil if it is open ("at least 24").
  public let maximum: Int?
  /// The number the source holds most likely; nil if it gives none.
  public let best: Int?

  /// Makes an interval; fails unless 0 <= minimum <= best <= maximum and one of them is given.
  public init(minimum: Int?, maximum: Int?, best: Int? = nil) throws(TollError) {
    let ordered = [minimum, best, maximum].compactMap(\.self)
    if ordered.isEmpty { throw .empty }
    if let negative = ordered.first(where: { $0 < 0 }) { throw .negative(negative) }
    for (low, high) in zip(ordered, ordered.dropFirst()) where low > high {
      throw .disordered(low, high)
    }
    self.minimum = minimum
    self.maximum = maximum
    self.best = best
  }

  /// Parses `24` (which is also its best), `24-30`, `>=24`, `24+` or `<=30`, of up to nine digits.
  public init(text: String) throws(TollError) {
    func count(_ digits: Substring) throws(TollError) -> Int {
      // Nine digits are more people than there are in any country but two; sums cannot overflow.
      guard (1...9).contains(digits.utf8.count),
        digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let value = Int(digits)
      else { throw .unreadable(text) }
      return value
    }
    if text.hasPrefix(">=") {
      try self.init(minimum: count(text.dropFirst(2)), maximum: nil)
    } else if text.hasPrefix("<=") {
      try self.init(minimum: nil, maximum: count(text.dropFirst(2)))
    } else if text.hasSuffix("+") {
      try self.init(minimum: count(text.dropLast()), maximum: nil)
    } else if let dash = text.dropFirst().firstIndex(of: "-") {
      try self.init(
        minimum: count(text[..<dash]), maximum: count(text[text.index(after: dash)...]))
    } else {
      try self.init(exactly: count(text[...]))
    }
  }

  /// Makes the interval of a single number, which is its minimum, maximum and best.
  public init(exactly count: Int) throws(TollError) {
    try self.init(minimum: count, maximum: count, best: count)
  }
}

/// Numbers of dead that cannot be taken.
public enum TollError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No number is given.
  case empty
  /// A number below 0.
  case negative(Int)
  /// A lower number stands above a higher one.
  case disordered(Int, Int)
  /// Text of no known form.
  case unreadable(String)

  /// The fault as a sentence.
  public var description: String {
    switch self {
    case .empty: "the toll gives no number; give min, best or max"
    case .negative(let value): "the toll \(value) is below 0"
    case .disordered(let low, let high):
      "the toll is out of order: min <= best <= max must hold, but \(low) is above \(high)"
    case .unreadable(let text):
      "the toll \(text.quoted) cannot be read; write 24, \">=24\", \"24+\", \"24-30\" or \"<=30\""
    }
  }
}
