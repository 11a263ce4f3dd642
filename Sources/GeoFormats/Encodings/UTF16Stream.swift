/// UTF-16 text as UTF-8, without its byte order mark.
///
/// What is no UTF-16 (half a pair, half a unit at the end) becomes the byte 0xFF, which no UTF-8 has.
final class UTF16Stream: ByteStream {
  private let source: ByteSource
  private let isBigEndian: Bool
  private var units: [UInt8] = []
  private var held = HeldBytes()
  private var isAtStart = true

  init(_ source: ByteSource, isBigEndian: Bool) {
    self.source = source
    self.isBigEndian = isBigEndian
  }

  var expectedCount: Int? { nil }

  func takeDiagnostics() -> [Diagnostic] { source.takeDiagnostics() }

  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int {
    if held.isEmpty {
      let isLast = try source.read(appendingTo: &units, atMost: 1 << 17) < 1 << 17
      let piece = units
      // A unit of two bytes takes at most three.
      held.bytes.append(addingCapacity: piece.count / 2 * 3 + 1) { output in
        recode(piece.span, isLast: isLast, to: &output)
      }
    }
    return held.take(into: &bytes, atMost: count)
  }

  /// Recodes the whole characters and keeps what is left for the next piece.
  private func recode(_ bytes: Span<UInt8>, isLast: Bool, to output: inout OutputSpan<UInt8>) {
    func unit(_ index: Int) -> UInt32 {
      let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var index = 0
    while index + 2 <= bytes.count {
      let first = unit(index)
      index += 2
      if first < 0x80 {
        output.append(UInt8(truncatingIfNeeded: first))
      } else if first == 0xFEFF && isAtStart {
        // The byte order mark.
      } else if !(0xD800..<0xE000).contains(first) {
        UTF8Sequence(first).append(to: &output)
      } else {
        if first < 0xDC00 && index + 2 > bytes.count && !isLast {
          index -= 2
          break
        }
        let second = first < 0xDC00 && index + 2 <= bytes.count ? unit(index) : 0
        if (0xDC00..<0xE000).contains(second) {
          index += 2
          UTF8Sequence(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF).append(to: &output)
        } else {
          output.append(0xFF)
        }
      }
      isAtStart = false
    }
    if index < bytes.count && isLast {
      output.append(0xFF)
      index = bytes.count
    }
    units.removeFirst(index)
  }
}

/// The bytes of a character in UTF-8 (Unicode 15, table 3-6).
struct UTF8Sequence {
  private let code: UInt32

  /// Takes a code point that is no surrogate.
  init(_ code: UInt32) { self.code = code }

  /// Appends one to four bytes.
  func append(to output: inout OutputSpan<UInt8>) {
    switch code {
    case 0..<0x80: output.append(UInt8(truncatingIfNeeded: code))
    case 0x80..<0x800:
      output.append(UInt8(truncatingIfNeeded: 0xC0 | code >> 6))
      output.append(tail(0))
    case 0x800..<0x10000:
      output.append(UInt8(truncatingIfNeeded: 0xE0 | code >> 12))
      output.append(tail(6))
      output.append(tail(0))
    default:
      output.append(UInt8(truncatingIfNeeded: 0xF0 | code >> 18))
      output.append(tail(12))
      output.append(tail(6))
      output.append(tail(0))
    }
  }

  private func tail(_ shift: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: 0x80 | (code >> shift) & 0x3F)
  }
}

extension [UInt8] {
  /// Appends the UTF-8 of a code point that is no surrogate.
  mutating func appendUTF8(_ code: UInt32) {
    append(addingCapacity: 4) { output in UTF8Sequence(code).append(to: &output) }
  }
}
