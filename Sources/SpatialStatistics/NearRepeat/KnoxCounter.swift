/// Counts pairs of slots that are near in space and whose days are near.
struct KnoxCounter: Sendable {
  private let pairs: NearPairs
  private let ends: [Int32]

  init(_ pairs: NearPairs, ends: [Int]) {
    self.pairs = pairs
    self.ends = ends.map { Int32(truncatingIfNeeded: $0) }
  }

  /// For each band of distance and each end of time the pairs no further apart in time than that end.
  /// - Parameter items: the day of each item, within `KnoxTest.dayLimit` of 0.
  func near(_ items: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: pairs.bands.count * ends.count)
    guard items.count == pairs.count else { return counts }
    let days = pairs.order.map { items[$0] }
    // Slots of spots and runs lie within 0..<pairs.count, which is the count of days.
    unsafe days.withUnsafeBufferPointer { days in
      for spot in 0..<pairs.spotCount {
        let own = pairs.spots[spot]..<pairs.spots[spot + 1]
        for slot in own where slot + 1 < own.upperBound {
          for (place, end) in ends.enumerated() {
            counts[place] += unsafe Self.near(
              days, slot + 1, own.upperBound, days[slot], end)
          }
        }
        for band in 0..<pairs.bands.count {
          for run in pairs.runs(of: spot, band: band) {
            for slot in own {
              for (place, end) in ends.enumerated() {
                counts[band * ends.count + place] += unsafe Self.near(
                  days, Int(run.first), Int(run.end), days[slot], end)
              }
            }
          }
        }
      }
    }
    return counts
  }

  /// How many days of a run are within a number of days of one; a loop that needs no branch, so that
  /// several are counted at once.
  @inline(__always)
  private static func near(
    _ days: UnsafeBufferPointer<Int32>, _ first: Int, _ end: Int, _ day: Int32, _ reach: Int32
  ) -> Int {
    var count: Int32 = 0
    for slot in first..<end {
      let gap = unsafe days[slot] &- day &+ reach
      count &+= UInt32(bitPattern: gap) <= UInt32(bitPattern: reach &+ reach) ? 1 : 0
    }
    return Int(count)
  }
}
