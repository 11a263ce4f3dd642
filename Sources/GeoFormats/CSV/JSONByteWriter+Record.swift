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
    let columns = members.columns.span
    let names = members.names.span
    let (ends, marks) = (index.ends.span, index.marks.span)
    var found = fields.mutableSpan
    guard columns.count > 0, found.count >= columns.count else { return nil }
    // A field that begins here or before is followed by as many bytes, and its windows lie in the
    // index: nothing else is asked before a load.
    let lastStart = min(
      bytes.count &- CSVText.padding, (min(ends.count, marks.count) &- 1) &* 64)
    // Room for every name with a short field or a number, and what is stored beyond, stays free
    // throughout; text asks for more.
    let room = columns.count &* (members.stride &+ 64)
    var (offset, target, lineCount) = (start, count, 0)
    guard target &+ room &+ 64 <= capacity else {
      isFull = true
      return nil
    }
    let last = columns.count &- 1
    var column = 0
    var nameOffset = 0
    while offset <= lastStart {
      let form = columns[column].form
      let name = (offset: nameOffset, length: columns[column].nameLength)
      let short = shortField(at: offset, bytes, ends, marks)
      var field = short.field
      if short.isOne {
        offset = short.end
        guard loadByte(bytes, at: offset) == (column == last ? 0x0A : separator) else { break }
        switch form {
        case .none: break
        case .text: storeText(field, bytes, names, name, &target)
        case .integer, .number:
          if form == .number || !storeShortInteger(field, bytes, names, name, &target) {
            guard let end = appendNumber(field, bytes, target, names, name, form) else {
              return nil
            }
            target = end
          }
        }
      } else {
        guard form == .text || form == .none else { return nil }
        storeName(name, names, at: target)
        var copy = RecordCopy(
          at: offset, separator: separator, target: target &+ name.length,
          capacity: capacity &- room)
        field = copyText(&copy, bytes, ends, marks)
        if copy.isFull { isFull = true }
        guard copy.ending == (column == last ? .record : .field) else { break }
        offset = copy.offset
        lineCount &+= copy.lineCount
        if !field.isEmpty && form == .text {
          storeByte(UInt8(ascii: "\""), at: copy.target)
          target = copy.target &+ 1
        }
      }
      // There are as many fields as columns.
      unsafe found[unchecked: column] = field
      offset &+= 1
      if column == last {
        count = target
        return (offset, lineCount &+ 1)
      }
      column &+= 1
      nameOffset &+= members.stride
    }
    return nil
  }

  /// Stores a short field as text, with its name before it; an empty one not at all.
  @inline(__always)
  private func storeText(
    _ field: CSVField, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ target: inout Int
  ) {
    storeName(name, names, at: target)
    let start = target &+ name.length
    storePiece(bytes, from: field.start, at: start)
    let length = field.count
    if length > 32 { storePiece(bytes, from: field.start &+ 32, at: start &+ 32) }
    let end = start &+ length
    storeByte(UInt8(ascii: "\""), at: end)
    target = length == 0 ? target : end &+ 1
  }

  /// Stores a whole number of at most seven bytes without a minus, without the `.0` behind it, or
  /// nothing for an empty field; false for all else.
  @inline(__always)
  private func storeShortInteger(
    _ field: CSVField, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ target: inout Int
  ) -> Bool {
    let length = field.count
    guard length < 8 else { return false }
    let word = RecordCopy.word(bytes, at: field.start)
    let hasFraction = length > 2 && (word >> UInt64(8 &* (length &- 2))) & 0xFFFF == 0x302E
    let digits = hasFraction ? length &- 2 : length
    guard ByteWord.areDigits(word, first: digits), word & 0xFF != 0x30 || digits <= 1 else {
      return false
    }
    storeName(name, names, at: target)
    storeWord(word, at: target &+ name.length)
    target &+= digits == 0 ? 0 : name.length &+ digits
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
      guard copy.hasRoom(64), copy.offset &+ CSVText.padding <= bytes.count else {
        return copy.end(.odd, start)
      }
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

  // MARK: Stores without a check, where `hasRoom` was asked before, of what lies at a checked offset

  @inline(__always)
  private func storeName(_ name: (offset: Int, length: Int), _ names: Span<UInt8>, at target: Int) {
    let raw = unsafe names.bytes
    var done = 0
    repeat {
      // Each name has whole slots to itself.
      let part = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: name.offset &+ done, as: SIMD32<UInt8>.self)
      unsafe base.storeBytes(of: part, toByteOffset: target &+ done, as: SIMD32<UInt8>.self)
      done &+= CSVMembers.slot
    } while done < name.length
  }

  @inline(__always)
  private func storePiece(_ bytes: Span<UInt8>, from offset: Int, at target: Int) {
    let raw = unsafe bytes.bytes
    let piece = unsafe raw.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset, as: SIMD32<UInt8>.self)
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

/// How far a field has been copied.
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
      littleEndian: unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    )
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
  let length = uncheckedWindow(ends, from: start).trailingZeroBitCount
  guard length < CSVIndex.windowLength else { return (.empty, start, false) }
  let end = start &+ length
  let inner = uncheckedWindow(marks, from: start) & ((1 &<< UInt64(length)) &- 1)
  if inner == 0 { return (CSVField(start: start, end: end), end, true) }
  let lastBit: UInt64 = 1 &<< UInt64(length &- 1)
  let close = end &- 1
  if length > 1, inner == 1 | lastBit, loadByte(bytes, at: start) == UInt8(ascii: "\""),
    loadByte(bytes, at: close) == UInt8(ascii: "\"")
  {
    return (CSVField(start: start &+ 1, end: close, isQuoted: true), end, true)
  }
  if inner == lastBit, loadByte(bytes, at: close) == 0x0D, loadByte(bytes, at: end) == 0x0A {
    return (CSVField(start: start, end: close), end, true)
  }
  return (.empty, start, false)
}

/// The bits of an index from an offset on at which a field may begin.
@inline(__always)
private func uncheckedWindow(_ bits: Span<UInt64>, from bit: Int) -> UInt64 {
  let raw = unsafe bits.bytes
  let word = unsafe raw.unsafeLoadUnaligned(
    fromUncheckedByteOffset: bit &>> 3, as: UInt64.self)
  return UInt64(littleEndian: word) &>> UInt64(bit & 7)
}

@inline(__always)
private func loadByte(_ bytes: Span<UInt8>, at offset: Int) -> UInt8 {
  unsafe bytes[unchecked: offset]
}
