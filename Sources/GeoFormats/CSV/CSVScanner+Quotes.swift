extension CSVScanner {
  /// Takes the quotes out of a field in place: those around it, and one of each doubled pair;
  /// behind the closing quote everything is text. O(length), eight bytes at a time.
  static func unquote(_ field: CSVField, in bytes: inout [UInt8]) -> CSVField {
    let quote = UInt8(ascii: "\"")
    let quotes = ByteWord.repeated(quote)
    var text = bytes.mutableSpan
    var target = field.start
    var source = field.start + 1
    var isInside = true
    while source < field.end {
      if isInside && source + 8 <= field.end {
        var raw = unsafe text.mutableBytes
        let word = UInt64(
          littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: source, as: UInt64.self))
        let found = ByteWord.zeros(word ^ quotes)
        if found == 0 {
          // What is overwritten has been read: the target is behind the source.
          raw.storeBytes(of: word.littleEndian, toByteOffset: target, as: UInt64.self)
          target += 8
          source += 8
          continue
        }
        for _ in 0..<found.trailingZeroBitCount >> 3 {
          text[target] = text[source]
          target += 1
          source += 1
        }
      }
      let byte = text[source]
      source += 1
      if isInside && byte == quote {
        if source < field.end && text[source] == quote {
          source += 1
        } else {
          isInside = false
          continue
        }
      }
      text[target] = byte
      target += 1
    }
    // What is left behind must not look like broken UTF-8.
    for index in target..<field.end { text[index] = 0x20 }
    return CSVField(start: field.start, end: target, isQuoted: true)
  }
}
