/// Writes a table of text (RFC 4180): commas, lines that end in LF, quotes where they are needed.
///
/// Text is written as it is; `SpreadsheetText` is against spreadsheets that run formulas.
public struct CSVWriter {
  private let sink: any ByteSink
  private let encoder = CSVEncoder()
  private var buffer: [UInt8] = []

  /// Starts a table; an empty header writes none.
  public init(to sink: any ByteSink, header: [String]) throws(OutputError) {
    self.sink = sink
    if !header.isEmpty { try write(header) }
  }

  /// Writes one record.
  public mutating func write(_ fields: [String]) throws(OutputError) {
    encoder.append(fields, to: &buffer)
    if buffer.count >= 65_536 { try finish() }
  }

  /// Hands over what is held back; call it at the end.
  public mutating func finish() throws(OutputError) {
    if buffer.isEmpty { return }
    try sink.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
