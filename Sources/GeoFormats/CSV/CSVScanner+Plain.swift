extension CSVScanner {
  /// Reads records as long as they are as they should be, and stops before the first that is not
  /// or may not be whole: `scanRecord` knows what to do with it.
  ///
  /// The loop over all fields of a table; its arrays are local, so that nothing is checked twice.
  mutating func scanPlainRecords(_ bytes: Span<UInt8>, atMost limit: Int) {
    let raw = unsafe bytes.bytes
    let (separator, lineBreak, quote) = (separator, lineBreak, quote)
    let hasQuotes = quote != lineBreak
    let separators = ByteWord.repeated(separator)
    let lineBreaks = ByteWord.repeated(lineBreak)
    let quotes = ByteWord.repeated(quote)
    // A word can be read, and two bytes looked at behind any byte in it, up to here.
    let end = bytes.count - 10
    var fields: [CSVField] = []
    var escaped: [Int] = []
    swap(&fields, &self.fields)
    swap(&escaped, &self.escaped)
    var position = position
    var line = line
    var whole = (fields: fields.count, escaped: escaped.count)
    record: while rows.count < limit {
      while position < end && bytes[position] == lineBreak {
        position += 1  // A blank line.
        line += 1
      }
      var start = position
      let recordLine = line
      var lines = 1
      while true {
        guard start < end else { break record }
        if bytes[start] == quote && hasQuotes {
          var cursor = start + 1
          var isEscaped = false
          while true {
            guard cursor < end else { break record }
            let word = UInt64(
              littleEndian: unsafe raw.unsafeLoadUnaligned(
                fromByteOffset: cursor, as: UInt64.self))
            let found = ByteWord.zeros(word ^ quotes) | ByteWord.zeros(word ^ lineBreaks)
            guard found != 0 else {
              cursor += 8
              continue
            }
            cursor += found.trailingZeroBitCount >> 3
            if bytes[cursor] == lineBreak {
              lines += 1
              cursor += 1
            } else if bytes[cursor + 1] == quote {
              isEscaped = true
              cursor += 2
            } else {
              break
            }
          }
          var next = cursor + 1
          if bytes[next] == 0x0D && lineBreak != 0x0D { next += 1 }
          let isLineEnd = bytes[next] == lineBreak
          guard isLineEnd || (bytes[next] == separator && next == cursor + 1) else { break record }
          if isEscaped {
            escaped.append(fields.count)
            fields.append(CSVField(start: start, end: cursor + 1, isQuoted: true))
          } else {
            fields.append(CSVField(start: start + 1, end: cursor, isQuoted: true))
          }
          start = next + 1
          if isLineEnd { break }
        } else {
          var cursor = start
          var found: UInt64
          while true {
            guard cursor < end else { break record }
            let word = UInt64(
              littleEndian: unsafe raw.unsafeLoadUnaligned(
                fromByteOffset: cursor, as: UInt64.self))
            found = ByteWord.zeros(word ^ separators) | ByteWord.zeros(word ^ lineBreaks)
            if found != 0 { break }
            cursor += 8
          }
          cursor += found.trailingZeroBitCount >> 3
          if bytes[cursor] == separator {
            fields.append(CSVField(start: start, end: cursor, isQuoted: false))
            start = cursor + 1
          } else {
            let hasReturn = cursor > start && bytes[cursor - 1] == 0x0D
            fields.append(
              CSVField(start: start, end: hasReturn ? cursor - 1 : cursor, isQuoted: false))
            start = cursor + 1
            break
          }
        }
      }
      if fields.count == whole.fields + 1, let only = fields.last, only.start == only.end,
        !only.isQuoted
      {
        fields.removeLast()  // A blank line.
      } else {
        rows.append(CSVRow(line: recordLine, firstField: whole.fields))
      }
      position = start
      line += lines
      whole = (fields.count, escaped.count)
    }
    fields.removeLast(fields.count - whole.fields)
    escaped.removeLast(escaped.count - whole.escaped)
    swap(&fields, &self.fields)
    swap(&escaped, &self.escaped)
    self.position = position
    self.line = line
  }
}
