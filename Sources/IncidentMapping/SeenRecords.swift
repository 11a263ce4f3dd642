/// The identifiers met so far, to notice a record that comes twice.
///
/// Kept as 64-bit hashes, about 40 bytes a record with the table's spare room: among ten million records two different identifiers are taken for one with
/// a probability of 3 in a million, and then only a warning is wrong.
public struct SeenRecords: Sendable {
  private var files: [String] = []
  private var fileOfHash: [UInt64: Int32] = [:]

  /// Knows no record.
  public init() {}

  /// Notes an identifier; gives the file it came from before, if it did.
  mutating func insert(_ id: String, from file: String) -> String? {
    let number = files.lastIndex(of: file) ?? files.count
    if number == files.count { files.append(file) }
    let hash = Self.hash(id)
    if let before = fileOfHash[hash] { return files[Int(before)] }
    fileOfHash[hash] = Int32(clamping: number)
    return nil
  }

  /// FNV-1a (Fowler, Noll and Vo), the same in every run.
  private static func hash(_ id: String) -> UInt64 {
    id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
