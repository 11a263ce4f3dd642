extension JSONByteWriter {
  /// Appends the record that begins at an offset as members of an object, each with a comma before
  /// it, and notes where its fields lie; nil where it is not as it should be, holds a value that is
  /// not of its column's form, or does not fit.
  ///
  /// Text is copied eight bytes at a time up to the next byte that needs thought: one load, one
  /// store and one mask for what reading and writing each would need.
  mutating func appendRecord(
    of bytes: Span<UInt8>, at start: Int, separator: UInt8, _ members: CSVMembers,
    _ fields: inout [CSVField]
  ) -> (offset: Int, lineCount: Int, hasHighBytes: Bool)? {
    var copy = RecordCopy(at: start, separator: separator, target: count, capacity: capacity)
    let columns = members.columns.span
    let names = members.names.span
    var found = fields.mutableSpan
    let last = columns.count - 1
    for column in 0...max(0, last) {
      let form = columns[column].form
      let name = (offset: column &* members.stride, length: columns[column].nameLength)
      // Room for a name, a number and what is stored beyond a text's end; text asks for more.
      guard copy.hasRoom(members.stride) else { break }
      let mark = copy.target
      let field: CSVField
      switch form {
      case .none:
        field = self.copy(&copy, bytes)
        copy.target = mark
      case .text:
        storeName(name, names, at: mark)
        copy.target &+= name.length
        field = self.copy(&copy, bytes)
        storeByte(UInt8(ascii: "\""), at: copy.target)
        copy.target = field.isEmpty ? mark : copy.target &+ 1
      case .integer, .number:
        if form == .integer, let short = copyShortInteger(&copy, bytes, names, name) {
          field = short
        } else {
          let other = appendNumber(bytes, copy, names, name, form)
          (field, copy.ending, copy.offset, copy.target) =
            (other.field, other.ending, other.offset, other.target)
        }
      }
      found[column] = field
      if copy.ending == .field && column < last {
        copy.offset &+= 1
      } else if copy.ending == .record && column == last {
        count = copy.target
        return (copy.offset &+ 1, copy.lineCount &+ 1, copy.high & ByteWord.highs != 0)
      } else {
        break
      }
    }
    isFull = copy.isFull
    return nil
  }

  /// Copies a field, quoted or not.
  @inline(__always)
  private func copy(_ copy: inout RecordCopy, _ bytes: Span<UInt8>) -> CSVField {
    let isQuoted = bytes[copy.offset] == UInt8(ascii: "\"")
    return isQuoted ? copyQuoted(&copy, bytes) : copyUnquoted(&copy, bytes)
  }

  @inline(__always)
  private func copyUnquoted(_ copy: inout RecordCopy, _ bytes: Span<UInt8>) -> CSVField {
    let start = copy.offset
    while true {
      let word = copy.word(bytes)
      storeWord(word, at: copy.target)
      copy.high |= word
      let found = ByteWord.escapes(word, or: copy.separators)
      copy.advance(found.trailingZeroBitCount >> 3)
      if found == 0 {
        if copy.hasRoom(0) { continue }
        return copy.end(.odd, start)
      }
      let byte = bytes[copy.offset]
      if byte == copy.separator { return copy.end(.field, start) }
      if byte == 0x0A { return copy.end(.record, start) }
      if byte == 0x0D && bytes[copy.offset &+ 1] == 0x0A {
        let field = copy.end(.record, start)
        copy.offset &+= 1
        return field
      }
      guard byte != 0, copy.hasRoom(0) else { return copy.end(.odd, start) }
      copy.target = storeEscaped(byte, at: copy.target)
      copy.offset &+= 1
    }
  }

  @inline(__always)
  private func copyQuoted(_ copy: inout RecordCopy, _ bytes: Span<UInt8>) -> CSVField {
    copy.offset &+= 1
    let start = copy.offset
    while true {
      let word = copy.word(bytes)
      storeWord(word, at: copy.target)
      copy.high |= word
      let found = ByteWord.escapes(word)
      copy.advance(found.trailingZeroBitCount >> 3)
      guard copy.hasRoom(0) else { return copy.end(.odd, start) }
      if found == 0 { continue }
      let byte = bytes[copy.offset]
      if byte == UInt8(ascii: "\"") {
        if bytes[copy.offset &+ 1] == byte {
          storeWord(UInt64(0x225C), at: copy.target)
          copy.target &+= 2
          copy.offset &+= 2
          continue
        }
        let field = CSVField(start: start, end: copy.offset, isQuoted: true)
        (copy.offset, copy.ending) = RecordCopy.behindQuote(copy.offset, copy.separator, bytes)
        return field
      }
      guard byte != 0 else { return copy.end(.odd, start) }
      if byte == 0x0A { copy.lineCount &+= 1 }
      copy.target = storeEscaped(byte, at: copy.target)
      copy.offset &+= 1
    }
  }

  /// Copies a whole number of at most seven bytes without a minus, without the `.0` behind it, or
  /// an empty field; nil for all else.
  @inline(__always)
  private func copyShortInteger(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int)
  ) -> CSVField? {
    let word = copy.word(bytes)
    let found = ByteWord.escapes(word, or: copy.separators)
    let length = found.trailingZeroBitCount >> 3
    guard length < 8 else { return nil }
    let byte = bytes[copy.offset &+ length]
    guard byte == copy.separator || byte == 0x0A else { return nil }
    let hasFraction = length > 2 && (word >> UInt64(8 &* (length &- 2))) & 0xFFFF == 0x302E
    let digits = hasFraction ? length &- 2 : length
    guard ByteWord.areDigits(word, first: digits), word & 0xFF != 0x30 || digits <= 1 else {
      return nil
    }
    storeName(name, names, at: copy.target)
    storeWord(word, at: copy.target &+ name.length)
    copy.target &+= digits == 0 ? 0 : name.length &+ digits
    let start = copy.offset
    copy.offset &+= length
    return copy.end(byte == 0x0A ? .record : .field, start)
  }

  /// Appends a number as it stands; nothing for an empty field.
  @inline(never)
  private mutating func appendNumber(
    _ bytes: Span<UInt8>, _ copy: borrowing RecordCopy, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ form: CSVMembers.Form
  ) -> (field: CSVField, ending: RecordCopy.Ending, offset: Int, target: Int) {
    let (field, ending, offset) = copy.find(bytes)
    if field.isEmpty || ending == .odd { return (field, ending, offset, copy.target) }
    storeName(name, names, at: copy.target)
    let start = count
    count = copy.target + name.length
    let isPlain =
      form == .integer
      ? appendPlainInteger(field, of: bytes) : appendPlainNumber(field, of: bytes)
    let target = count
    count = start
    return (field, isPlain ? ending : .odd, offset, target)
  }

  // MARK: Stores without a check, where `hasRoom` was asked before

  @inline(__always)
  private func storeName(_ name: (offset: Int, length: Int), _ names: Span<UInt8>, at target: Int) {
    let raw = unsafe names.bytes
    var done = 0
    repeat {
      let part = unsafe raw.unsafeLoadUnaligned(
        fromByteOffset: name.offset &+ done, as: SIMD32<UInt8>.self)
      unsafe base.storeBytes(of: part, toByteOffset: target &+ done, as: SIMD32<UInt8>.self)
      done &+= CSVMembers.slot
    } while done < name.length
  }

  @inline(__always)
  private func storeWord(_ word: UInt64, at target: Int) {
    unsafe base.storeBytes(of: word.littleEndian, toByteOffset: target, as: UInt64.self)
  }

  @inline(__always)
  private func storeByte(_ byte: UInt8, at target: Int) {
    unsafe base.storeBytes(of: byte, toByteOffset: target, as: UInt8.self)
  }
}

/// How far a record has been copied.
private struct RecordCopy {
  /// What stands behind a field.
  enum Ending {
    /// Another field.
    case field
    /// Another record; the offset is at the line feed.
    case record
    /// Something that should not be there, or there is no room.
    case odd
  }

  let separator: UInt8
  let separators: UInt64
  /// Where the next byte is read, and where it is written.
  var offset: Int
  var target: Int
  let capacity: Int
  /// What stands behind the last field.
  var ending = Ending.odd
  /// Line feeds within fields.
  var lineCount = 0
  /// All words of text read, one over the other.
  var high: UInt64 = 0
  var isFull = false

  init(at offset: Int, separator: UInt8, target: Int, capacity: Int) {
    self.separator = separator
    separators = ByteWord.repeated(separator)
    self.offset = offset
    self.target = target
    self.capacity = capacity
  }

  @inline(__always)
  func word(_ bytes: Span<UInt8>) -> UInt64 {
    let raw = unsafe bytes.bytes
    return UInt64(
      littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  mutating func advance(_ count: Int) {
    offset &+= count
    target &+= count
  }

  /// Whether so many bytes fit, and behind them a word or a number.
  @inline(__always)
  mutating func hasRoom(_ length: Int) -> Bool {
    if target &+ length &+ 64 <= capacity { return true }
    isFull = true
    return false
  }

  /// Ends a field without quotes.
  @inline(__always)
  mutating func end(_ ending: Ending, _ start: Int) -> CSVField {
    self.ending = ending
    return CSVField(start: start, end: offset)
  }

  /// Goes over the closing quote.
  @inline(__always)
  static func behindQuote(_ quote: Int, _ separator: UInt8, _ bytes: Span<UInt8>) -> (Int, Ending) {
    let offset = quote &+ 1
    if bytes[offset] == separator { return (offset, .field) }
    if bytes[offset] == 0x0A { return (offset, .record) }
    let isEnd = bytes[offset] == 0x0D && bytes[offset &+ 1] == 0x0A
    return (offset &+ 1, isEnd ? .record : .odd)
  }

  /// Finds a field that has neither quotes nor line feeds in it.
  func find(_ bytes: Span<UInt8>) -> (CSVField, Ending, offset: Int) {
    let start = offset
    if bytes[start] == UInt8(ascii: "\"") {
      let end = bytes.firstOffset(of: UInt8(ascii: "\""), or: 0x0A, from: start + 1)
      guard end + 2 < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
        return (.empty, .odd, end)
      }
      let (offset, ending) = RecordCopy.behindQuote(end, separator, bytes)
      return (CSVField(start: start + 1, end: end, isQuoted: true), ending, offset)
    }
    let end = bytes.firstOffset(of: separator, or: 0x0A, from: start)
    guard end < bytes.count else { return (.empty, .odd, end) }
    if bytes[end] == separator { return (CSVField(start: start, end: end), .field, end) }
    let hasReturn = end > start && bytes[end - 1] == 0x0D
    return (CSVField(start: start, end: hasReturn ? end - 1 : end), .record, end)
  }
}
