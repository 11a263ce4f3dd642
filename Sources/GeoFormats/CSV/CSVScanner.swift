/// Finds the records and fields in a piece of text (RFC 4180, section 2).
///
/// It stops before a record that is not whole, unless the piece is the last one. Quoted fields that
/// hold doubled quotes, or text after the closing quote, are listed for `unquote`.
struct CSVScanner {
  /// Why a record was given up.
  enum Fault {
    /// A quote that opens a field and is never closed.
    case unclosedQuote
    /// Text between the closing quote and the next separator.
    case textAfterQuote
  }

  let separator: UInt8
  let lineBreak: UInt8
  /// The quote, or the line break where quotes mean nothing.
  let quote: UInt8

  /// Whether plain records are read many at a time; the tests compare it with the other way.
  var readsBlocks = true

  /// The offset behind the last whole record.
  var position = 0
  /// The line at `position`.
  var line = 1
  var fields: [CSVField] = []
  var rows: [CSVRow] = []
  /// Fields whose quotes still have to be taken out, by index.
  var escaped: [Int] = []
  var faults: [(fault: Fault, line: Int, recordLine: Int, field: Int)] = []

  /// Where the record being read stopped, if the piece ended in it.
  private(set) var openQuote: (offset: Int, line: Int)?

  init(separator: UInt8, lineBreak: UInt8, hasQuotes: Bool) {
    self.separator = separator
    self.lineBreak = lineBreak
    quote = hasQuotes ? UInt8(ascii: "\"") : lineBreak
  }

  /// Reads records from `position` on, until there are `limit` rows and faults.
  mutating func scan(_ bytes: Span<UInt8>, isLast: Bool, atMost limit: Int = .max) {
    openQuote = nil
    while position < bytes.count && rows.count + faults.count < limit {
      if readsBlocks { scanPlainRecords(bytes, atMost: limit - faults.count) }
      if position == bytes.count || rows.count + faults.count >= limit { return }
      if !scanRecord(bytes, isLast: isLast) { return }
    }
  }

  /// Reads one record; false if the piece ends first.
  private mutating func scanRecord(_ bytes: Span<UInt8>, isLast: Bool) -> Bool {
    let count = bytes.count
    let mark = (fields: fields.count, escaped: escaped.count, faults: faults.count)
    let firstField = mark.fields
    let recordLine = line
    var line = line
    var start = position
    while true {
      var end: Int
      if start < count && bytes[start] == quote && quote != lineBreak {
        let openingLine = line
        var isEscaped = false
        var cursor = start + 1
        while true {
          cursor = bytes.firstOffset(of: quote, or: lineBreak, from: cursor)
          if cursor >= count {
            openQuote = (start, openingLine)
            break
          }
          if bytes[cursor] == lineBreak {
            line += 1
            cursor += 1
            continue
          }
          if cursor + 1 < count && bytes[cursor + 1] == quote {
            isEscaped = true
            cursor += 2
            continue
          }
          break
        }
        // What follows the quote decides what it means: wait for a line break behind it.
        let isUndecided = cursor + 1 == count || (cursor + 2 == count && bytes[cursor + 1] == 0x0D)
        if isUndecided && !isLast { openQuote = (start, openingLine) }
        if openQuote != nil && !isLast {
          rollBack(to: mark)
          return false
        }
        end = cursor
        if openQuote == nil {
          end = cursor + 1
          if end < count && bytes[end] != separator && !isLineEnd(bytes, at: end) {
            if line != openingLine {
              openQuote = (start, openingLine)
            } else {
              faults.append((.textAfterQuote, line, recordLine, fields.count - firstField))
              end = bytes.firstOffset(of: separator, or: lineBreak, from: end)
              if end == count && !isLast {
                rollBack(to: mark)
                return false
              }
              isEscaped = true
            }
          }
        }
        if let opening = openQuote {
          openQuote = nil
          rollBack(to: mark)
          giveUp(bytes, opening: opening, recordLine: recordLine)
          return true
        }
        if isEscaped {
          escaped.append(fields.count)
          let stop =
            end < count && bytes[end] == lineBreak && bytes[end - 1] == 0x0D ? end - 1 : end
          fields.append(CSVField(start: start, end: stop, isQuoted: true))
        } else {
          fields.append(CSVField(start: start + 1, end: cursor, isQuoted: true))
        }
        if end < count && bytes[end] == 0x0D && lineBreak != 0x0D { end += 1 }
      } else {
        end = bytes.firstOffset(of: separator, or: lineBreak, from: start)
        if end == count && !isLast {
          rollBack(to: mark)
          return false
        }
        var stop = end
        if stop > start && bytes[stop - 1] == 0x0D && (end == count || bytes[end] == lineBreak) {
          stop -= 1
        }
        fields.append(CSVField(start: start, end: stop, isQuoted: false))
      }
      if end < count && bytes[end] == separator {
        start = end + 1
        continue
      }
      position = min(end + 1, count)
      self.line = line + 1
      if fields.count == firstField + 1, let only = fields.last, only.start == only.end,
        !only.isQuoted
      {
        fields.removeLast()  // A blank line.
      } else {
        rows.append(CSVRow(line: recordLine, firstField: firstField))
      }
      return true
    }
  }

  /// Whether a line ends at an offset, a carriage return before the break included.
  private func isLineEnd(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    if bytes[offset] == lineBreak { return true }
    return bytes[offset] == 0x0D
      && (offset + 1 == bytes.count || bytes[offset + 1] == lineBreak)
  }

  /// Leaves out the record and goes on behind the line on which the quote opened.
  mutating func giveUp(
    _ bytes: Span<UInt8>, opening: (offset: Int, line: Int), recordLine: Int
  ) {
    faults.append((.unclosedQuote, opening.line, recordLine, 0))
    let end = bytes.firstOffset(of: lineBreak, or: lineBreak, from: opening.offset)
    position = min(end + 1, bytes.count)
    line = opening.line + 1
  }

  /// Forgets records and faults, for the next piece.
  mutating func removeAll() {
    fields.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    escaped.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
  }

  /// The number of fields of a record.
  func fieldCount(of index: Int, _ row: CSVRow) -> Int {
    (index + 1 < rows.count ? rows[index + 1].firstField : fields.count) - row.firstField
  }

  /// The offset behind the last field of a record.
  func lastOffset(of row: CSVRow, _ columnCount: Int) -> Int {
    columnCount == 0 ? 0 : fields[row.firstField + columnCount - 1].end
  }

  private mutating func rollBack(to mark: (fields: Int, escaped: Int, faults: Int)) {
    fields.removeLast(fields.count - mark.fields)
    escaped.removeLast(escaped.count - mark.escaped)
    faults.removeLast(faults.count - mark.faults)
  }
}
