extension SeededStream {
  /// A whole number from 0 to below a count, each as likely as any other (Lemire 2019, "Fast random
  /// integer generation in an interval"). The count must be above 0.
  @inline(__always)
  mutating func index(below count: Int) -> Int {
    let count = UInt64(truncatingIfNeeded: count)
    var (high, low) = next().multipliedFullWidth(by: count)
    if low < count {
      let least = (0 &- count) % count
      while low < least { (high, low) = next().multipliedFullWidth(by: count) }
    }
    return Int(truncatingIfNeeded: high)
  }

  /// Elements in a random order (Fisher and Yates 1938). O(n).
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for place in elements.indices.dropLast() {
      elements.swapAt(place, place + index(below: elements.count - place))
    }
    return elements
  }
}
