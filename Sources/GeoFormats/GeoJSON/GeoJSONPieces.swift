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

  /// How often reading begins anew behind a feature that is never closed.
  private static let mostRestarts = 64

  private var state = State.outside
  private var restarts = 0
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
    switch bytes.featureList(from: consumed + 1) {
    case .list(let name, let offset):
      memberTexts.append(bytes.array(consumed..<name) + Array("\"features\":[]}".utf8))
      consumed = offset
      state = .list
      return true
    case .end(let end):
      add(bytes, to: end, isInCollection: false)
      return true
    case .malformed(let offset):
      var extent = JSONExtent()
      let end = extent.end(in: bytes, from: consumed) ?? bytes.count
      // A damaged member before the list of features must not cost the list.
      guard let next = bytes.lineOfFeature(from: offset), next < end else {
        return bracketed(bytes, isLast, isInCollection: false)
      }
      fault("what stands before the list of features is not JSON", bytes, at: offset)
      consumed = next
      state = .list
      return true
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
    switch bytes.featureList(from: consumed) {
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
      state = beginAnew(bytes) ? .list : .lost
      return true
    case .cutOff:
      if bytes.count - consumed <= longest && !isLast { return false }
      fault("what follows the list of features has no end; is the file whole?", bytes, at: consumed)
      state = beginAnew(bytes) ? .list : .lost
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
    let isTooLong = isTooLong(bytes.count - consumed, bytes)
    guard isTooLong || isLast else { return false }
    if !isTooLong {
      number += 1
      fault("the text ends inside a feature; is the file whole?", bytes, at: consumed, lost: number)
    }
    if beginAnew(bytes) { return true }
    consumed = bytes.count
    state = isTooLong ? .skipping(extent, isInCollection: isInCollection) : .lost
    return false
  }

  /// Goes to the next feature that begins on a line of its own; whether there is one.
  private mutating func beginAnew(_ bytes: Span<UInt8>) -> Bool {
    guard restarts < Self.mostRestarts, let next = bytes.lineOfFeature(from: consumed + 1) else {
      return false
    }
    restarts += 1
    consumed = next
    return true
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
