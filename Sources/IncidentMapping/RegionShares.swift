/// Shares by position of the region; few, as a rule.
struct RegionShares {
  /// The shares by ascending position.
  private(set) var inOrder: [(position: Int, share: Double)] = []

  /// What the shares add up to.
  var sum: Double { inOrder.reduce(0) { $0 + $1.share } }

  /// Adds to the share of a region. O(shares).
  mutating func add(_ share: Double, to position: Int) {
    var index = inOrder.count
    if index == 0 { inOrder.reserveCapacity(4) }
    while index > 0, inOrder[index - 1].position >= position {
      index -= 1
      if inOrder[index].position == position {
        inOrder[index].share += share
        return
      }
    }
    inOrder.insert((position, share), at: index)
  }

  /// Takes regions out. O(shares).
  mutating func remove(where isUnwanted: (Int) -> Bool) {
    inOrder.removeAll { isUnwanted($0.position) }
  }

  /// Multiplies all shares by a factor and leaves out what is then not above a limit.
  mutating func scale(by factor: Double, leavingOutUpTo limit: Double) {
    for index in inOrder.indices { inOrder[index].share *= factor }
    if inOrder.contains(where: { $0.share <= limit }) { inOrder.removeAll { $0.share <= limit } }
  }
}
