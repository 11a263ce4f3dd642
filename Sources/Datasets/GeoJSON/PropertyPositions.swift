/// The positions of names among Balise's properties, found once for each name.
///
/// Features of one file have the same names, mostly in the same order, so that the next name is
/// nearly always the one that followed the last time.
struct PropertyPositions {
  /// This many names are kept; further ones are looked up each time.
  private static let capacity = 128

  private var known: [(name: String, position: Int?)] = []
  private var next = 0

  /// The position of a name; nil for a name that is not Balise's. O(1) in the usual order.
  mutating func position(of name: String) -> Int? {
    for index in next..<known.count where known[index].name == name { return take(index) }
    for index in 0..<next where known[index].name == name { return take(index) }
    let position = BaliseProperty.positions[name]
    guard known.count < Self.capacity else { return position }
    known.append((name, position))
    return take(known.count - 1)
  }

  private mutating func take(_ index: Int) -> Int? {
    next = index + 1
    return known[index].position
  }
}
