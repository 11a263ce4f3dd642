import Geodesy

/// The locations round each centre in the order in which zones take them in: by distance, then by the
/// smaller x, y and z of their embedded position.
struct NeighborOrder: Sendable {
  private let xs: [Double]
  private let ys: [Double]
  private let zs: [Double]

  init(_ locations: ScanLocations) {
    let embedded = locations.positions.map(locations.space.embedded)
    xs = embedded.map(\.x)
    ys = embedded.map(\.y)
    zs = embedded.map(\.z)
  }

  /// The straight line between two locations.
  func chord(_ a: Int, _ b: Int) -> Double { squared(a, b).squareRoot() }

  private func squared(_ a: Int, _ b: Int) -> Double {
    let (x, y, z) = (xs[a] - xs[b], ys[a] - ys[b], zs[a] - zs[b])
    return x * x + y * y + z * z
  }

  /// All locations in the order of a centre. O(n); `keys` and `spare` are scratch space.
  ///
  /// A radix sort by the square in single precision (Knuth, TAOCP 3, 5.2.5), then insertion by the true
  /// order, which moves only what single precision could not tell apart.
  func sort(around center: Int, keys: inout [UInt64], spare: inout [UInt64]) {
    let count = xs.count
    keys.removeAll(keepingCapacity: true)
    let (x0, y0, z0) = (xs[center], ys[center], zs[center])
    var first = Array(repeating: 0, count: 2048)
    var second = first
    var third = Array(repeating: 0, count: 1024)
    for place in 0..<count {
      let (x, y, z) = (xs[place] - x0, ys[place] - y0, zs[place] - z0)
      let bits = Float(x * x + y * y + z * z).bitPattern
      keys.append(UInt64(bits) << 32 | UInt64(place))
      first[Int(bits & 2047)] += 1
      second[Int(bits >> 11 & 2047)] += 1
      third[Int(bits >> 22)] += 1
    }
    if spare.count != count { spare = keys }
    RadixPass.distribute(keys, &spare, &first, shift: 32)
    RadixPass.distribute(spare, &keys, &second, shift: 43)
    RadixPass.distribute(keys, &spare, &third, shift: 54)
    swap(&keys, &spare)
    for place in keys.indices.dropFirst() {
      let entry = keys[place]
      let square = squared(center, Int(entry & 0xFFFF_FFFF))
      var hole = place
      while hole > 0 {
        let before = keys[hole - 1]
        let other = squared(center, Int(before & 0xFFFF_FFFF))
        // Squares further apart than this have roots that differ.
        guard square <= other * (1 + 4e-16) else { break }
        guard precedes(entry, square, before, other) else { break }
        keys[hole] = before
        hole -= 1
      }
      if hole != place { keys[hole] = entry }
    }
  }

  private func precedes(_ a: UInt64, _ squareA: Double, _ b: UInt64, _ squareB: Double) -> Bool {
    let (a, b) = (Int(a & 0xFFFF_FFFF), Int(b & 0xFFFF_FFFF))
    return (squareA.squareRoot(), xs[a], ys[a], zs[a]) < (squareB.squareRoot(), xs[b], ys[b], zs[b])
  }
}
