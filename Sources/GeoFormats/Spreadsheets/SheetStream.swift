final class Workbook {
  let archive: ZipArchive
  init(_ archive: ZipArchive) { self.archive = archive }
}
final class SheetStream: ByteStream {
  init(_ book: Workbook, sheet: String?) throws(InputError) {}
  var expectedCount: Int? { nil }
  func takeDiagnostics() -> [Diagnostic] { [] }
  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int { 0 }
}
