import SimpleFeatures

/// An order of positions in which near ones mostly lie near each other.
enum SpatialSequence {
  /// Along the Morton curve over the box of the positions (Morton 1966). O(n log n).
  static func order(_ positions: [Coordinate]) -> [Int] {
    let xs = positions.map(\.x)
    let ys = positions.map(\.y)
    guard let left = xs.min(), let right = xs.max(), let lower = ys.min(), let upper = ys.max()
    else {
      return []
    }
    let scale = 65_535 / max(right - left, upper - lower, 1e-300)
    let keys = positions.map { position in
      spread(UInt64((position.x - left) * scale)) | spread(UInt64((position.y - lower) * scale))
        << 1
    }
    return positions.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  /// The lowest 16 bits, with a zero before each.
  private static func spread(_ value: UInt64) -> UInt64 {
    var value = value & 0xFFFF
    value = (value | value << 8) & 0x00FF_00FF
    value = (value | value << 4) & 0x0F0F_0F0F
    value = (value | value << 2) & 0x3333_3333
    value = (value | value << 1) & 0x5555_5555
    return value
  }
}
