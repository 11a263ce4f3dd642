/// A workbook with the given sheets: name and XML between `<sheetData>` and its end.
public func workbook(
  _ sheets: [(name: String, rows: String)], texts: String = "", formats: String = "",
  properties: String = "", changed: [String: String] = [:]
) -> [UInt8] {
  let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  func relation(_ id: String, _ type: String, _ target: String) -> String {
    "<Relationship Id=\"\(id)\" Type=\"\(types)/\(type)\" Target=\"\(target)\"/>"
  }
  var parts: [(String, String)] = [
    ("[Content_Types].xml", "<Types/>"),
    (
      "_rels/.rels",
      "<Relationships>\(relation("r", "officeDocument", "/xl/workbook.xml"))</Relationships>"
    ),
    (
      "xl/workbook.xml",
      "<?xml version=\"1.0\"?><workbook xmlns:r=\"\(types)\">\(properties)<sheets>"
        + sheets.enumerated().map { index, sheet in
          "<sheet name=\"\(sheet.name)\" sheetId=\"1\" r:id=\"s\(index)\""
            + (sheet.name.hasPrefix("hidden") ? " state=\"hidden\"/>" : "/>")
        }.joined() + "</sheets></workbook>"
    ),
    (
      "xl/_rels/workbook.xml.rels",
      "<Relationships>" + relation("t", "sharedStrings", "sharedStrings.xml")
        + relation("f", "styles", "./styles.xml")
        + sheets.indices.map { relation("s\($0)", "worksheet", "sheets/\($0).xml") }.joined()
        + "</Relationships>"
    ),
    ("xl/sharedStrings.xml", "<sst>\(texts)</sst>"),
    ("xl/styles.xml", "<styleSheet>\(formats)</styleSheet>"),
  ]
  for (index, sheet) in sheets.enumerated() {
    parts.append(
      (
        "xl/sheets/\(index).xml",
        "<worksheet><sheetData>\(sheet.rows)</sheetData><mergeCells/></worksheet>"
      ))
  }
  return storedZip(parts.map { ($0.0, Array((changed[$0.0] ?? $0.1).utf8)) })
}
