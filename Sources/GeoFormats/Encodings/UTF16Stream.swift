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
      let used = recode(isLast: isLast)
      units.removeFirst(used)
    }
    return held.take(into: &bytes, atMost: count)
  }

  /// Recodes the whole characters; gives the number of bytes used.
  private func recode(isLast: Bool) -> Int {
    let piece = units
    let bytes = piece.span
    let (high, low) = isBigEndian ? (0, 1) : (1, 0)
    var index = 0
    held.bytes.reserveCapacity(bytes.count * 3 / 2)
    while index + 2 <= bytes.count {
      let unit = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + low])
      index += 2
      switch unit {
      case 0..<0x80: held.bytes.append(UInt8(truncatingIfNeeded: unit))
      case 0xD800..<0xDC00:
        if index + 2 > bytes.count {
          if !isLast { return index - 2 }
          held.bytes.append(0xFF)
          continue
        }
        let second = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + low])
        if (0xDC00..<0xE000).contains(second) {
          index += 2
          held.bytes.appendUTF8(0x10000 + (unit & 0x3FF) << 10 + second & 0x3FF)
        } else {
          held.bytes.append(0xFF)
        }
      case 0xDC00..<0xE000: held.bytes.append(0xFF)
      case 0xFEFF where isAtStart: break
      default: held.bytes.appendUTF8(unit)
      }
      isAtStart = false
    }
    if index < bytes.count && isLast {
      held.bytes.append(0xFF)
      index += 1
    }
    return index
  }
}

extension [UInt8] {
  /// Appends the UTF-8 of a code point that is no surrogate.
  mutating func appendUTF8(_ code: UInt32) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | (code >> shift) & 0x3F) }
    switch code {
    case 0..<0x80: append(UInt8(truncatingIfNeeded: code))
    case 0x80..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | code >> 6))
      append(tail(0))
    case 0x800..<0x10000:
      append(UInt8(truncatingIfNeeded: 0xE0 | code >> 12))
      append(tail(6))
      append(tail(0))
    default:
      append(UInt8(truncatingIfNeeded: 0xF0 | code >> 18))
      append(tail(12))
      append(tail(6))
      append(tail(0))
    }
  }
}
