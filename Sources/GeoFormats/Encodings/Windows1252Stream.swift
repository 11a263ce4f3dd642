/// Windows-1252 text as UTF-8 (WHATWG Encoding, index windows-1252: the five open bytes become
/// control characters).
final class Windows1252Stream: ByteStream {
  private let source: ByteSource
  private var packed: [UInt8] = []
  private var held = HeldBytes()
  private var hasReported = false

  /// Takes a source and bytes that were read from it before.
  init(_ source: ByteSource, beginningWith bytes: [UInt8] = []) {
    self.source = source
    packed = bytes
    recode()
  }

  var expectedCount: Int? { nil }

  func takeDiagnostics() -> [Diagnostic] {
    var diagnostics = source.takeDiagnostics()
    if !hasReported {
      hasReported = true
      diagnostics.append(
        Diagnostic(
          .warning, code: "encoding-windows-1252", file: source.name,
          reason: "the text is not UTF-8 and looks like Windows-1252",
          action: "read as that; look at the accents, and save the file as UTF-8"))
    }
    return diagnostics
  }

  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int {
    if held.isEmpty {
      packed.removeAll(keepingCapacity: true)
      _ = try source.read(appendingTo: &packed, atMost: 1 << 17)
      recode()
    }
    return held.take(into: &bytes, atMost: count)
  }

  private func recode() {
    let piece = packed
    let bytes = piece.span
    var index = 0
    while index < bytes.count {
      let next = UTF8Check.firstNonASCII(in: bytes, from: index) ?? bytes.count
      held.bytes.append(contentsOf: piece[index..<next])
      index = next
      if index == bytes.count { break }
      let byte = bytes[index]
      held.bytes.appendUTF8(
        byte < 0xA0 ? Self.upperControls[Int(byte - 0x80)] : UInt32(byte))
      index += 1
    }
  }

  /// The characters of the bytes 0x80 to 0x9F.
  private static let upperControls: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
