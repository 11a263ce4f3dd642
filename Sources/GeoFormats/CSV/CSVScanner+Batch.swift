extension CSVScanner {
  /// Turns what was found into a batch and forgets it: takes quotes out, leaves out rows that have
  /// another number of fields than expected, repairs broken text.
  mutating func takeBatch(
    of bytes: inout [UInt8], columnCount: Int, hasDecimalCommas: Bool, _ found: inout CSVFindings
  ) -> CSVBatch.Storage {
    for fault in faults { found.add(fault) }
    for index in escaped { fields[index] = CSVScanner.unquote(fields[index], in: &bytes) }
    var whole: [CSVRow] = []
    whole.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      let count = fieldCount(of: index, row)
      let isExtraEmpty =
        count <= columnCount
        || fields[row.firstField + columnCount..<row.firstField + count]
          .allSatisfy { $0.start == $0.end }
      if count >= columnCount && isExtraEmpty {
        whole.append(row)
      } else {
        found.wrongFieldCount(count, columnCount, line: row.line)
      }
    }
    repair(&bytes, whole, columnCount, &found)
    defer { removeAll() }
    return CSVBatch.Storage(
      bytes: bytes, fields: fields, rows: whole, columnCount: columnCount,
      hasDecimalCommas: hasDecimalCommas)
  }

  /// Replaces broken text; the new text goes behind the old bytes.
  private mutating func repair(
    _ bytes: inout [UInt8], _ rows: [CSVRow], _ columnCount: Int, _ found: inout CSVFindings
  ) {
    let end = position
    var checked = 0
    var next = 0
    while let broken = UTF8Check.firstInvalid(in: bytes.span, from: checked, to: end) {
      // The row that holds the broken byte, or the next one if it was left out.
      while next < rows.count && lastOffset(of: rows[next], columnCount) <= broken {
        next += 1
      }
      guard next < rows.count else { return }
      // Repaired fields lie elsewhere afterwards.
      checked = max(broken + 1, lastOffset(of: rows[next], columnCount))
      repair(&bytes, rows[next], columnCount, &found)
      next += 1
    }
  }

  private mutating func repair(
    _ bytes: inout [UInt8], _ row: CSVRow, _ columnCount: Int, _ found: inout CSVFindings
  ) {
    for column in 0..<columnCount {
      let index = row.firstField + column
      let field = fields[index]
      if UTF8Check.firstInvalid(in: bytes.span, from: field.start, to: field.end) == nil {
        continue
      }
      let text = UTF8Check.repaired(bytes[field.start..<field.end])
      let isOnlyZero =
        UTF8Check.firstInvalid(
          in: bytes.span, from: field.start, to: field.end, allowingZero: true) == nil
      fields[index] = CSVField(
        start: bytes.count, end: bytes.count + text.count, isQuoted: field.isQuoted)
      bytes += text
      found.broken(
        String(decoding: text, as: UTF8.self), isOnlyZero: isOnlyZero, line: row.line,
        column: column)
    }
  }
}
