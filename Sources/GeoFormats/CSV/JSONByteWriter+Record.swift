extension JSONByteWriter {
  /// Appends the record that begins at an offset as members of an object, each with a comma before
  /// it, and notes where its fields lie; nil where it is not as it should be, holds a value that is
  /// not of its column's form, or does not fit.
  ///
  /// A field up to 56 bytes long of which nothing but the quotes around it stands otherwise in JSON
  /// is found by the index and copied in one or two pieces, without a branch that depends on its
  /// length.
  mutating func appendRecord(
    of bytes: Span<UInt8>, at start: Int, separator: UInt8, _ index: borrowing CSVIndex,
    _ members: CSVMembers, _ fields: inout [CSVField]
  ) -> (offset: Int, lineCount: Int)? {
    var copy = RecordCopy(at: start, separator: separator, target: count, capacity: capacity)
    let columns = members.columns.span
    let names = members.names.span
    let (ends, marks) = (index.ends.span, index.marks.span)
    var found = fields.mutableSpan
    let last = columns.count - 1
    for column in 0...max(0, last) {
      let form = columns[column].form
      let name = (offset: column &* members.stride, length: columns[column].nameLength)
      // Room for a name, a short field or a number, and what is stored beyond; text asks for more.
      guard copy.hasRoom(members.stride &+ 64) else { break }
      let field: CSVField
      let short = shortField(at: copy.offset, bytes, ends, marks)
      if short.isOne {
        field = short.field
        copy.ending = bytes[short.end] == separator ? .field : .record
        copy.offset = short.end
        switch form {
        case .none: break
        case .text: storeText(field, bytes, names, name, &copy)
        case .integer, .number:
          if form == .number || !storeShortInteger(field, bytes, names, name, &copy) {
            guard let target = appendNumber(field, bytes, copy.target, names, name, form) else {
              return nil
            }
            copy.target = target
          }
        }
      } else {
        guard form == .text || form == .none else { return nil }
        let mark = copy.target
        storeName(name, names, at: mark)
        copy.target &+= name.length
        field = copyText(&copy, bytes, ends, marks)
        storeByte(UInt8(ascii: "\""), at: copy.target)
        copy.target = field.isEmpty || form == .none ? mark : copy.target &+ 1
      }
      found[column] = field
      if copy.ending == .field && column < last {
        copy.offset &+= 1
      } else if copy.ending == .record && column == last {
        count = copy.target
        return (copy.offset &+ 1, copy.lineCount &+ 1)
      } else {
        break
      }
    }
    isFull = copy.isFull
    return nil
  }

  /// Stores a short field as text, with its name before it; an empty one not at all.
  @inline(__always)
  private func storeText(
    _ field: CSVField, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ copy: inout RecordCopy
  ) {
    storeName(name, names, at: copy.target)
    let start = copy.target &+ name.length
    storePiece(bytes, from: field.start, at: start)
    if field.count > 32 { storePiece(bytes, from: field.start &+ 32, at: start &+ 32) }
    let end = start &+ field.count
    storeByte(UInt8(ascii: "\""), at: end)
    copy.target = field.isEmpty ? copy.target : end &+ 1
  }

  /// Stores a whole number of at most seven bytes without a minus, without the `.0` behind it, or
  /// nothing for an empty field; false for all else.
  @inline(__always)
  private func storeShortInteger(
    _ field: CSVField, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ copy: inout RecordCopy
  ) -> Bool {
    let length = field.count
    guard length < 8 else { return false }
    let word = RecordCopy.word(bytes, at: field.start)
    let hasFraction = length > 2 && (word >> UInt64(8 &* (length &- 2))) & 0xFFFF == 0x302E
    let digits = hasFraction ? length &- 2 : length
    guard ByteWord.areDigits(word, first: digits), word & 0xFF != 0x30 || digits <= 1 else {
      return false
    }
    storeName(name, names, at: copy.target)
    storeWord(word, at: copy.target &+ name.length)
    copy.target &+= digits == 0 ? 0 : name.length &+ digits
    return true
  }

  /// Stores a number as it stands, nothing for an empty field; gives the offset behind it, or nil
  /// for what is not of the form.
  @inline(never)
  private mutating func appendNumber(
    _ field: CSVField, _ bytes: Span<UInt8>, _ target: Int, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ form: CSVMembers.Form
  ) -> Int? {
    if field.isEmpty { return target }
    storeName(name, names, at: target)
    let start = count
    defer { count = start }
    count = target + name.length
    let isPlain =
      form == .integer
      ? appendPlainInteger(field, of: bytes) : appendPlainNumber(field, of: bytes)
    return isPlain ? count : nil
  }

  /// Copies a field, quoted or not, up to each byte that needs thought, 57 bytes at a time.
  @inline(never)
  private func copyText(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ ends: Span<UInt64>, _ marks: Span<UInt64>
  ) -> CSVField {
    let quote = UInt8(ascii: "\"")
    let isQuoted = bytes[copy.offset] == quote
    if isQuoted { copy.offset &+= 1 }
    let start = copy.offset
    while true {
      guard copy.hasRoom(64) else { return copy.end(.odd, start) }
      // Within quotes no field ends.
      let found =
        CSVIndex.window(ends, from: copy.offset) | CSVIndex.window(marks, from: copy.offset)
      let length = min(found.trailingZeroBitCount, CSVIndex.windowLength)
      storePiece(bytes, from: copy.offset, at: copy.target)
      if length > 32 { storePiece(bytes, from: copy.offset &+ 32, at: copy.target &+ 32) }
      copy.advance(length)
      if length == CSVIndex.windowLength { continue }
      let byte = bytes[copy.offset]
      if isQuoted && byte == quote {
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
      if !isQuoted {
        if byte == copy.separator { return copy.end(.field, start) }
        if byte == 0x0A { return copy.end(.record, start) }
        if byte == 0x0D && bytes[copy.offset &+ 1] == 0x0A {
          let field = copy.end(.record, start)
          copy.offset &+= 1
          return field
        }
      }
      guard byte != 0 else { return copy.end(.odd, start) }
      if byte == 0x0A { copy.lineCount &+= 1 }
      copy.target = storeEscaped(byte, at: copy.target)
      copy.offset &+= 1
    }
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
  private func storePiece(_ bytes: Span<UInt8>, from offset: Int, at target: Int) {
    let raw = unsafe bytes.bytes
    let piece = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self)
    unsafe base.storeBytes(of: piece, toByteOffset: target, as: SIMD32<UInt8>.self)
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
  /// Where the next byte is read, and where it is written.
  var offset: Int
  var target: Int
  let capacity: Int
  /// What stands behind the last field.
  var ending = Ending.odd
  /// Line feeds within fields.
  var lineCount = 0
  var isFull = false

  init(at offset: Int, separator: UInt8, target: Int, capacity: Int) {
    self.separator = separator
    self.offset = offset
    self.target = target
    self.capacity = capacity
  }

  @inline(__always)
  static func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
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
}

/// The field at an offset and where it ends with its quotes, where it is short and nothing in it
/// stands otherwise in JSON.
@inline(__always)
private func shortField(
  at start: Int, _ bytes: Span<UInt8>, _ ends: Span<UInt64>, _ marks: Span<UInt64>
) -> (field: CSVField, end: Int, isOne: Bool) {
  let length = CSVIndex.window(ends, from: start).trailingZeroBitCount
  guard length < CSVIndex.windowLength else { return (.empty, start, false) }
  let end = start &+ length
  let inner = CSVIndex.window(marks, from: start) & ((1 &<< UInt64(length)) &- 1)
  if inner == 0 { return (CSVField(start: start, end: end), end, true) }
  let lastBit: UInt64 = 1 &<< UInt64(length &- 1)
  if length > 1, inner == 1 | lastBit, bytes[start] == UInt8(ascii: "\""),
    bytes[end &- 1] == UInt8(ascii: "\"")
  {
    return (CSVField(start: start &+ 1, end: end &- 1, isQuoted: true), end, true)
  }
  if inner == lastBit, bytes[end &- 1] == 0x0D, bytes[end] == 0x0A {
    return (CSVField(start: start, end: end &- 1), end, true)
  }
  return (.empty, start, false)
}
