/// Reads a table of text as a stream of records (RFC 4180), saying what is wrong and going on.
///
/// Takes UTF-8 with or without a byte order mark, UTF-16 and Windows-1252
/// (`ByteSource.recodedToUTF8`), and lines that end in LF, CRLF or, where the first megabyte has no
/// LF, CR. Text that is delimited by U+001F and U+001E, as the sheets of a workbook arrive, is
/// recognised whatever the options; it has no quotes. Between semicolons numbers may have decimal
/// commas. Quotes inside an unquoted field are text; blank lines are passed over.
/// Reported in `diagnostics`, by code:
/// - `csv-unclosed-quote`: a quote is never closed, or closes lines later in the middle of a
///   field; the lines up to that of the quote are left out and reading goes on with the next line.
/// - `csv-text-after-quote`: `"a"b` is kept as `ab`.
/// - `csv-too-few-fields`, `csv-too-many-fields`: the row is left out, for its columns cannot be
///   told; empty fields beyond the last column are no fault.
/// - `csv-not-utf8`: broken bytes are replaced by U+FFFD.
/// - `csv-zero-byte`: zero bytes are replaced by U+FFFD.
/// - `csv-record-too-long`: a record over 16 MB is left out.
/// - `csv-duplicate-column`, `csv-no-records`: about the header;
/// - what the source found in unpacking and recoding.
///
/// A file that is no such text at all is an `InputError`. Memory is bounded by the longest record;
/// time is O(n).
public struct CSVReader {
  /// The most bytes in one record.
  static let longestRecord = 16 << 20
  /// The most rows and faults in one batch: a finding takes a hundred times the bytes of a short row.
  static let mostRows = 1 << 16

  /// The names of the columns in order; empty if the table has no header.
  public let header: [String]
  /// The line of the first record behind the header.
  public let firstLine: Int
  /// What was found wrong so far in the records that `next` handed out and in the header.
  public private(set) var diagnostics: [Diagnostic] = []
  /// The name of the file for messages.
  public var name: String { source.name }

  private let source: ByteSource
  private var scanner: CSVScanner
  private var columnCount: Int?
  /// Bytes read and not yet scanned.
  private var carry: [UInt8]
  /// What the source found and no batch has handed out yet.
  private var found: [Diagnostic] = []
  private var isAtEnd = false
  private var isSkippingLine = false
  private var batch: CSVBatch?
  private var batchPosition = 0
  /// Rows seen, kept or not.
  private var recordCount = 0

  /// Opens a table and reads its header.
  public init(_ source: ByteSource, _ options: CSVOptions = CSVOptions()) throws {
    let source = try source.recodedToUTF8()
    self.source = source
    let head = try source.peek(ByteSource.chunkSize)
    try CSVReader.checkIsText(head, source.name)
    carry = []
    if CSVReader.isDelimitedByControls(head) {
      scanner = CSVScanner(
        separator: CSVReader.fieldEnd, lineBreak: CSVReader.recordEnd, hasQuotes: false)
    } else {
      let lineBreak: UInt8 =
        head.contains(0x0A) || !head.contains(0x0D) ? 0x0A : 0x0D
      scanner = CSVScanner(
        separator: options.separator.byte(detectedIn: head, lineBreak: lineBreak),
        lineBreak: lineBreak, hasQuotes: options.hasQuotes)
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      var mark: [UInt8] = []
      _ = try source.read(appendingTo: &mark, atMost: 3)
    }
    diagnostics = source.takeDiagnostics()
    guard options.hasHeader else {
      header = []
      firstLine = 1
      columnCount = options.fieldCount
      return
    }
    let (names, line, problems) = try CSVReader.readHeader(
      source, &scanner, &carry, &isAtEnd)
    header = names
    firstLine = line
    columnCount = names.count
    diagnostics += problems
  }

  /// The index of a column by its exact name, the first if there are several.
  public func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// The next record; nil at the end.
  public mutating func next() throws -> CSVRecord? {
    while true {
      if let batch, batchPosition < batch.count {
        batchPosition += 1
        return batch[batchPosition - 1]
      }
      guard let following = try nextBatch() else { return nil }
      diagnostics += following.diagnostics
      batch = following
      batchPosition = 0
    }
  }

  /// The next records, about 1 MB of text; nil at the end. Batches may be empty and still carry
  /// diagnostics. For work on several threads; do not mix with `next`.
  public mutating func nextBatch() throws -> CSVBatch? {
    var bytes = carry
    carry = []
    var wanted = max(0, ByteSource.chunkSize - bytes.count)
    var found = CSVFindings(file: source.name, header: header)
    while true {
      if wanted > 0 && !isAtEnd {
        isAtEnd = try source.read(appendingTo: &bytes, atMost: wanted) < wanted
      }
      if isSkippingLine { skipLine(&bytes) }
      scanner.position = 0
      scanner.scan(bytes.span, isLast: isAtEnd, atMost: CSVReader.mostRows)
      if scanner.position > 0 || isAtEnd { break }
      if bytes.count >= CSVReader.longestRecord {
        giveUpLongRecord(bytes, &found)
        break
      }
      wanted = max(ByteSource.chunkSize, bytes.count)
    }
    let isEmpty = bytes.isEmpty
    carry = Array(bytes[scanner.position...])
    let storage = finish(&bytes, &found)
    found.add(self.found + source.takeDiagnostics())
    self.found = []
    if isEmpty && isAtEnd {
      if recordCount == 0 && !header.isEmpty {
        recordCount = 1
        found.noRecords()
        return CSVBatch(storage: storage, diagnostics: found.diagnostics)
      }
      return nil
    }
    return CSVBatch(storage: storage, diagnostics: found.diagnostics)
  }

  /// The next records, about 1 MB of text, cut off and not yet read; nil where `nextBatch` has to
  /// say what comes next: quotes that are not as they should be, the end.
  ///
  /// The same records as `nextBatch` would hand out. May be mixed with it.
  public mutating func nextText() throws -> CSVText? {
    guard let columnCount, columnCount > 0, scanner.lineBreak == 0x0A, scanner.quote != 0x0A,
      scanner.separator >= 0x20 || scanner.separator == 0x09, !isSkippingLine
    else { return nil }
    let wanted = ByteSource.chunkSize - carry.count
    if wanted > 0 && !isAtEnd {
      carry.reserveCapacity(ByteSource.chunkSize + CSVText.padding + 1)
      isAtEnd = try source.read(appendingTo: &carry, atMost: wanted) < wanted
    }
    found += source.takeDiagnostics()
    // A blank line could be all there is.
    guard found.isEmpty, let first = carry.first, first != 0x0A, first != 0x0D else { return nil }
    var bytes: [UInt8] = []
    swap(&bytes, &carry)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: CSVText.padding + 1))
    guard
      case (var end, let lineCount, var index)? = scanner.cut(
        bytes.span, count: count, isLast: isAtEnd),
      lineCount <= CSVReader.mostRows
    else {
      bytes.removeLast(bytes.count - count)
      carry = bytes
      return nil
    }
    carry = Array(bytes[end..<count])
    if bytes[end - 1] != 0x0A {
      // Only the last record of a file has no line feed; nothing but the padding lies behind it.
      bytes[end] = 0x0A
      index.end(at: end)
      end += 1
    }
    let firstLine = scanner.line
    scanner.line += lineCount
    recordCount += 1
    return CSVText(
      bytes, end: end, index: index, firstLine: firstLine, lineCount: lineCount,
      separator: scanner.separator, columnCount: columnCount, header: header, name: name)
  }

  /// Turns what the scanner found into a batch and empties the scanner.
  private mutating func finish(
    _ bytes: inout [UInt8], _ found: inout CSVFindings
  ) -> CSVBatch.Storage {
    let columnCount = self.columnCount ?? scanner.rows.first.map { scanner.fieldCount(of: 0, $0) }
    self.columnCount = columnCount
    recordCount += scanner.rows.count + scanner.faults.count
    return scanner.takeBatch(
      of: &bytes, columnCount: columnCount ?? 0, hasDecimalCommas: hasDecimalCommas, &found)
  }

  private var hasDecimalCommas: Bool { scanner.separator == UInt8(ascii: ";") }

  private mutating func giveUpLongRecord(_ bytes: [UInt8], _ found: inout CSVFindings) {
    let recordLine = scanner.line
    if let opening = scanner.openQuote {
      scanner.giveUp(bytes.span, opening: opening, recordLine: recordLine)
    } else {
      found.tooLong(line: recordLine)
      scanner.giveUp(bytes.span, opening: (0, recordLine), recordLine: recordLine)
      scanner.faults.removeLast()
    }
    isSkippingLine = scanner.position == bytes.count && bytes.last != scanner.lineBreak
  }

  /// Drops the rest of a line that was given up.
  private mutating func skipLine(_ bytes: inout [UInt8]) {
    guard let end = bytes.firstIndex(of: scanner.lineBreak) else {
      bytes.removeAll(keepingCapacity: true)
      return
    }
    bytes.removeFirst(end + 1)
    isSkippingLine = false
  }
}
