/// What an Excel workbook says of its sheets (ECMA-376 part 1, chapter 18.2).
struct Workbook {
  /// A sheet with cells.
  struct Sheet {
    var name: String
    var isHidden: Bool
    /// The name of its file in the archive.
    var entry: String
  }

  let archive: ZipArchive
  /// The sheets in the order of their tabs.
  private(set) var sheets: [Sheet] = []
  /// Whether days are counted from 1904 on.
  private(set) var countsFrom1904 = false
  private(set) var sharedTextEntry: String?
  private(set) var styleEntry: String?

  init(_ archive: ZipArchive) throws(InputError) {
    self.archive = archive
    let root = try Workbook.relations(of: "", in: archive)
    guard let main = root.first(where: { $0.type == "officeDocument" })?.target else {
      throw InputError(
        file: archive.name, reason: "it is an Office file without a workbook",
        action: "save the table as .xlsx or CSV")
    }
    if main.hasSuffix(".bin") {
      throw InputError(
        file: archive.name, reason: "it is a binary workbook (.xlsb)",
        action: "save it as .xlsx or CSV")
    }
    let parts = try Workbook.relations(of: main, in: archive)
    sharedTextEntry = parts.first { $0.type == "sharedStrings" }?.target
    styleEntry = parts.first { $0.type == "styles" }?.target
    var parser = try Workbook.parser(main, in: archive)
    while let token = try parser.next() {
      guard case .start = token else { continue }
      if parser.isNamed("workbookPr") {
        let flag = parser.attributeText("date1904")
        countsFrom1904 = flag == "1" || flag == "true"
      } else if parser.isNamed("sheet"), let name = parser.attributeText("name"),
        let id = parser.attributeText("id"),
        let part = parts.first(where: { $0.id == id }), part.type == "worksheet"
      {
        let state = parser.attributeText("state") ?? "visible"
        sheets.append(Sheet(name: name, isHidden: state != "visible", entry: part.target))
      }
    }
  }

  /// The sheet of a name, or without one the first that can be seen.
  func sheet(named name: String?) throws(InputError) -> Sheet {
    if let name {
      if let sheet = sheets.first(where: { $0.name == name }) { return sheet }
      throw InputError(
        file: archive.name, reason: "the workbook has no sheet \"\(name)\"",
        action: "it has " + Workbook.list(sheets))
    }
    guard let sheet = sheets.first(where: { !$0.isHidden }) ?? sheets.first else {
      throw InputError(file: archive.name, reason: "the workbook has no sheet with cells")
    }
    return sheet
  }

  /// The names of sheets for a message, the first twenty.
  static func list(_ sheets: [Sheet]) -> String {
    let names = sheets.prefix(20).map { Diagnostic.quoted($0.name) }.joined(separator: ", ")
    return sheets.count > 20 ? "\(names) and \(sheets.count - 20) more" : names
  }

  func parser(_ entry: String) throws(InputError) -> XMLPullParser {
    try Workbook.parser(entry, in: archive)
  }

  private static func parser(
    _ name: String, in archive: ZipArchive
  ) throws(InputError) -> XMLPullParser {
    guard let entry = archive.entries.first(where: { $0.name == name }) else {
      throw InputError(
        file: archive.name, reason: "the workbook lacks its part \(Diagnostic.quoted(name))",
        action: "open it in a spreadsheet program and save it again")
    }
    return XMLPullParser(
      ByteSource(try archive.open(entry), name: archive.name), title: "part \"\(name)\"")
  }

  private struct Relation {
    var id: String
    /// The last part of the type's address.
    var type: Substring
    /// The name of a file in the archive.
    var target: String
  }

  /// What a part refers to (ECMA-376 part 2, chapter 6.5).
  private static func relations(
    of part: String, in archive: ZipArchive
  ) throws(InputError) -> [Relation] {
    let slash = part.lastIndex(of: "/").map(part.index(after:)) ?? part.startIndex
    let folder = part[..<slash]
    let entry = "\(folder)_rels/\(part[slash...]).rels"
    var relations: [Relation] = []
    var parser = try parser(entry, in: archive)
    while let token = try parser.next() {
      guard case .start = token, parser.isNamed("Relationship"),
        let id = parser.attributeText("Id"), let type = parser.attributeText("Type"),
        let target = parser.attributeText("Target")
      else { continue }
      let path = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
      relations.append(
        Relation(
          id: id, type: type.split(separator: "/").last ?? "", target: resolved(path)))
    }
    return relations
  }

  /// A path with its `.` and `..` carried out.
  private static func resolved(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
