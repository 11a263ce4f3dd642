/// The cells of one row of a sheet while it is read.
struct SheetRow {
  /// How the value of a cell is written (ECMA-376 part 1, 18.18.11).
  enum Kind { case number, shared, text, formulaText, truth }

  /// The most columns of a sheet, up to XFD.
  static let mostColumns = 16_384

  private(set) var number = 0
  private(set) var bytes: [UInt8] = []
  /// The cells by rising column, with their text in `bytes`.
  private(set) var cells: [(column: Int, range: Range<Int>)] = []
  /// The text of the cell being read.
  var value: [UInt8] = []
  private var column = -1

  /// The cell being read, or read last: `C7`; nil at the start of a row.
  var lastCell: String? {
    column < 0 ? nil : SheetRow.name(ofColumn: column) + String(number)
  }

  /// The number of columns up to the last one that is not empty.
  var width: Int { cells.last { !$0.range.isEmpty }.map { $0.column + 1 } ?? 0 }

  mutating func begin(_ number: Int) {
    self.number = number
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    column = -1
  }

  /// Begins the cell of the current start tag.
  mutating func beginCell(_ parser: borrowing XMLPullParser) throws(InputError) -> Kind {
    let previous = column
    column = parser.attribute("r").flatMap(SheetRow.column) ?? previous + 1
    guard column > previous && column < SheetRow.mostColumns else {
      throw parser.damaged("the cells of a row are not in order")
    }
    guard let type = parser.attribute("t") else { return .number }
    switch type.first {
    case UInt8(ascii: "s"): return type.count == 1 ? .shared : .formulaText
    case UInt8(ascii: "b"): return .truth
    case UInt8(ascii: "n"): return .number
    default: return .text  // inlineStr, d (ISO 8601), e (errors such as #N/A)
    }
  }

  mutating func endCell() {
    let start = bytes.count
    bytes += value
    cells.append((column, start..<bytes.count))
  }

  /// Appends the fields of as many columns, U+001F between them; a row without text is left blank.
  func append(to target: inout [UInt8], width: Int) {
    if !cells.contains(where: { $0.column < width && !$0.range.isEmpty }) { return }
    var column = 0
    for cell in cells where cell.column < width {
      while column < cell.column {
        target.append(CSVReader.fieldEnd)
        column += 1
      }
      target.append(contentsOf: bytes[cell.range])
    }
    while column < width - 1 {
      target.append(CSVReader.fieldEnd)
      column += 1
    }
  }

  /// The column of a reference such as `C7`, counted from 0; nil if it is none.
  static func column(_ reference: ArraySlice<UInt8>) -> Int? {
    var column = 0
    for byte in reference {
      let letter = Int(byte & 0xDF) - 0x40
      if byte < 0x40 || !(1...26).contains(letter) { break }
      column = column * 26 + letter
      if column > mostColumns { break }
    }
    return column == 0 ? nil : column - 1
  }

  /// The letters of a column.
  static func name(ofColumn column: Int) -> String {
    var name = ""
    var rest = column + 1
    while rest > 0 {
      name = String(Unicode.Scalar(UInt8(0x41 + (rest - 1) % 26))) + name
      rest = (rest - 1) / 26
    }
    return name
  }
}
