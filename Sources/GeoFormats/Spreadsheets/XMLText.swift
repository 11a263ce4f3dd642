/// Text of XML documents.
enum XMLText {
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Appends text with its references resolved and line ends as LF (XML 1.0, sections 2.11, 4.1).
  ///
  /// References that are not known stay as they stand. Control characters other than tabulator and
  /// line break, which no XML may hold, become U+FFFD: nothing in a text can pass for the end of a
  /// field.
  static func append(
    _ text: ArraySlice<UInt8>, isLiteral: Bool = false, to target: inout [UInt8]
  ) {
    let bytes = text.span
    var index = 0
    var plain = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte > 0x1F && (byte != UInt8(ascii: "&") || isLiteral) || byte == 0x09 || byte == 0x0A {
        index += 1
        continue
      }
      target.append(contentsOf: text[text.startIndex + plain..<text.startIndex + index])
      switch byte {
      case 0x0D:
        if index + 1 == bytes.count || bytes[index + 1] != 0x0A { target.append(0x0A) }
        index += 1
      case UInt8(ascii: "&"):
        if let (code, length) = reference(bytes, at: index) {
          appendScalar(code, to: &target)
          index += length
        } else {
          target.append(byte)
          index += 1
        }
      default:
        appendScalar(UInt32(byte), to: &target)
        index += 1
      }
      plain = index
    }
    target.append(contentsOf: text[(text.startIndex + plain)...])
  }

  /// Appends a character; U+FFFD for one that XML does not have.
  static func appendScalar(_ code: UInt32, to target: inout [UInt8]) {
    switch code {
    case 0x09, 0x0A, 0x0D, 0x20..<0xD800, 0xE000..<0xFFFE, 0x10000..<0x110000:
      target.appendUTF8(code)
    default: target.appendUTF8(0xFFFD)
    }
  }

  /// The character a reference stands for, and its length; nil if it is none.
  private static func reference(_ bytes: Span<UInt8>, at start: Int) -> (UInt32, Int)? {
    var end = start + 1
    while end < bytes.count && bytes[end] != UInt8(ascii: ";") {
      if end - start > 12 { return nil }
      end += 1
    }
    if end >= bytes.count { return nil }
    var name = ""
    for index in start + 1..<end { name.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    let length = end - start + 1
    switch name {
    case "amp": return (0x26, length)
    case "lt": return (0x3C, length)
    case "gt": return (0x3E, length)
    case "quot": return (0x22, length)
    case "apos": return (0x27, length)
    default:
      let code =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      return code.map { ($0, length) }
    }
  }

  /// Resolves the escapes `_xHHHH_` of office texts (ECMA-376 part 1, 22.9.2.19) from an offset on.
  static func resolveEscapes(_ bytes: inout [UInt8], from start: Int) {
    guard var index = bytes[start...].firstIndex(of: UInt8(ascii: "_")) else { return }
    var target = index
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "_"), index + 7 <= bytes.count,
        bytes[index + 1] == UInt8(ascii: "x"), bytes[index + 6] == UInt8(ascii: "_"),
        let code = UInt32(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
      {
        var character: [UInt8] = []
        appendScalar(code, to: &character)
        for byte in character {
          bytes[target] = byte
          target += 1
        }
        index += 7
      } else {
        bytes[target] = bytes[index]
        target += 1
        index += 1
      }
    }
    bytes.removeLast(bytes.count - target)
  }
}
