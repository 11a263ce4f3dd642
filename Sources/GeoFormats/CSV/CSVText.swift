/// Whole records of a table, cut off and not yet read, so that any thread can read them.
///
/// Lines end in LF, quotes are as they should be; all else is still to be found out.
public struct CSVText: Sendable {
  /// How many bytes lie behind the text at least, so that words and blocks can be read up to its end.
  static let padding = 128

  /// The text, which ends with a line feed, and what lies behind it.
  let bytes: [UInt8]
  let end: Int
  /// Where its fields end.
  let index: CSVIndex
  /// The line on which it starts, counted from 1.
  public let firstLine: Int
  /// How many lines it has; no more records than these.
  public let lineCount: Int
  /// The number of fields of a record.
  public let columnCount: Int
  let separator: UInt8
  private let header: [String]
  private let name: String

  init(
    _ bytes: [UInt8], end: Int, index: CSVIndex, firstLine: Int, lineCount: Int, separator: UInt8,
    columnCount: Int, header: [String], name: String
  ) {
    self.bytes = bytes
    self.end = end
    self.index = index
    self.firstLine = firstLine
    self.lineCount = lineCount
    self.separator = separator
    self.columnCount = columnCount
    self.header = header
    self.name = name
  }

  /// How many bytes it has.
  public var byteCount: Int { end }

  /// The records.
  public func batch() -> CSVBatch { batch(of: 0..<end, line: firstLine) }

  /// The records in a part of the text that begins on a line.
  func batch(of range: Range<Int>, line: Int) -> CSVBatch {
    var scanner = scanner(at: 0, line: line)
    var part = Array(bytes[range])
    scanner.scan(part.span, isLast: true)
    var found = CSVFindings(file: name, header: header)
    let storage = scanner.takeBatch(
      of: &part, columnCount: columnCount, hasDecimalCommas: separator == UInt8(ascii: ";"), &found)
    return CSVBatch(storage: storage, diagnostics: found.diagnostics)
  }

  /// Where the record ends that begins at an offset.
  func endOfRecord(from start: Int, line: Int) -> (offset: Int, line: Int) {
    var scanner = scanner(at: start, line: line)
    scanner.scan(bytes.span.extracting(0..<end), isLast: true, atMost: 1)
    return (scanner.position, scanner.line)
  }

  private func scanner(at offset: Int, line: Int) -> CSVScanner {
    var scanner = CSVScanner(separator: separator, lineBreak: 0x0A, hasQuotes: true)
    scanner.position = offset
    scanner.line = line
    return scanner
  }
}
