/// What comes first among the members of an object.
enum FeatureListSearch {
  /// The list of features: the offset of its name and that of its first element.
  case list(name: Int, offset: Int)
  /// The end of the object.
  case end(Int)
  /// Something that is no member.
  case malformed(Int)
  /// The end of the bytes.
  case cutOff
}

extension Span<UInt8> {
  /// Passes over members, from behind the opening brace or behind a member, up to a list of features.
  /// Stray and missing commas are not looked at. O(length).
  func featureList(from start: Int) -> FeatureListSearch {
    var offset = start
    while true {
      offset = offsetBehindBlanks(from: offset, or: UInt8(ascii: ","))
      guard offset < count else { return .cutOff }
      if self[offset] == UInt8(ascii: "}") { return .end(offset + 1) }
      guard self[offset] == UInt8(ascii: "\"") else { return .malformed(offset) }
      let name = offset
      guard let nameEnd = endOfString(from: name) else { return .cutOff }
      offset = offsetBehindBlanks(from: nameEnd, or: UInt8(ascii: ":"))
      guard offset < count else { return .cutOff }
      switch self[offset] {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if self[offset] == UInt8(ascii: "["), nameEnd - name == 10,
          holds("\"features\"", at: name)
        {
          return .list(name: name, offset: offset + 1)
        }
        var extent = JSONExtent()
        guard let end = extent.end(in: self, from: offset) else { return .cutOff }
        offset = end
      case UInt8(ascii: "\""):
        guard let end = endOfString(from: offset) else { return .cutOff }
        offset = end
      default:
        while offset < count, !",]} \n\r\t".utf8.contains(self[offset]) { offset += 1 }
        guard offset < count else { return .cutOff }
      }
    }
  }

  /// The first offset that is neither a blank nor another byte.
  func offsetBehindBlanks(from start: Int, or other: UInt8) -> Int {
    var offset = start
    while offset < count {
      let byte = self[offset]
      if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 && byte != other { break }
      offset += 1
    }
    return offset
  }

  /// The offset of the next feature that begins on a line of its own.
  func lineOfFeature(from start: Int) -> Int? {
    var offset = start
    while true {
      offset = firstOffset(of: 0x0A, or: 0x0A, from: offset)
      guard offset < count else { return nil }
      let line = offsetBehindBlanks(from: offset, or: 0x1E)
      offset += 1
      guard line < count, self[line] == UInt8(ascii: "{") else { continue }
      let name = offsetBehindBlanks(from: line + 1, or: 0x20)
      guard holds("\"type\"", at: name) else { continue }
      let value = offsetBehindBlanks(from: name + 6, or: UInt8(ascii: ":"))
      if holds("\"Feature\"", at: value) { return line }
    }
  }

  /// The offset behind a string that begins at an offset; nil if it is not closed.
  func endOfString(from start: Int) -> Int? {
    var offset = start + 1
    while true {
      offset = firstOffset(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: offset)
      guard offset < count else { return nil }
      if self[offset] == UInt8(ascii: "\"") { return offset + 1 }
      offset += 2
    }
  }

  /// Whether some text stands at an offset.
  func holds(_ text: String, at start: Int) -> Bool {
    var offset = start
    for byte in text.utf8 {
      guard offset < count, self[offset] == byte else { return false }
      offset += 1
    }
    return true
  }

  func array(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for offset in range { bytes.append(self[offset]) }
    return bytes
  }
}
