import GeoFormats

/// The lines of a data file of SaTScan: fields between blanks, in quotes where they hold some.
struct SaTScanFile {
  let name: String
  let records: [(line: Int, fields: [String])]

  init(path: String, name: String) throws {
    self.init(
      bytes: try ByteSource.open(path).recodedToUTF8().readAll(), name: name)
  }

  init(bytes: [UInt8], name: String) {
    self.name = name
    let text = String(decoding: bytes, as: UTF8.self)
    var records: [(Int, [String])] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (place, line) in lines.enumerated() {
      let fields = Self.fields(line)
      if !fields.isEmpty { records.append((place + 1, fields)) }
    }
    self.records = records
  }

  private static func fields(_ line: Substring) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var (isQuoted, isOpen) = (false, false)
    for byte in line.utf8 {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        isOpen = true
      } else if isQuoted || !(byte == 0x20 || byte == 0x09 || byte == 0x0D) {
        field.append(byte)
        isOpen = true
      } else if isOpen {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        isOpen = false
      }
    }
    if isOpen { fields.append(String(decoding: field, as: UTF8.self)) }
    return fields
  }

  func error(_ line: Int, _ value: String?, _ reason: String) -> SaTScanError {
    SaTScanError(file: name, line: line, value: value, reason: reason)
  }
}
