extension KnoxTest {
  /// The items that make the pairs of each cell that ends in space and in time, by distance and then
  /// by time; ascending. O(near pairs).
  ///
  /// An item belongs to a cell where a pair with it may lie in the cell, however unlikely.
  /// - Parameters: as in `table(of:certain:partial:days:reports:threads:)`.
  public func items(
    of pairs: NearPairs, certain: [Bool], partial: [PartialPair], days: [ClosedRange<Int>],
    reports: [UInt64] = []
  ) -> [[Int]] {
    let spans = DaySpan.spans(days, reports: reports)
    let none = [Bool](repeating: false, count: pairs.count)
    var isIn = [[Bool]](repeating: none, count: pairs.bands.count * timeBands.count)
    func add(_ first: Int, _ second: Int, _ band: Int) {
      var nearer = 0.0
      for (place, end) in timeBands.ends.enumerated() {
        let share = spans[first].share(within: end, of: spans[second])
        if share > nearer {
          isIn[band * timeBands.count + place][first] = true
          isIn[band * timeBands.count + place][second] = true
        }
        nearer = share
      }
    }
    pairs.forEach { first, second, band in
      if certain[first], certain[second] { add(first, second, band) }
    }
    for pair in partial { add(Int(pair.first), Int(pair.second), Int(pair.band)) }
    return isIn.map { isIn in isIn.indices.filter { isIn[$0] } }
  }
}
