#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Texts of a dBASE table in the encoding they are written in.
///
/// Texts that all are well-formed UTF-8 are UTF-8, whatever is stated: what is something else hardly
/// ever is. Otherwise the `.cpg` decides, then the language driver in the table, then Windows-1252.
@safe
final class TableTextDecoder {
  /// The encoding.
  let name: String
  /// What was doubtful about it.
  let remark: String?
  private let conversion: iconv_t?

  init(stated: String?, languageDriver: UInt8, texts: some Sequence<ArraySlice<UInt8>>) {
    let areUTF8 = texts.allSatisfy { text in
      let trimmed = Self.trimmed(text)
      return Self.isUTF8(trimmed, fillsColumn: trimmed.endIndex == text.endIndex)
    }
    if areUTF8 {
      (name, remark) = ("UTF-8", nil)
      unsafe conversion = nil
      return
    }
    let known = stated.flatMap(Self.codePage) ?? Self.languageDrivers[languageDriver]
    guard let known, known != "UTF-8" else {
      name = "CP1252"
      remark =
        known == nil
        ? "the texts of the table are not UTF-8 and their encoding is not stated: read as "
          + "Windows-1252"
        : "the texts of the table are said to be UTF-8 and are not: read as Windows-1252"
      unsafe conversion = Self.open("CP1252")
      return
    }
    if let opened = unsafe Self.open(known) {
      (name, remark) = (known, nil)
      unsafe conversion = unsafe opened
    } else {
      name = "CP1252"
      remark =
        "the encoding \(Diagnostic.quoted(stated ?? known)) of the table is not known: read as "
        + "Windows-1252"
      unsafe conversion = Self.open("CP1252")
    }
  }

  deinit { if let conversion = unsafe conversion { _ = unsafe iconv_close(conversion) } }

  /// A text without the blanks and zeros around it; what cannot be read becomes U+FFFD.
  func text(_ bytes: ArraySlice<UInt8>) -> String {
    let bytes = Self.trimmed(bytes)
    guard let conversion = unsafe conversion, bytes.contains(where: { $0 >= 0x80 }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 4 * bytes.count + 16)
    var left = input.count
    var room = output.count
    _ = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        return unsafe iconv(conversion, &from, &left, &to, &room)
      }
    }
    let written = output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
    return String(decoding: written, as: UTF8.self) + (left > 0 ? "\u{FFFD}" : "")
  }

  private static func open(_ encoding: String) -> iconv_t? {
    let opened = unsafe iconv_open("UTF-8", encoding)
    return unsafe opened == iconv_t(bitPattern: -1) ? nil : opened
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.prefix { $0 != 0 }
    while bytes.last == 0x20 { bytes.removeLast() }
    return bytes.drop { $0 == 0x20 }
  }

  /// Whether a text is UTF-8; a character that the end of its column cuts off does not count.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>, fillsColumn: Bool) -> Bool {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return true }
    guard let broken = UTF8Check.firstInvalid(in: bytes.span) else { return true }
    return fillsColumn && broken > 0 && broken + 3 >= bytes.count
      && bytes[bytes.startIndex + broken] >= 0xC2
      && bytes[(bytes.startIndex + broken + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
      && bytes[..<(bytes.startIndex + broken)].contains { $0 >= 0x80 }
  }

  /// The name of an encoding from the many ways in which a `.cpg` writes it; nil for an empty one.
  private static func codePage(_ stated: String) -> String? {
    let text = stated.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    if text.isEmpty { return nil }
    if text.contains("UTF8") || text == "65001" { return "UTF-8" }
    if text.contains("LATIN1") { return "CP1252" }
    for prefix in ["ISO8859", "8859", "2859"] where text.hasPrefix(prefix) {
      let part = text.dropFirst(prefix.count)
      return part == "1" ? "CP1252" : "ISO-8859-\(part)"
    }
    let digits = text.drop { !$0.isNumber }
    let word = text.prefix { !$0.isNumber }
    if digits.count >= 3, digits.allSatisfy(\.isNumber),
      ["", "CP", "ANSI", "OEM", "WINDOWS", "WIN", "IBM", "MSWIN"].contains(String(word))
    {
      return "CP\(digits)"
    }
    return stated.uppercased()
  }

  /// Code pages by the byte 29 of the table.
  private static let languageDrivers: [UInt8: String] = [
    0x01: "CP437", 0x02: "CP850", 0x03: "CP1252", 0x57: "CP1252", 0x58: "CP1252", 0x59: "CP1252",
    0x13: "CP932", 0x26: "CP866", 0x37: "CP850", 0x4D: "CP936", 0x4E: "CP949", 0x4F: "CP950",
    0x50: "CP874", 0x64: "CP852", 0x65: "CP866", 0x66: "CP865", 0x67: "CP861", 0x6A: "CP737",
    0x6B: "CP857", 0x78: "CP950", 0x79: "CP949", 0x7A: "CP936", 0x7B: "CP932", 0x7C: "CP874",
    0x7D: "CP1255", 0x7E: "CP1256", 0xC8: "CP1250", 0xC9: "CP1251", 0xCA: "CP1254", 0xCB: "CP1253",
    0xCC: "CP1257",
  ]
}
