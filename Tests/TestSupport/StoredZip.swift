/// A zip archive of unpacked entries (APPNOTE 6.3, sections 4.3.7 to 4.3.16), for small fixtures.
public func storedZip(_ entries: [(name: String, bytes: [UInt8])], flags: Int = 0) -> [UInt8] {
  func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for (name, bytes) in entries {
    let size = little(bytes.count, 4)
    let common =
      little(20, 2) + little(flags | 0x800, 2) + little(0, 6) + little(Int(crc32(bytes)), 4) + size
      + size + little(name.utf8.count, 2) + little(0, 2)
    directory +=
      [0x50, 0x4B, 1, 2] + little(20, 2) + common + little(0, 10) + little(archive.count, 4)
      + Array(name.utf8)
    archive += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
  }
  let count = little(entries.count, 2)
  return archive + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + count + count
    + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
}

/// The checksum of zip and gzip (RFC 1952, section 8).
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(UInt32.max) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in
      rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
    }
  }
}
