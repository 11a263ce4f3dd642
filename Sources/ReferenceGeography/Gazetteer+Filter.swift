extension Gazetteer {
  /// Whether a row may bear a folded name: one of its names folds to it, or has letters beyond ASCII
  /// and a beginning that does not rule it out. O(length of the names), without a text made.
  ///
  /// Folding a name takes a microsecond, and the world has half a million of them.
  static func mayBear(_ key: [UInt8], _ row: ArraySlice<UInt8>, _ columns: Columns) -> Bool {
    var column = 0
    var start = row.startIndex
    while start < row.endIndex {
      let end = row[start...].firstIndex(of: tab) ?? row.endIndex
      if column == columns.name, mayFold(row[start..<end], to: key) { return true }
      if column == columns.alternates {
        var first = start
        while first < end {
          let last = row[first..<end].firstIndex(of: UInt8(ascii: ";")) ?? end
          if mayFold(row[first..<last], to: key) { return true }
          first = last + 1
        }
      }
      column += 1
      start = end + 1
    }
    return false
  }

  /// Whether a name may fold to a key: as `FoldedName.fold` says for ASCII, up to the first letter
  /// beyond it.
  private static func mayFold(_ name: ArraySlice<UInt8>, to key: [UInt8]) -> Bool {
    var matched = 0
    var hasGap = false
    for byte in name {
      if byte >= 0x80 { return true }
      var letter = byte
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter |= 0x20
      case UInt8(ascii: "'"), UInt8(ascii: "`"): continue
      default:
        hasGap = matched > 0
        continue
      }
      if hasGap {
        guard matched < key.count, key[matched] == UInt8(ascii: " ") else { return false }
        matched += 1
        hasGap = false
      }
      guard matched < key.count, key[matched] == letter else { return false }
      matched += 1
    }
    return matched == key.count
  }
}
