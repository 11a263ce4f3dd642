import GeoFormats
import Glibc
import TestSupport

/// Packed bytes are read or refused in bounded time; of what comes out, at most 4 MB are looked at.
func checkPacked(_ bytes: [UInt8]) {
  guard let path = memoryFile(bytes) else { return }
  do {
    let source = try ByteSource.open(path)
    var reader = try CSVReader(source)
    var count = 0
    while count < 4 << 20, let batch = try reader.nextBatch() {
      batch.diagnostics.forEach(check)
      count += 1 << 20
    }
  } catch {
    check(error)
  }
}

/// The XML parts of a workbook: sheet, texts, styles, workbook and its relations, apart by zero
/// bytes; the last two have defaults.
func checkWorkbook(_ bytes: [UInt8]) {
  let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  func relation(_ id: String, _ type: String, _ target: String) -> String {
    "<Relationship Id=\"\(id)\" Type=\"\(types)/\(type)\" Target=\"\(target)\"/>"
  }
  let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
  func part(_ index: Int, _ text: String) -> [UInt8] {
    index < parts.count && !parts[index].isEmpty ? parts[index] : Array(text.utf8)
  }
  let relations =
    relation("t", "sharedStrings", "texts.xml") + relation("f", "styles", "styles.xml")
    + relation("s", "worksheet", "sheet.xml")
  checkPacked(
    storedZip([
      ("[Content_Types].xml", Array("<Types/>".utf8)),
      (
        "_rels/.rels",
        Array(
          "<Relationships>\(relation("r", "officeDocument", "xl/workbook.xml"))</Relationships>"
            .utf8)
      ),
      (
        "xl/workbook.xml",
        part(3, "<workbook><sheets><sheet name=\"S\" r:id=\"s\"/></sheets></workbook>")
      ),
      ("xl/_rels/workbook.xml.rels", part(4, "<Relationships>\(relations)</Relationships>")),
      ("xl/sheet.xml", part(0, "<worksheet/>")),
      ("xl/texts.xml", part(1, "<sst/>")),
      ("xl/styles.xml", part(2, "<styleSheet/>")),
    ]))
}

/// A file in memory that holds the bytes, made again for each call; nil if the system has none.
private func memoryFile(_ bytes: [UInt8]) -> String? {
  let descriptor = MemoryFile.descriptor
  guard descriptor >= 0, ftruncate(descriptor, 0) == 0 else { return nil }
  var done = 0
  while done < bytes.count {
    let count = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, done)
    }
    if count <= 0 { return nil }
    done += count
  }
  return "/proc/self/fd/\(descriptor)"
}

private enum MemoryFile {
  static let descriptor: CInt = {
    let name = "/balise-fuzz-\(getpid())"
    defer { _ = unsafe shm_unlink(name) }
    return unsafe shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
  }()
}
