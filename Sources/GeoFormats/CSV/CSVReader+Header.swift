extension CSVReader {
  /// Between the fields and behind the records of text delimited as ASCII means it (US and RS),
  /// the form in which the sheets of a workbook arrive.
  static let fieldEnd: UInt8 = 0x1F
  static let recordEnd: UInt8 = 0x1E

  /// Whether a text is delimited by US and RS; a JSON text sequence begins with RS, too.
  static func isDelimitedByControls(_ head: ArraySlice<UInt8>) -> Bool {
    head.contains(recordEnd) && head.first { $0 != recordEnd } != UInt8(ascii: "{")
  }

  /// Refuses what is no text: nothing at all, other encodings, well-known binary files, noise.
  static func checkIsText(
    _ head: ArraySlice<UInt8>, _ name: String
  ) throws(InputError) {
    func refuse(_ what: String, _ action: String) -> InputError {
      InputError(file: name, reason: what, action: action)
    }
    if head.isEmpty { throw refuse("the file is empty", "give a CSV file with a header line") }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x1F, 0x8B]) {
      throw refuse("it is packed, not a CSV text file", "unpack it first")
    }
    let controls = head.count {
      $0 < 0x20 && ($0 < 0x09 || $0 > 0x0D) && $0 != fieldEnd && $0 != recordEnd
    }
    if controls * 100 > head.count {
      throw refuse("it is not a CSV text file", "give a CSV file saved as UTF-8")
    }
  }

  /// Reads the first record that is not blank.
  static func readHeader(
    _ source: ByteSource, _ scanner: inout CSVScanner, _ carry: inout [UInt8],
    _ isAtEnd: inout Bool
  ) throws -> ([String], Int, [Diagnostic]) {
    var wanted = 65_536
    while scanner.rows.isEmpty {
      isAtEnd = try source.read(appendingTo: &carry, atMost: wanted) < wanted
      scanner.position = 0
      scanner.line = 1
      scanner.removeAll()
      scanner.scan(carry.span, isLast: isAtEnd, atMost: 1)
      if let fault = scanner.faults.first(where: { $0.fault == .unclosedQuote }) {
        throw InputError(
          file: source.name,
          reason: "line \(fault.line): a quote in the header is not closed",
          action: "repair the header")
      }
      if !scanner.rows.isEmpty { break }
      if isAtEnd {
        throw InputError(
          file: source.name, reason: "the file has no header line",
          action: "give a CSV file with a header line")
      }
      wanted = max(wanted, carry.count)
      if carry.count >= longestRecord {
        throw InputError(
          file: source.name, reason: "the header is longer than \(longestRecord >> 20) MB",
          action: "give a CSV file saved as UTF-8")
      }
    }
    var bytes = Array(carry[..<scanner.position])
    carry.removeFirst(scanner.position)
    for index in scanner.escaped {
      scanner.fields[index] = CSVScanner.unquote(scanner.fields[index], in: &bytes)
    }
    // Zero bytes are replaced as they are in records.
    let names = scanner.fields.map {
      String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
        .replacing("\u{0}", with: "\u{FFFD}")
    }
    let line = scanner.rows.first?.line ?? 1
    scanner.removeAll()
    return (names, scanner.line, duplicates(names, source.name, line))
  }

  private static func duplicates(_ names: [String], _ file: String, _ line: Int) -> [Diagnostic] {
    var seen: Set<String> = []
    return names.enumerated().compactMap { index, name in
      if name.isEmpty || seen.insert(name).inserted { return nil }
      return Diagnostic(
        .warning, code: "csv-duplicate-column", file: file, line: line, column: "\(index + 1)",
        value: name, reason: "a column of this name is there already",
        action: "the first one is used")
    }
  }
}

extension CSVOptions.Separator {
  /// The byte, found from the first line if it is to be detected.
  func byte(detectedIn head: ArraySlice<UInt8>, lineBreak: UInt8) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    switch self {
    case .comma: return candidates[0]
    case .semicolon: return candidates[1]
    case .tab: return candidates[2]
    case .detect:
      var counts = [0, 0, 0]
      var isInside = false
      for byte in head {
        if byte == UInt8(ascii: "\"") { isInside.toggle() }
        if byte == lineBreak && !isInside { break }
        if !isInside, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
      }
      let best = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) }
      return candidates[best ?? 0]
    }
  }
}
