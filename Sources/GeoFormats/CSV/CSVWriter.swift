/// Writes a table of text (RFC 4180): commas, lines that end in LF, quotes where they are needed.
///
/// Text is written as it is; nothing is done against spreadsheets that run formulas.
public struct CSVWriter {
  private let sink: any ByteSink
  private var buffer: [UInt8] = []

  /// Starts a table; an empty header writes none.
  public init(to sink: any ByteSink, header: [String]) throws(OutputError) {
    self.sink = sink
    if !header.isEmpty { try write(header) }
  }

  /// Writes one record.
  public mutating func write(_ fields: [String]) throws(OutputError) {
    for (index, field) in fields.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      append(field, isOnly: fields.count == 1)
    }
    buffer.append(0x0A)
    if buffer.count >= 65_536 { try finish() }
  }

  /// Hands over what is held back; call it at the end.
  public mutating func finish() throws(OutputError) {
    if buffer.isEmpty { return }
    try sink.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ field: String, isOnly: Bool) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      isOnly && field.isEmpty
      || field.utf8.contains { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }
    if !needsQuotes {
      buffer.append(contentsOf: field.utf8)
      return
    }
    buffer.append(quote)
    for byte in field.utf8 {
      if byte == quote { buffer.append(quote) }
      buffer.append(byte)
    }
    buffer.append(quote)
  }
}
