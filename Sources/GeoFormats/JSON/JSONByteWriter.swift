/// Writes JSON into memory that is reserved for it: for the loop over millions of features.
///
/// What does not fit is not written and `isFull` says so; nothing is written beyond the reserve.
@safe public struct JSONByteWriter: ~Copyable {
  @usableFromInline let base: UnsafeMutableRawPointer
  @usableFromInline let capacity: Int
  // How many bytes were written.
  @usableFromInline var count = 0
  // Whether something did not fit.
  @usableFromInline var isFull = false

  /// - Parameters:
  ///   - base: memory of `capacity` bytes, which outlives the writer.
  init(base: UnsafeMutableRawPointer, capacity: Int) {
    unsafe self.base = unsafe base
    self.capacity = capacity
  }

  /// Appends bytes as they are.
  @inlinable @inline(__always)
  public mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    guard reserve(length) else { return }
    unsafe (base + count).copyMemory(from: UnsafeRawPointer(text.utf8Start), byteCount: length)
    count += length
  }

  /// Appends bytes as they are, without the first `start`.
  @inlinable
  public mutating func append(_ bytes: [UInt8], from start: Int = 0) {
    guard start <= bytes.count, reserve(bytes.count - start) else { return }
    unsafe bytes.withUnsafeBytes { source in
      guard let first = source.baseAddress else { return }
      unsafe (base + count).copyMemory(from: first + start, byteCount: source.count - start)
    }
    count += bytes.count - start
  }

  /// Appends a text in quotes: what stands before it, up to its opening quote, then the text.
  public mutating func append(
    _ name: [UInt8], from start: Int = 0, text field: CSVField, of bytes: Span<UInt8>
  ) {
    append(name, from: start)
    appendEscaped(field, of: bytes)
    append(UInt8(ascii: "\""))
  }

  /// Appends a whole number of at most fifteen digits as it stands in a field, without `.0` behind
  /// it; false for all else.
  public mutating func appendPlainInteger(_ field: CSVField, of bytes: Span<UInt8>) -> Bool {
    var end = field.end
    if field.count > 2, bytes[end - 1] == 0x30, bytes[end - 2] == UInt8(ascii: ".") { end -= 2 }
    let first = bytes[field.start] == UInt8(ascii: "-") ? field.start + 1 : field.start
    guard (1...15).contains(end - first), reserve(16) else { return false }
    // A zero in front, or behind a minus, is written otherwise.
    if bytes[first] == 0x30 && (end - first > 1 || first > field.start) { return false }
    for index in first..<end where bytes[index] &- 0x30 > 9 { return false }
    for index in field.start..<end { append(bytes[index]) }
    return true
  }

  /// Appends a number of at most fifteen digits, and not nearer to zero than 0.001, without zeros
  /// at the end of its decimals, which is the shortest text of its double; false for all else.
  public mutating func appendPlainNumber(_ field: CSVField, of bytes: Span<UInt8>) -> Bool {
    if appendShortDecimal(field, of: bytes) { return true }
    var end = field.end
    let first = bytes[field.start] == UInt8(ascii: "-") ? field.start + 1 : field.start
    guard (1...16).contains(end - first), reserve(18) else { return false }
    var point: Int?
    for index in first..<end where bytes[index] &- 0x30 > 9 {
      guard bytes[index] == UInt8(ascii: "."), point == nil else { return false }
      point = index
    }
    let whole = (point ?? end) - first
    guard whole > 0, whole == 1 || bytes[first] != 0x30 else { return false }
    if let point {
      while end - 1 > point, bytes[end - 1] == 0x30 { end -= 1 }
      if end - 1 == point { end = point }
    }
    if bytes[first] == 0x30 {
      // 0.0001 and less may be written with an exponent, and minus zero without its sign.
      let isLarge = (first + 2..<max(first + 2, min(first + 5, end))).contains { bytes[$0] != 0x30 }
      guard end - first > 1 ? isLarge : first == field.start else { return false }
    }
    guard end - first <= (point == nil ? 15 : 16) else { return false }
    for index in field.start..<end { append(bytes[index]) }
    return true
  }

  /// Appends a number with a point that begins with a digit from 1 and does not end in a zero; false
  /// for all else.
  private mutating func appendShortDecimal(_ field: CSVField, of bytes: Span<UInt8>) -> Bool {
    guard let number = DecimalWord(field, of: bytes), reserve(10),
      bytes[field.end - 1] != 0x30, bytes[field.start + (number.isNegative ? 1 : 0)] != 0x30
    else { return false }
    let raw = unsafe bytes.bytes
    // Ten bytes from the start are in the text, or it would be no `DecimalWord`.
    let first = unsafe raw.unsafeLoadUnaligned(fromByteOffset: field.start, as: UInt64.self)
    let last = unsafe raw.unsafeLoadUnaligned(fromByteOffset: field.start + 8, as: UInt16.self)
    unsafe base.storeBytes(of: first, toByteOffset: count, as: UInt64.self)
    unsafe base.storeBytes(of: last, toByteOffset: count + 8, as: UInt16.self)
    count += field.count
    return true
  }

  /// Appends one byte.
  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    guard reserve(1) else { return }
    unsafe base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  /// Appends a field as text within a JSON string, with escapes where JSON needs them (RFC 8259,
  /// section 7); without quotes. O(length), 32 bytes at a time.
  public mutating func appendEscaped(_ field: CSVField, of bytes: Span<UInt8>) {
    _ = appendEscaped(field, of: bytes, stopsAtQuote: false)
  }

  /// Appends a field in the same way, up to its first quote; gives the offset of that, or the end of
  /// the field.
  public mutating func appendEscaped(upToQuoteIn field: CSVField, of bytes: Span<UInt8>) -> Int {
    appendEscaped(field, of: bytes, stopsAtQuote: true)
  }

  @inline(__always)
  private mutating func appendEscaped(
    _ field: CSVField, of bytes: Span<UInt8>, stopsAtQuote: Bool
  ) -> Int {
    // An escape takes at most six bytes for one; a last part may be stored whole.
    guard field.end <= bytes.count, reserve(6 * field.count + 32) else { return field.end }
    let raw = unsafe bytes.bytes
    var offset = field.start
    let end = field.end
    // As far as a part can be read whole.
    let lastPart = bytes.count &- 32
    var target = count
    while offset < end {
      if offset <= lastPart {
        let part = unsafe raw.unsafeLoadUnaligned(
          fromByteOffset: offset, as: SIMD32<UInt8>.self)
        unsafe base.storeBytes(of: part, toByteOffset: target, as: SIMD32<UInt8>.self)
        let plain = min(JSONEscapes.first(in: part), end &- offset)
        target &+= plain
        offset &+= plain
        if plain == 32 || offset == end { continue }
      }
      if stopsAtQuote && bytes[offset] == UInt8(ascii: "\"") { break }
      target = storeEscaped(bytes[offset], at: target)
      offset += 1
    }
    count = target
    return offset
  }

  /// Stores a byte, as an escape where JSON needs one, in memory reserved before; gives the offset
  /// behind it.
  func storeEscaped(_ byte: UInt8, at target: Int) -> Int {
    var target = target
    func store(_ byte: UInt8) {
      unsafe base.storeBytes(of: byte, toByteOffset: target, as: UInt8.self)
      target += 1
    }
    let short: UInt8? =
      switch byte {
      case 0x22, 0x5C: byte
      case 0x0A: UInt8(ascii: "n")
      case 0x0D: UInt8(ascii: "r")
      case 0x09: UInt8(ascii: "t")
      default: nil
      }
    if let short {
      store(0x5C)
      store(short)
    } else if byte < 0x20 {
      store(0x5C)
      store(UInt8(ascii: "u"))
      store(0x30)
      store(0x30)
      store(0x30 + byte >> 4)
      store(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
    } else {
      store(byte)
    }
    return target
  }

  /// Appends an object of members that each have a comma before them: the first comma becomes the
  /// brace. False where `members` gives up.
  public mutating func appendObject(_ members: (inout JSONByteWriter) -> Bool) -> Bool {
    guard reserve(1) else { return false }
    let start = count
    guard members(&self) else { return false }
    unsafe base.storeBytes(of: UInt8(ascii: "{"), toByteOffset: start, as: UInt8.self)
    count = max(count, start + 1)
    append(UInt8(ascii: "}"))
    return true
  }

  /// Appends a whole number.
  public mutating func appendInteger(_ value: Int) {
    // A sign, nineteen digits, and what is stored beyond.
    guard reserve(28) else { return }
    if value < 0 { append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude)
  }

  /// Appends a number of units of ten to the power of minus `decimals`, from 0 to 8, without trailing
  /// zeros: 1500 thousandths (3 decimals) as `1.5`.
  @inline(__always)
  public mutating func appendDecimal(_ value: Int, decimals: Int) {
    // A sign, a number, a point and a word.
    guard reserve(30) else { return }
    var unit: UInt = 1
    for _ in 0..<decimals { unit *= 10 }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: unit)
    if value < 0 { append(UInt8(ascii: "-")) }
    appendDigits(whole)
    if fraction == 0 { return }
    append(UInt8(ascii: "."))
    // Zeros at the end are the highest bytes.
    let digits = DigitWord.digits(UInt64(fraction)) &>> UInt64(8 * (8 - decimals))
    storeDigits(digits)
    count += 8 - digits.leadingZeroBitCount >> 3
  }

  /// Appends the digits of a number; the caller has reserved twenty bytes, or more.
  private mutating func appendDigits(_ value: UInt) {
    guard value < 100_000_000 else {
      let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
      appendDigits(high)
      storeDigits(DigitWord.digits(UInt64(low)))
      count += 8
      return
    }
    let digits = DigitWord.digits(UInt64(value))
    // Zeros in front are the lowest bytes; one digit stays.
    let zeros = min(7, digits.trailingZeroBitCount >> 3)
    storeDigits(digits >> UInt64(8 * zeros))
    count += 8 - zeros
  }

  /// Stores bytes from 0 to 9 as text, all eight, in memory reserved before.
  private func storeDigits(_ digits: UInt64) {
    unsafe base.storeBytes(
      of: (digits ^ DigitWord.zeros).littleEndian, toByteOffset: count, as: UInt64.self)
  }

  @inlinable
  mutating func reserve(_ length: Int) -> Bool {
    if count + length <= capacity { return true }
    isFull = true
    return false
  }
}

extension EncodedFeatures {
  /// Appends one feature that `write` writes whole, from `{` to `}`, into memory of `capacity`
  /// bytes; false, with nothing appended, where it did not fit or `write` gave up.
  ///
  /// Its place is told by `include` or `includePoint`.
  public mutating func append(
    reserving capacity: Int, _ write: (inout JSONByteWriter) -> Bool
  ) -> Bool {
    var fits = false
    bytes.append(addingCapacity: capacity) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
        guard let start = buffer.baseAddress else { return }
        var writer = unsafe JSONByteWriter(
          base: UnsafeMutableRawPointer(start + initializedCount),
          capacity: buffer.count - initializedCount)
        if count > 0 { writer.append(UInt8(ascii: ",")) }
        writer.append(0x0A)
        guard write(&writer), !writer.isFull else { return }
        fits = true
        initializedCount += writer.count
      }
    }
    guard fits else { return false }
    count += 1
    return true
  }
}
