/// The numbers of dead a data set reports without saying who claims them.
public struct ReportedToll: Hashable, Sendable {
  /// The low estimate as given.
  public let low: Int?
  /// The best estimate as given.
  public let best: Int?
  /// The high estimate as given.
  public let high: Int?
  /// Whether there may be more than the numbers given, as in "at least 24".
  public let isOpen: Bool

  /// Makes a reported toll; the numbers may be out of order, and it is closed unless told. Fails if
  /// none is given or one is below 0.
  public init(low: Int?, best: Int?, high: Int?, isOpen: Bool = false) throws(TollError) {
    if low == nil && best == nil && high == nil { throw .empty }
    for case let number? in [low, best, high] where number < 0 { throw .negative(number) }
    self.low = low
    self.best = best
    self.high = high
    self.isOpen = isOpen
  }

  /// The toll: the least and the greatest of the numbers given, and best as given; no greatest
  /// number where it is open.
  public var toll: Toll {
    let given = [low, best, high].compactMap(\.self)
    return Toll(
      minimum: given.min(), best: best, maximum: isOpen ? nil : given.max(), isOpen: isOpen)
  }
}

/// How many were killed according to everything said about an incident.
public struct Toll: Hashable, Sendable {
  /// The least number; nil if a source leaves it open.
  public var minimum: Int?
  /// The most likely number; nil unless a source gives one and no other source gives another.
  public var best: Int?
  /// The greatest number; nil if a source leaves it open.
  public var maximum: Int?
  /// Whether the greatest number is open.
  public var isOpen: Bool

  /// Makes a toll.
  public init(minimum: Int?, best: Int?, maximum: Int?, isOpen: Bool) {
    self.minimum = minimum
    self.best = best
    self.maximum = maximum
    self.isOpen = isOpen
  }
}
