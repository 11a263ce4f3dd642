/// Bands of distances or of days, told by their upper ends.
///
/// Band 0 holds what is not above the first end, every further band what is above the end before it and
/// not above its own; one more band holds all beyond the last end. A first end of 0 makes a band of what
/// is equal: the same place, the same day.
public struct Bands<Value: Comparable & Hashable & Sendable & AdditiveArithmetic>: Hashable,
  Sendable
{
  /// The upper ends, ascending, each included in its band.
  public let ends: [Value]

  /// Makes bands; throws unless there is an end, none is negative and each is above the one before.
  public init(_ ends: [Value]) throws(StatisticsError) {
    guard let first = ends.first else { throw StatisticsError("Bands need at least one end.") }
    guard first >= .zero else { throw StatisticsError("A band cannot end at \(first), below 0.") }
    for (before, after) in zip(ends, ends.dropFirst()) where !(before < after) {
      throw StatisticsError("Ends of bands must ascend: \(after) comes after \(before).")
    }
    self.ends = ends
  }

  /// How many bands end somewhere; the band with this number holds the rest.
  public var count: Int { ends.count }

  /// The number of the band of a value; `count` for one beyond the last end. O(number of bands).
  public func band(of value: Value) -> Int {
    ends.firstIndex { value <= $0 } ?? ends.count
  }
}
