extension JSONByteWriter {
  /// Appends the fields of a record as members of an object, each with a comma before it; gives the
  /// number of line feeds in them, or nil where a value is not of its column's form, something is
  /// not as it should be, or they do not fit.
  ///
  /// A field up to 56 bytes long in which nothing stands otherwise in JSON is copied in one or two
  /// pieces, without a branch that depends on its length.
  /// - Parameter marks: those of the index of the text.
  mutating func appendMembers(
    of fields: Span<CSVField>, in bytes: Span<UInt8>, _ marks: Span<UInt64>, _ members: CSVMembers
  ) -> Int? {
    let columns = members.columns.span
    let names = members.names.span
    guard columns.count == fields.count else { return nil }
    // A field that begins here or before is followed by as many bytes, and its windows lie in the
    // index: nothing else is asked before a load.
    let lastStart = min(bytes.count &- CSVText.padding, (marks.count &- 1) &* 64)
    // Room for every name with a short field or a number, and what is stored beyond, stays free
    // throughout; text asks for more.
    let room = columns.count &* (members.stride &+ 64)
    var (target, lineCount) = (count, 0)
    guard target &+ room &+ 64 <= capacity else {
      isFull = true
      return nil
    }
    var name = (offset: 0, length: 0)
    for column in 0..<columns.count {
      let field = fields[column]
      guard field.start <= lastStart, field.start <= field.end else { return nil }
      let form = columns[column].form
      name.length = columns[column].nameLength
      switch form {
      case .text, .none:
        if isShort(field, marks) {
          if form == .text { storeText(field, bytes, names, name, &target) }
          break
        }
        storeName(name, names, at: target)
        guard
          let copy = copyText(
            field, at: target &+ name.length, upTo: capacity &- room, bytes, marks, lastStart)
        else { return nil }
        lineCount &+= copy.lineCount
        if form == .text {
          storeByte(UInt8(ascii: "\""), at: copy.end)
          target = copy.end &+ 1
        }
      case .integer, .number:
        if form == .number || !storeShortInteger(field, bytes, names, name, &target) {
          guard let end = appendNumber(field, bytes, target, names, name, form) else { return nil }
          target = end
        }
      }
      name.offset &+= members.stride
    }
    count = target
    return lineCount
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
    let word = loadWord(bytes, at: field.start)
    // Chosen without a branch: which of these a number is cannot be foretold.
    let behind = word &>> UInt64(truncatingIfNeeded: 8 &* (length &- 2))
    let fraction = behind & 0xFFFF == 0x302E ? 2 : 0
    let digits = length &- (length > 2 ? fraction : 0)
    guard ByteWord.areDigits(word, first: digits), (word & 0xFF == 0x30 ? digits : 0) <= 1 else {
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

  /// Copies a text up to each byte that stands otherwise in JSON, 57 bytes at a time; gives the offset
  /// behind it, or nil where it has a zero byte or a single quote within quotes, or does not fit.
  @inline(never)
  private mutating func copyText(
    _ field: CSVField, at start: Int, upTo limit: Int, _ bytes: Span<UInt8>, _ marks: Span<UInt64>,
    _ lastStart: Int
  ) -> (end: Int, lineCount: Int)? {
    var (offset, target, lineCount) = (field.start, start, 0)
    while true {
      // A piece, and behind it an escape or what follows the text.
      guard target &+ 128 <= limit else {
        isFull = true
        return nil
      }
      guard offset <= lastStart else { return nil }
      let plain = min(
        uncheckedWindow(marks, from: offset).trailingZeroBitCount, CSVIndex.windowLength)
      let length = min(plain, field.end &- offset)
      storePiece(bytes, from: offset, at: target)
      if length > 32 { storePiece(bytes, from: offset &+ 32, at: target &+ 32) }
      offset &+= length
      target &+= length
      if offset >= field.end { return (target, lineCount) }
      if length == CSVIndex.windowLength { continue }
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") && field.isQuoted {
        // Two of them are one in the text.
        offset &+= 1
        guard offset < field.end, bytes[offset] == byte else { return nil }
      }
      guard byte != 0 else { return nil }
      if byte == 0x0A { lineCount &+= 1 }
      target = storeEscaped(byte, at: target)
      offset &+= 1
    }
  }

  // MARK: Stores without a check, where room was asked for before, of what lies at a checked offset

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

/// Whether a field has at most 56 bytes and none of them stands otherwise in JSON.
@inline(__always)
private func isShort(_ field: CSVField, _ marks: Span<UInt64>) -> Bool {
  let length = field.count
  return length < CSVIndex.windowLength
    && uncheckedWindow(marks, from: field.start) & ((1 &<< UInt64(length)) &- 1) == 0
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
private func loadWord(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
  let raw = unsafe bytes.bytes
  let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
  return UInt64(littleEndian: word)
}
