/// A table from coordinates to 32 bits: twelve bytes for each place in it, at most nine tenths of the
/// places taken.
///
/// Open addressing with linear steps. Nothing is ever taken out, and nothing is read in the order of
/// the table.
struct CoordinateTable {
  /// No coordinate: its longitude is beyond 2,000 degrees.
  private static let empty: UInt64 = 0x7FFF_FFFF << 32

  private var keys: [UInt64]
  private var values: [UInt32]
  /// How many coordinates it holds.
  private(set) var count = 0

  init() {
    keys = [UInt64](repeating: Self.empty, count: 64)
    values = [UInt32](repeating: 0, count: 64)
  }

  /// Where a coordinate stands, with its value; nil after putting it in with a first value.
  mutating func insert(_ key: UInt64, _ value: UInt32) -> (slot: Int, value: UInt32)? {
    let slot = slot(of: key)
    if keys[slot] == key { return (slot, values[slot]) }
    keys[slot] = key
    values[slot] = value
    count += 1
    if count * 10 > keys.count * 9 { grow() }
    return nil
  }

  /// Replaces the value at a place given by `insert`.
  mutating func replace(at slot: Int, _ value: UInt32) { values[slot] = value }

  /// The place that holds a key or would take it.
  private func slot(of key: UInt64) -> Int {
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4), scaled to the table.
    let hash = (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(keys.count)).high)
    while keys[slot] != key && keys[slot] != Self.empty {
      slot += 1
      if slot == keys.count { slot = 0 }
    }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    let size = oldKeys.count + oldKeys.count / 2
    keys = [UInt64](repeating: Self.empty, count: size)
    values = [UInt32](repeating: 0, count: size)
    for (key, value) in zip(oldKeys, oldValues) where key != Self.empty {
      let slot = slot(of: key)
      keys[slot] = key
      values[slot] = value
    }
  }
}
