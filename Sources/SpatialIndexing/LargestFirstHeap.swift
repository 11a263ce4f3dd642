/// The smallest few of many numbers, the largest of the few at hand (a binary heap, Williams 1964).
struct LargestFirstHeap {
  private var values: [Double] = []

  var count: Int { values.count }

  /// The largest number kept; infinite if none is.
  var largest: Double { values.first ?? .infinity }

  /// Adds a number and keeps the `limit` smallest. O(log limit).
  mutating func insert(_ value: Double, keeping limit: Int) {
    if values.count < limit {
      values.append(value)
      var child = values.count - 1
      while child > 0, values[(child - 1) / 2] < values[child] {
        values.swapAt((child - 1) / 2, child)
        child = (child - 1) / 2
      }
    } else if value < largest {
      values[0] = value
      sink()
    }
  }

  private mutating func sink() {
    var parent = 0
    while case let left = 2 * parent + 1, left < values.count {
      let right = left + 1
      let child = right < values.count && values[right] > values[left] ? right : left
      guard values[child] > values[parent] else { return }
      values.swapAt(parent, child)
      parent = child
    }
  }
}
