import SimpleFeatures

/// The table of a shapefile: dBASE, as far as shapefiles use it.
struct DBaseTable {
  private struct Field {
    var name: String
    var type: UInt8
    var start: Int
    var length: Int
    var decimals: Int
  }

  /// How many rows there are, those marked as deleted included.
  let count: Int
  /// The encoding the texts were taken for.
  let encoding: String
  let diagnostics: [Diagnostic]
  private let bytes: [UInt8]
  private let fields: [Field]
  private let firstRow: Int
  private let rowLength: Int
  private let decoder: TableTextDecoder

  init(_ bytes: [UInt8], statedEncoding: String?, file: String) throws(InputError) {
    func damaged(_ what: String) -> InputError {
      InputError(
        file: file, reason: "its table (.dbf) is damaged: \(what)", action: "get the files again")
    }
    guard bytes.count >= 33 else { throw damaged("it is cut off in its header") }
    let count = bytes.integer(at: 4, isBigEndian: false)
    firstRow = Int(bytes[8]) | Int(bytes[9]) << 8
    rowLength = Int(bytes[10]) | Int(bytes[11]) << 8
    guard count >= 0, rowLength >= 1, firstRow >= 33, firstRow <= bytes.count else {
      throw damaged("its header makes no sense")
    }
    guard (bytes.count - firstRow) / rowLength >= count else {
      throw damaged(
        "its header says \(count) rows, of which \((bytes.count - firstRow) / rowLength) are there")
    }
    self.count = count
    self.bytes = bytes
    var fields: [(name: ArraySlice<UInt8>, field: Field)] = []
    var start = 1
    for offset in stride(from: 32, to: firstRow - 31, by: 32) where bytes[offset] != 0x0D {
      let type = bytes[offset + 11]
      // Texts longer than 255 bytes have the high byte of their length where others have decimals.
      let isText = type == UInt8(ascii: "C")
      let length = Int(bytes[offset + 16]) + (isText ? Int(bytes[offset + 17]) << 8 : 0)
      guard start + length <= rowLength else {
        throw damaged("its columns are wider than its rows")
      }
      fields.append(
        (
          bytes[offset..<offset + 11].prefix { $0 != 0 },
          Field(
            name: "", type: type, start: start, length: length, decimals: Int(bytes[offset + 17]))
        ))
      start += length
    }
    let texts = fields.filter { $0.field.type == UInt8(ascii: "C") }.map(\.field)
    let (first, width) = (firstRow, rowLength)
    decoder = TableTextDecoder(
      stated: statedEncoding, languageDriver: bytes[29],
      texts: (0..<count).lazy.flatMap { row in
        texts.lazy.map { field in
          let start = first + row * width + field.start
          return bytes[start..<start + field.length]
        }
      })
    encoding = decoder.name
    diagnostics =
      decoder.remark.map {
        [
          Diagnostic(
            .warning, code: "encoding-windows-1252", file: file, reason: $0,
            action: "look at the accents; a .cpg beside the .dbf names the encoding")
        ]
      } ?? []
    let decoder = decoder
    self.fields = fields.enumerated().map { number, column in
      var field = column.field
      let name = decoder.text(column.name)
      field.name = name.isEmpty ? "column \(number + 1)" : name
      return field
    }
  }

  /// The values of a row; nil for one that is marked as deleted.
  func row(_ number: Int) -> Properties? {
    guard number >= 0, number < count else { return nil }
    let start = firstRow + number * rowLength
    if bytes[start] == UInt8(ascii: "*") { return nil }
    return Properties(
      fields.map { field in
        let given = bytes[start + field.start..<start + field.start + field.length]
        return Properties.Member(field.name, value(given, field))
      })
  }

  private func value(_ given: ArraySlice<UInt8>, _ field: Field) -> PropertyValue {
    switch field.type {
    case UInt8(ascii: "I") where field.length == 4:
      return .integer(Array(given).integer(at: 0, isBigEndian: false))
    case UInt8(ascii: "O") where field.length == 8, UInt8(ascii: "B") where field.length == 8:
      let number = Array(given).double(at: 0)
      return number.isFinite ? .number(number) : .null
    case UInt8(ascii: "C"):
      let text = decoder.text(given)
      return text.isEmpty ? .null : .string(text)
    case UInt8(ascii: "N"), UInt8(ascii: "F"):
      let text = decoder.text(given)
      if let number = Int(text) { return .integer(number) }
      // What is not known is blank or stars.
      return Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    case UInt8(ascii: "D"):
      let text = decoder.text(given)
      guard text.count == 8, text.allSatisfy(\.isNumber), text != "00000000" else { return .null }
      return .string("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    case UInt8(ascii: "L"):
      switch given.first {
      case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "Y"), UInt8(ascii: "y"):
        return .bool(true)
      case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "N"), UInt8(ascii: "n"):
        return .bool(false)
      default: return .null
      }
    default: return .null
    }
  }
}
