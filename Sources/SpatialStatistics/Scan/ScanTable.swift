/// A value for each location and interval of a scan, locations in the order of `ScanLocations`.
public struct ScanTable<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The number of intervals.
  public let intervals: Int
  /// The values, all intervals of the first location first.
  public var values: [Value]

  /// The number of locations.
  public var locations: Int { values.count / intervals }

  /// Makes a table that holds the same value everywhere.
  /// - Parameter intervals: 1 or more; fewer count as 1.
  public init(repeating value: Value, locations: Int, intervals: Int = 1) {
    self.intervals = max(1, intervals)
    values = Array(repeating: value, count: max(0, locations) * self.intervals)
  }

  /// The value of a location in an interval, both counted from 0.
  public subscript(location: Int, interval: Int) -> Value {
    get { values[location * intervals + interval] }
    set { values[location * intervals + interval] = newValue }
  }

  /// The values of a location, by interval.
  public func row(_ location: Int) -> ArraySlice<Value> {
    values[location * intervals..<(location + 1) * intervals]
  }
}
