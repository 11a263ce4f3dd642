/// Sets of numbers that are joined as time goes on (Tarjan 1975), with the smallest as its name.
struct DisjointSets {
  private var parents: [UInt32]

  /// Each number in a set of its own.
  init(count: Int) { parents = (0..<count).map { UInt32(truncatingIfNeeded: $0) } }

  /// The name of the set of a number: its smallest member. Nearly O(1).
  mutating func name(of number: Int) -> Int {
    var number = UInt32(truncatingIfNeeded: number)
    while true {
      let parent = parents[Int(number)]
      if parent == number { return Int(number) }
      let grandparent = parents[Int(parent)]
      parents[Int(number)] = grandparent
      number = grandparent
    }
  }

  /// Joins the sets of two numbers; false if they were one set.
  @discardableResult
  mutating func join(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (name(of: a), name(of: b))
    if a == b { return false }
    parents[max(a, b)] = UInt32(truncatingIfNeeded: min(a, b))
    return true
  }

  /// Joins what is joined in other sets of the same numbers.
  mutating func join(_ other: inout DisjointSets) {
    for number in parents.indices { join(number, other.name(of: number)) }
  }
}
