/// Cuts GeoJSON text into features by its brackets alone, in bounded memory.
///
/// A collection is one of members that are passed over but for its list of features; any other
/// value of the outermost level is a piece of its own. Nothing is parsed but names of members.
struct GeoJSONPieces {
  /// A feature, or a value of the outermost level, in the bytes that were cut up.
  struct Piece {
    var start: Int
    var end: Int
    /// Its line, and the count of bytes before it in that line.
    var line: Int
    var lineOffset: Int
    /// Counted from 1 in the input.
    var number: Int
    /// Whether it stands in the list of a collection.
    var isInCollection: Bool
  }

  /// Where the text stops making sense.
  struct Fault {
    var line: Int
    var lineOffset: Int
    var reason: String
    /// Whether a piece, the one with this number, was lost.
    var lost: Int?
  }

  /// Where reading stands between two calls.
  private enum State {
    /// Between values of the outermost level.
    case outside
    /// In the list of features.
    case list
    /// Behind the list of features, in the object that holds it.
    case tail
    /// Behind something that cannot be gone on from.
    case lost
    /// In a value that is too long to be kept.
    case skipping(JSONExtent, isInCollection: Bool)
  }

  /// The pieces found, in order.
  private(set) var pieces: [Piece] = []
  /// What was wrong, in order.
  private(set) var faults: [Fault] = []
  /// The texts of members around the list of features of the collections that were begun or ended.
  private(set) var memberTexts: [[UInt8]] = []
  /// How many bytes at the start of those given need not be given again.
  private(set) var consumed = 0
  /// The most bytes in one piece.
  let longest: Int

  private var state = State.outside
  private var number = 0
  private var line = 1
  /// The bytes of the current line before those given.
  private var lineOffset = 0
  /// The offset up to which lines are counted, and where the current one begins.
  private var counted = 0
  private var lineStart = 0

  init(longest: Int) { self.longest = longest }

  /// Whether the text must go on.
  private var isUnfinished: Bool {
    switch state {
    case .outside, .lost: false
    case .list, .tail, .skipping: true
    }
  }

  /// Cuts up bytes, which begin where the last call said; `isLast` when none follow.
  mutating func cut(_ bytes: Span<UInt8>, isLast: Bool) {
    (pieces, faults, memberTexts) = ([], [], [])
    (consumed, counted, lineStart) = (0, 0, -lineOffset)
    loop: while true {
      switch state {
      case .outside: if !outermost(bytes, isLast) { break loop }
      case .list: if !element(bytes, isLast) { break loop }
      case .tail: if !tail(bytes, isLast) { break loop }
      case .lost:
        consumed = bytes.count
        break loop
      case .skipping(var extent, let isInCollection):
        guard let end = extent.end(in: bytes, from: consumed) else {
          state = .skipping(extent, isInCollection: isInCollection)
          consumed = bytes.count
          break loop
        }
        consumed = end
        state = isInCollection ? .list : .outside
      }
    }
    count(bytes, to: consumed)
    lineOffset = consumed - lineStart
    if isLast && isUnfinished {
      fault("the text ends inside a collection; is the file whole?", bytes, at: bytes.count)
    }
  }

  // MARK: Levels

  /// Goes on outside of any value; whether there may be more to do.
  private mutating func outermost(_ bytes: Span<UInt8>, _ isLast: Bool) -> Bool {
    consumed = bytes.offsetBehindBlanks(from: consumed, or: 0x1E)
    guard consumed < bytes.count else { return false }
    guard bytes[consumed] == UInt8(ascii: "{") else { return junk(bytes, isLast) }
    switch members(bytes, from: consumed + 1) {
    case .list(let name, let offset):
      memberTexts.append(bytes.array(consumed..<name) + Array("\"features\":[]}".utf8))
      consumed = offset
      state = .list
      return true
    case .end(let end):
      add(bytes, to: end, isInCollection: false)
      return true
    case .malformed: return bracketed(bytes, isLast, isInCollection: false)
    case .cutOff:
      if bytes.count - consumed > longest || isLast {
        return bracketed(bytes, isLast, isInCollection: false)
      }
      return false
    }
  }

  /// Goes on in the list of features.
  private mutating func element(_ bytes: Span<UInt8>, _ isLast: Bool) -> Bool {
    consumed = bytes.offsetBehindBlanks(from: consumed, or: UInt8(ascii: ","))
    guard consumed < bytes.count else { return false }
    switch bytes[consumed] {
    case UInt8(ascii: "]"):
      consumed += 1
      state = .tail
      return true
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return bracketed(bytes, isLast, isInCollection: true)
    default: return junk(bytes, isLast)
    }
  }

  /// Goes on behind the list of features.
  private mutating func tail(_ bytes: Span<UInt8>, _ isLast: Bool) -> Bool {
    switch members(bytes, from: consumed) {
    case .end(let end):
      memberTexts.append(Array("{\"features\":[]".utf8) + bytes.array(consumed..<end))
      consumed = end
      state = .outside
      return true
    case .list(_, let offset):
      fault("a second list of features stands in one collection; it is read too", bytes, at: offset)
      consumed = offset
      state = .list
      return true
    case .malformed(let offset):
      fault("what follows the list of features is not JSON", bytes, at: offset)
      state = .lost
      return true
    case .cutOff:
      if bytes.count - consumed <= longest { return false }
      fault("what follows the list of features is too long", bytes, at: consumed)
      state = .lost
      return true
    }
  }

  /// Takes a value in brackets; whether it was whole.
  private mutating func bracketed(
    _ bytes: Span<UInt8>, _ isLast: Bool, isInCollection: Bool
  ) -> Bool {
    var extent = JSONExtent()
    if let end = extent.end(in: bytes, from: consumed) {
      if !isTooLong(end - consumed, bytes) {
        add(bytes, to: end, isInCollection: isInCollection)
      } else {
        consumed = end
      }
      return true
    }
    if isTooLong(bytes.count - consumed, bytes) {
      consumed = bytes.count
      state = .skipping(extent, isInCollection: isInCollection)
      return false
    }
    if isLast {
      number += 1
      fault("the text ends inside a feature; is the file whole?", bytes, at: consumed, lost: number)
      state = .lost
      consumed = bytes.count
    }
    return false
  }

  /// Passes over something that begins like no feature, up to the next comma, bracket or line.
  private mutating func junk(_ bytes: Span<UInt8>, _ isLast: Bool) -> Bool {
    let start = consumed
    var end = start + 1
    while end < bytes.count, !",]{\n\u{1E}".utf8.contains(bytes[end]) { end += 1 }
    if end == bytes.count && !isLast && end - start < 65_536 { return false }
    number += 1
    fault("something that is no feature stands here", bytes, at: start, lost: number)
    consumed = end
    return true
  }

  private mutating func isTooLong(_ length: Int, _ bytes: Span<UInt8>) -> Bool {
    guard length > longest else { return false }
    number += 1
    fault("a feature is longer than \(longest >> 20) MB", bytes, at: consumed, lost: number)
    return true
  }

  // MARK: Members

  /// What comes first among the members of an object.
  private enum Found {
    /// The list of features: the offset of its name and that of its first element.
    case list(name: Int, offset: Int)
    /// The end of the object.
    case end(Int)
    case malformed(Int)
    case cutOff
  }

  private func members(_ bytes: Span<UInt8>, from start: Int) -> Found {
    var offset = start
    while true {
      offset = bytes.offsetBehindBlanks(from: offset, or: UInt8(ascii: ","))
      guard offset < bytes.count else { return .cutOff }
      if bytes[offset] == UInt8(ascii: "}") { return .end(offset + 1) }
      guard bytes[offset] == UInt8(ascii: "\"") else { return .malformed(offset) }
      let name = offset
      guard let nameEnd = bytes.endOfString(from: name) else { return .cutOff }
      offset = bytes.offsetBehindBlanks(from: nameEnd, or: UInt8(ascii: ":"))
      guard offset < bytes.count else { return .cutOff }
      switch bytes[offset] {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if bytes[offset] == UInt8(ascii: "["), bytes.isFeatures(name..<nameEnd) {
          return .list(name: name, offset: offset + 1)
        }
        var extent = JSONExtent()
        guard let end = extent.end(in: bytes, from: offset) else { return .cutOff }
        offset = end
      case UInt8(ascii: "\""):
        guard let end = bytes.endOfString(from: offset) else { return .cutOff }
        offset = end
      default:
        while offset < bytes.count, !",]} \n\r\t".utf8.contains(bytes[offset]) { offset += 1 }
        guard offset < bytes.count else { return .cutOff }
      }
    }
  }

  // MARK: Lines

  private mutating func add(_ bytes: Span<UInt8>, to end: Int, isInCollection: Bool) {
    count(bytes, to: consumed)
    number += 1
    pieces.append(
      Piece(
        start: consumed, end: end, line: line, lineOffset: consumed - lineStart, number: number,
        isInCollection: isInCollection))
    consumed = end
  }

  private mutating func fault(
    _ reason: String, _ bytes: Span<UInt8>, at offset: Int, lost: Int? = nil
  ) {
    count(bytes, to: offset)
    faults.append(
      Fault(line: line, lineOffset: offset - lineStart, reason: reason, lost: lost))
  }

  /// Counts lines up to an offset; offsets rise.
  private mutating func count(_ bytes: Span<UInt8>, to offset: Int) {
    guard offset > counted else { return }
    let (feeds, last) = bytes.lineFeeds(from: counted, to: offset)
    line += feeds
    if let last { lineStart = last + 1 }
    counted = offset
  }
}

extension Span<UInt8> {
  /// The first offset that is neither a blank nor another byte.
  fileprivate func offsetBehindBlanks(from start: Int, or other: UInt8) -> Int {
    var offset = start
    while offset < count {
      let byte = self[offset]
      if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 && byte != other { break }
      offset += 1
    }
    return offset
  }

  /// The offset behind a string that begins at an offset; nil if it is not closed.
  fileprivate func endOfString(from start: Int) -> Int? {
    var offset = start + 1
    while true {
      offset = firstOffset(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: offset)
      guard offset < count else { return nil }
      if self[offset] == UInt8(ascii: "\"") { return offset + 1 }
      offset += 2
    }
  }

  /// Whether a range is the text `"features"`.
  fileprivate func isFeatures(_ range: Range<Int>) -> Bool {
    let name: StaticString = "\"features\""
    guard range.count == name.utf8CodeUnitCount else { return false }
    var offset = range.lowerBound
    for byte in "\"features\"".utf8 {
      if self[offset] != byte { return false }
      offset += 1
    }
    return true
  }

  fileprivate func array(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for offset in range { bytes.append(self[offset]) }
    return bytes
  }
}
