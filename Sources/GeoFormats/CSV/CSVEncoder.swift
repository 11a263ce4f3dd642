/// Turns records into the bytes of a table (RFC 4180): commas, quotes where they are needed; pure, so
/// that several threads can each encode a part.
public struct CSVEncoder: Sendable {
  /// Whether lines end in CR LF, as RFC 4180 has it, instead of LF.
  public let endsLinesWithCRLF: Bool

  /// Makes an encoder; lines end in LF unless told.
  public init(endsLinesWithCRLF: Bool = false) { self.endsLinesWithCRLF = endsLinesWithCRLF }

  /// Adds one record to the bytes of those before.
  public func append(_ fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field, isOnly: fields.count == 1, to: &bytes)
    }
    if endsLinesWithCRLF { bytes.append(0x0D) }
    bytes.append(0x0A)
  }

  private func append(_ field: String, isOnly: Bool, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      isOnly && field.isEmpty
      || field.utf8.contains { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }
    if !needsQuotes {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
