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
    var copy = RecordCopy(bytes, at: start, separator: separator, target: count)
    let columns = members.columns.span
    var found = fields.mutableSpan
    let last = columns.count - 1
    for column in 0...max(0, last) {
      let form = columns[column].form
      let name = (offset: column &* members.stride, length: columns[column].nameLength)
      // Room for a number and for what is stored beyond a text's end; longer text asks for more.
      guard reserveAt(copy.target, members.stride + 64) else { return nil }
      let ending =
        switch form {
        case .text:
          appendText(&copy, bytes, members.names.span, name, &found[column])
        case .none:
          skipText(&copy, bytes, &found[column])
        case .integer, .number:
          appendNumber(&copy, bytes, members.names.span, name, form, &found[column])
        }
      switch ending {
      case .field where column < last: copy.offset += 1
      case .record where column == last:
        count = copy.target
        return (copy.offset + 1, copy.lineCount, copy.high & ByteWord.highs != 0)
      default: return nil
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func appendText(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ field: inout CSVField
  ) -> RecordCopy.Ending {
    let mark = copy.target
    storeName(name, names, at: mark)
    copy.target &+= name.length
    let ending = self.copy(&copy, bytes, &field)
    if field.isEmpty {
      copy.target = mark
    } else {
      storeByte(UInt8(ascii: "\""), at: copy.target)
      copy.target &+= 1
    }
    return ending
  }

  @inline(__always)
  private mutating func skipText(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ field: inout CSVField
  ) -> RecordCopy.Ending {
    let mark = copy.target
    defer { copy.target = mark }
    return self.copy(&copy, bytes, &field)
  }

  /// Copies a field, quoted or not.
  @inline(__always)
  private mutating func copy(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ field: inout CSVField
  ) -> RecordCopy.Ending {
    if bytes[copy.offset] == UInt8(ascii: "\"") {
      copyQuoted(&copy, bytes, &field)
    } else {
      copyUnquoted(&copy, bytes, &field)
    }
  }

  @inline(__always)
  private mutating func copyUnquoted(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ field: inout CSVField
  ) -> RecordCopy.Ending {
    let start = copy.offset
    while true {
      let word = copy.word(bytes)
      let found = ByteWord.escapes(word) | ByteWord.zeros(word ^ copy.separators)
      storeWord(word, at: copy.target)
      copy.high |= word
      let plain = found.trailingZeroBitCount >> 3
      copy.advance(plain)
      if found == 0 {
        guard reserveAt(copy.target, 64) else { return .odd }
        continue
      }
      let byte = bytes[copy.offset]
      if byte == copy.separator {
        field = CSVField(start: start, end: copy.offset)
        return .field
      }
      if byte == 0x0A {
        field = CSVField(start: start, end: copy.offset)
        copy.lineCount &+= 1
        return .record
      }
      if byte == 0x0D && bytes[copy.offset + 1] == 0x0A {
        field = CSVField(start: start, end: copy.offset)
        copy.offset &+= 1
        copy.lineCount &+= 1
        return .record
      }
      guard byte != 0, reserveAt(copy.target, 64) else { return .odd }
      copy.target = storeEscaped(byte, at: copy.target)
      copy.offset &+= 1
    }
  }

  @inline(__always)
  private mutating func copyQuoted(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ field: inout CSVField
  ) -> RecordCopy.Ending {
    copy.offset &+= 1
    let start = copy.offset
    while true {
      let word = copy.word(bytes)
      let found = ByteWord.escapes(word)
      storeWord(word, at: copy.target)
      copy.high |= word
      let plain = found.trailingZeroBitCount >> 3
      copy.advance(plain)
      guard reserveAt(copy.target, 64) else { return .odd }
      if found == 0 { continue }
      let byte = bytes[copy.offset]
      if byte == UInt8(ascii: "\"") {
        let next = bytes[copy.offset + 1]
        if next == byte {
          copy.target = storeEscaped(byte, at: copy.target)
          copy.offset &+= 2
          continue
        }
        field = CSVField(start: start, end: copy.offset, isQuoted: true)
        return copy.endBehindQuote(bytes)
      }
      if byte == 0 { return .odd }
      if byte == 0x0A { copy.lineCount &+= 1 }
      copy.target = storeEscaped(byte, at: copy.target)
      copy.offset &+= 1
    }
  }

  /// Appends a number as it stands; nothing for an empty field.
  @inline(__always)
  private mutating func appendNumber(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ form: CSVMembers.Form, _ field: inout CSVField
  ) -> RecordCopy.Ending {
    let word = copy.word(bytes)
    let found = ByteWord.escapes(word) | ByteWord.zeros(word ^ copy.separators)
    let start = copy.offset
    let length = found.trailingZeroBitCount >> 3
    if form == .integer && found != 0 {
      let byte = bytes[start + length]
      // `.0` behind a whole number is left out.
      let hasFraction =
        length > 2 && (word >> UInt64(8 * (length - 2))) & 0xFFFF == 0x302E
      let digits = hasFraction ? length - 2 : length
      let isPlain =
        ByteWord.areDigits(word, first: digits) && (word & 0xFF != 0x30 || digits <= 1)
      if isPlain && (byte == copy.separator || byte == 0x0A) {
        storeName(name, names, at: copy.target)
        storeWord(word, at: copy.target &+ name.length)
        copy.target &+= digits == 0 ? 0 : name.length &+ digits
        copy.offset &+= length
        field = CSVField(start: start, end: copy.offset)
        if byte == 0x0A {
          copy.lineCount &+= 1
          return .record
        }
        return .field
      }
    }
    return appendOtherNumber(&copy, bytes, names, name, form, &field)
  }

  @inline(never)
  private mutating func appendOtherNumber(
    _ copy: inout RecordCopy, _ bytes: Span<UInt8>, _ names: Span<UInt8>,
    _ name: (offset: Int, length: Int), _ form: CSVMembers.Form, _ field: inout CSVField
  ) -> RecordCopy.Ending {
    let ending = copy.find(&field, bytes)
    if field.isEmpty || ending == .odd { return ending }
    storeName(name, names, at: copy.target)
    count = copy.target + name.length
    let isPlain =
      form == .integer
      ? appendPlainInteger(field, of: bytes) : appendPlainNumber(field, of: bytes)
    copy.target = count
    return isPlain ? ending : .odd
  }

  // MARK: Stores without a check: `reserveAt` was asked before

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

  /// Whether so many bytes fit behind an offset.
  @inline(__always)
  private mutating func reserveAt(_ target: Int, _ length: Int) -> Bool {
    if target &+ length <= capacity { return true }
    isFull = true
    return false
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
  var lineCount = 0
  /// All words read, one over the other.
  var high: UInt64 = 0

  init(_ bytes: Span<UInt8>, at offset: Int, separator: UInt8, target: Int) {
    self.separator = separator
    separators = ByteWord.repeated(separator)
    self.offset = offset
    self.target = target
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

  /// Goes over the closing quote.
  @inline(__always)
  mutating func endBehindQuote(_ bytes: Span<UInt8>) -> Ending {
    offset &+= 1
    if bytes[offset] == separator { return .field }
    if bytes[offset] == 0x0D { offset &+= 1 }
    lineCount &+= 1
    return bytes[offset] == 0x0A ? .record : .odd
  }

  /// Finds a field that is short and has neither quotes nor line feeds in it.
  mutating func find(_ field: inout CSVField, _ bytes: Span<UInt8>) -> Ending {
    let start = offset
    if bytes[start] == UInt8(ascii: "\"") {
      offset = bytes.firstOffset(of: UInt8(ascii: "\""), or: 0x0A, from: start + 1)
      guard offset + 2 < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { return .odd }
      field = CSVField(start: start + 1, end: offset, isQuoted: true)
      return endBehindQuote(bytes)
    }
    offset = bytes.firstOffset(of: separator, or: 0x0A, from: start)
    guard offset < bytes.count else { return .odd }
    field = CSVField(start: start, end: offset)
    if bytes[offset] == separator { return .field }
    if offset > start, bytes[offset - 1] == 0x0D { field = CSVField(start: start, end: offset - 1) }
    lineCount &+= 1
    return .record
  }
}
