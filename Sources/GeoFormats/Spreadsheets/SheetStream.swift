/// The cells of a sheet as text delimited by U+001F and U+001E, one record for each row from the
/// first on, so that a record's line is its row (ECMA-376 part 1, chapter 18.3).
///
/// The first row that is not empty names the columns. Numbers stand as in the file, with at most the
/// digits that tell them apart; dates and times as `SerialDate.text`; truth values as TRUE and
/// FALSE; formulas as the value last calculated. Of merged cells the first has the value. Memory is
/// the shared texts and one row.
final class SheetStream: ByteStream {
  private let workbook: Workbook
  private let sheet: Workbook.Sheet
  private let texts: SharedTexts
  private let formats: NumberFormats
  private var parser: XMLPullParser
  private var row = SheetRow()
  private var held = HeldBytes()
  private var diagnostics: [Diagnostic] = []
  /// The number of the last row handed out.
  private var rowNumber = 0
  /// The columns that the header has; nil before it is read.
  private var width: Int?
  private var isAtEnd = false

  init(_ workbook: Workbook, sheet name: String?) throws(InputError) {
    self.workbook = workbook
    sheet = try workbook.sheet(named: name)
    texts = try SharedTexts(workbook)
    formats = try NumberFormats(workbook)
    parser = try workbook.parser(sheet.entry)
    let chosen = sheet.name
    let others = workbook.sheets.filter { $0.name != chosen }
    if name == nil && !others.isEmpty {
      diagnostics.append(
        Diagnostic(
          .warning, code: "sheet-others-not-read", file: workbook.archive.name,
          reason: "only the sheet \(Diagnostic.quoted(chosen)) is read",
          action: "name another as FILE.xlsx:SHEET: \(Workbook.list(others))"))
    }
    while let token = try parser.next() {
      if case .start = token, parser.isNamed("sheetData") { return }
    }
    isAtEnd = true
  }

  var expectedCount: Int? { nil }

  func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics = [] }
    return diagnostics
  }

  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int {
    while held.bytes.count < 1 << 17 && !isAtEnd {
      do {
        try readRow()
      } catch {
        let place = row.lastCell ?? "row \(rowNumber + 1)"
        throw InputError(
          file: error.file, reason: "\(sheet.name)!\(place): \(error.reason)",
          action: error.action)
      }
    }
    return held.take(into: &bytes, atMost: count)
  }

  /// Reads up to the end of the next row, or of the sheet.
  private func readRow() throws(InputError) {
    while let token = try parser.next() {
      switch token {
      case .start where parser.isNamed("row"):
        let number = parser.attribute("r").flatMap(NumberParser.integer) ?? rowNumber + 1
        guard number > rowNumber && number <= 1_048_576 else {
          throw parser.damaged("row \(number) follows row \(rowNumber)")
        }
        row.begin(number)
        try readCells()
        hold(number)
        return
      case .end where parser.isNamed("sheetData"):
        isAtEnd = true
        return
      default: break
      }
    }
    isAtEnd = true
  }

  private func readCells() throws(InputError) {
    while let token = try parser.next() {
      switch token {
      case .start where parser.isNamed("c"): try readCell()
      case .end where parser.isNamed("row"): return
      default: break
      }
    }
  }

  private func readCell() throws(InputError) {
    let kind = try row.beginCell(parser)
    let style = parser.attribute("s").flatMap(NumberParser.integer) ?? 0
    var text = RichText()
    var isInValue = false
    var hasFormula = false
    var depth = 0
    row.value.removeAll(keepingCapacity: true)
    reading: while let token = try parser.next() {
      if text.isOpen {
        _ = text.take(token, parser, into: &row.value)
        continue
      }
      switch token {
      case .start:
        if parser.isNamed("is") {
          text.open(at: row.value.count)
          continue
        }
        depth += 1
        isInValue = parser.isNamed("v")
        if parser.isNamed("f") { hasFormula = true }
      case .end:
        isInValue = false
        if depth == 0 { break reading }
        depth -= 1
      case .text(let range, let isLiteral):
        if isInValue { XMLText.append(parser.buffer[range], isLiteral: isLiteral, to: &row.value) }
      }
    }
    if hasFormula && row.value.isEmpty && kind != .text {
      diagnostics.append(
        Diagnostic(
          .error, code: "sheet-formula-without-value", file: workbook.archive.name,
          line: row.number, column: row.lastCell,
          reason: "the formula has never been calculated",
          action: "read as empty; open the "
            + "workbook in a spreadsheet program and save it again"))
    }
    try convert(kind, style)
    row.endCell()
  }

  /// Turns the value of a cell into the text it stands for.
  private func convert(_ kind: SheetRow.Kind, _ style: Int) throws(InputError) {
    if row.value.isEmpty { return }
    switch kind {
    case .shared:
      guard let index = NumberParser.integer(row.value[...]), let text = texts[index] else {
        throw parser.damaged("it refers to a text that is not there (of \(texts.count))")
      }
      row.value.replaceSubrange(0..., with: text)
    case .truth:
      row.value = Array((row.value == [0x31] ? "TRUE" : "FALSE").utf8)
    case .text: break
    case .formulaText: XMLText.resolveEscapes(&row.value, from: 0)
    case .number:
      let format = formats[style]
      if format == .number && row.value.count <= 15 { return }
      guard let number = NumberParser.double(row.value[...]) else { return }
      if format != .number,
        let text = SerialDate.text(number, format, countsFrom1904: workbook.countsFrom1904)
      {
        row.value = Array(text.utf8)
      } else if row.value.contains(UInt8(ascii: ".")) {
        // Written with 17 digits: 1.1000000000000001 is 1.1.
        row.value.removeAll(keepingCapacity: true)
        row.value.appendDouble(number)
      }
    }
  }

  /// Puts a row behind the others, with an empty one for each that the file leaves out.
  private func hold(_ number: Int) {
    held.bytes.append(
      contentsOf: repeatElement(CSVReader.recordEnd, count: number - rowNumber - 1))
    rowNumber = number
    if width == nil && row.width > 0 { width = row.width }
    let width = width ?? 0
    for cell in row.cells.drop(while: { $0.column < width }) where !cell.range.isEmpty {
      diagnostics.append(
        Diagnostic(
          .error, code: "sheet-cell-outside", file: workbook.archive.name, line: number,
          column: SheetRow.name(ofColumn: cell.column),
          value: String(decoding: row.bytes[cell.range], as: UTF8.self),
          reason: "the cell stands right of the last column that has a name",
          action: "left out; give its column a name in the header"))
    }
    row.append(to: &held.bytes, width: width)
    held.bytes.append(CSVReader.recordEnd)
  }
}
