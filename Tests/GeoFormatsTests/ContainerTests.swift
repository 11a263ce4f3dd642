import Foundation
import GeoFormats
import TestSupport
import Testing

/// Reads a table from a file.
func readFile(
  _ path: String, _ options: CSVOptions = CSVOptions()
) throws -> (header: [String], records: [[String]], diagnostics: [Diagnostic]) {
  var reader = try CSVReader(ByteSource.open(path), options)
  var records: [[String]] = []
  while let record = try reader.next() { records.append(record.fields) }
  return (reader.header, records, reader.diagnostics)
}

/// Python 3 with its standard library, which packs the fixtures; nil where there is none.
let python = externalTool("python3")

func write(_ bytes: [UInt8], _ path: String) throws {
  try Data(bytes).write(to: URL(filePath: path))
}

@Suite("Packed files")
struct ContainerTests {
  /// Packs every `N.csv` of a folder in each way, with Python's own modules.
  private static let packing = """
    import gzip, os, sys, zipfile
    for name in os.listdir():
        stem, bytes = name[:-4], open(name, 'rb').read()
        half = len(bytes) // 2
        with open(stem + '.gz', 'wb') as out:
            out.write(gzip.compress(bytes, 1))
        with open(stem + '.members', 'wb') as out:
            out.write(gzip.compress(bytes[:half]) + gzip.compress(b'') + gzip.compress(bytes[half:]))
            out.write(b'\\0' * 512)
        for suffix, method in ('.zip', zipfile.ZIP_DEFLATED), ('.stored', zipfile.ZIP_STORED):
            with zipfile.ZipFile(stem + suffix, 'w', method) as out:
                out.writestr('folder/', '')
                out.writestr('folder/table.csv', bytes)
        with open(stem + '.utf16le', 'wb') as out:
            out.write(bytes.decode('utf-8').encode('utf-16'))
        with open(stem + '.utf16be', 'wb') as out:
            out.write(bytes.decode('utf-8').encode('utf-16-be'))
        with open(stem + '.gz16', 'wb') as out:
            out.write(gzip.compress(bytes.decode('utf-8').encode('utf-16')))
    """

  @Test(
    "a table packed or recoded in any way reads as the plain one, for seeded random tables",
    .enabled("python3 is not installed") { python != nil })
  func roundTrips() throws {
    let python = try #require(python)
    try withTemporaryFolder { folder in
      for seed in 0..<12 {
        var generator = SplitMix64(seed: UInt64(seed))
        let pieces = ["\"\"", ",", "\n", "\r\n", "a", "é", "\u{1F30D}", "中", ";", " ", "12.5"]
        var text = "id,note,last\n"
        // Long ones reach over several pieces of every stream.
        for row in 0..<(seed < 10 ? 20 : 6000) {
          let note = (0..<Int.random(in: 0...9, using: &generator))
            .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
          text += "\(row),\"\(note)\",é\n"
        }
        try write(Array(text.utf8), "\(folder)/\(seed).csv")
      }
      let made = try run(
        URL(filePath: "/bin/sh"),
        ["-c", "cd \"$1\" && exec \"$2\" -c \"$3\"", "sh", folder, python.path, Self.packing])
      #expect(made.status == 0)
      for seed in 0..<12 {
        let plain = try readFile("\(folder)/\(seed).csv")
        #expect(plain.records.count >= 20 && plain.diagnostics.isEmpty)
        for suffix in [
          "gz", "members", "zip", "stored", "utf16le", "utf16be", "gz16", "zip:folder/table.csv",
          "zip:table.csv",
        ] {
          let packed = try readFile("\(folder)/\(seed).\(suffix)")
          #expect(packed.header == plain.header, "seed \(seed) \(suffix)")
          #expect(packed.records == plain.records, "seed \(seed) \(suffix)")
          #expect(packed.diagnostics.isEmpty, "seed \(seed) \(suffix)")
        }
      }
    }
  }

  @Test("of several files in an archive the one table is taken, or they are listed")
  func choice() throws {
    let table = ("data/ged.CSV", Array("a,b\n1,2\n".utf8))
    let note = ("readme.txt", Array("read me".utf8))
    try withTemporaryFolder { folder in
      try write(
        storedZip([note, ("__MACOSX/data/._ged.csv", [0, 5]), table]), "\(folder)/one")
      #expect(try readFile("\(folder)/one").records == [["1", "2"]])
      #expect(try ByteSource.open("\(folder)/one:readme.txt").readAll() == note.1)
      try write(storedZip([note, table, ("b.csv", [])]), "\(folder)/two")
      let error = #expect(throws: InputError.self) { try ByteSource.open("\(folder)/two") }
      #expect(error?.reason == "the zip archive has several files")
      #expect(
        error?.action
          == "name one as FILE.zip:ENTRY; it has \"readme.txt\", \"data/ged.CSV\", \"b.csv\"")
      #expect(try readFile("\(folder)/two:data/ged.CSV").records == [["1", "2"]])
      let missing = #expect(throws: InputError.self) { try ByteSource.open("\(folder)/two:c.csv") }
      #expect(missing?.reason == "the zip archive has no entry \"c.csv\"")
    }
  }

  @Test("a colon in the name of a file is part of the name")
  func colons() throws {
    try withTemporaryFolder { folder in
      try write(Array("a,b\n1,2\n".utf8), "\(folder)/2024-01-01T00:00.csv")
      #expect(try readFile("\(folder)/2024-01-01T00:00.csv").records == [["1", "2"]])
      let error = #expect(throws: InputError.self) {
        try ByteSource.open("\(folder)/2024-01-01T00:00.csv:x")
      }
      #expect(error?.reason.contains("no zip archive or workbook") == true)
    }
  }

  static let refused: [([UInt8], String)] = [
    (storedZip([("a.csv", [1])], flags: 1), "has a password"),
    (storedZip([]), "the zip archive is empty"),
    (Array(storedZip([("a.csv", Array("a,b\n".utf8))]).dropLast(30)), "damaged or cut"),
    (storedZip([("a.zip", storedZip([("b", [1])]))]), "packed once more"),
    (storedZip([("mimetype", [1]), ("content.xml", [1])]), "OpenDocument"),
    ([0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 100), "damaged or cut"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ".xls"),
    (Array("BZh91AY".utf8), "bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], "xz"),
    ([0x1F, 0x8B, 8], "ends in the middle"), ([0x1F, 0x8B], "ends in the middle"),
    ([0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0, 0], "damaged (unknown compression method)"),
  ]

  @Test("what cannot be unpacked says why", arguments: refused)
  func refusals(bytes: [UInt8], reason: String) throws {
    try withTemporaryFolder { folder in
      try write(bytes, "\(folder)/x.csv")
      let error = #expect(throws: InputError.self) {
        try ByteSource.open("\(folder)/x.csv").readAll()
      }
      #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  /// `a,b` and 3,000 rows `1,2`, made by gzip 1.12 (`gzip -9n`).
  static let gzipped: [UInt8] = Array(
    Data(
      base64Encoded: "H4sIAAAAAAACA+3DIQ0AAAgAME8WDDSC/iGIgfm3T25Utqqqqqqqqqqqqqqqvj8+Dm6D5C"
        + "4AAA==") ?? Data())

  @Test("gzip data cut or changed anywhere is an error or the same table, never a wrong one")
  func damagedGzip() throws {
    try withTemporaryFolder { folder in
      try write(Self.gzipped, "\(folder)/whole")
      let whole = try readFile("\(folder)/whole")
      try #require(whole.records.count == 3000)
      for length in 2..<Self.gzipped.count {
        try write(Array(Self.gzipped[..<length]), "\(folder)/cut")
        #expect(throws: InputError.self, "\(length)") { try readFile("\(folder)/cut") }
      }
      var generator = SplitMix64(seed: 31)
      for _ in 0..<100 {
        var bytes = Self.gzipped
        let index = Int.random(in: 10..<bytes.count, using: &generator)
        bytes[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
        try write(bytes, "\(folder)/bent")
        if let table = try? readFile("\(folder)/bent") { #expect(table.records == whole.records) }
      }
    }
  }

  @Test("a changed byte in a zip entry is found by its checksum")
  func damagedZip() throws {
    var bytes = storedZip([("a.csv", Array("a,b\n1,2\n".utf8))])
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "2")))
    bytes[place] = UInt8(ascii: "3")
    try withTemporaryFolder { folder in
      try write(bytes, "\(folder)/x.zip")
      let error = #expect(throws: InputError.self) { try readFile("\(folder)/x.zip") }
      #expect(error?.reason.contains("\"a.csv\" in the zip archive is damaged (CRC error)") == true)
    }
  }

  @Test("bytes behind gzip data are left out and said")
  func trailing() throws {
    try withTemporaryFolder { folder in
      try write(Self.gzipped + Array("rubbish".utf8), "\(folder)/x")
      let table = try readFile("\(folder)/x")
      #expect(table.records.count == 3000)
      #expect(table.diagnostics.map(\.code) == ["gzip-trailing-bytes"])
    }
  }

  @Test(
    "a bomb of 256 MB of zeros takes little memory",
    .enabled("python3 is not installed") { python != nil })
  func bomb() throws {
    let python = try #require(python)
    try withTemporaryFolder { folder in
      let made = try run(
        python,
        [
          "-c",
          """
          import sys, zlib
          packer = zlib.compressobj(1, zlib.DEFLATED, 31)
          with open(sys.argv[1], 'wb') as out:
              out.write(packer.compress(b'a,b\\n'))
              for _ in range(256): out.write(packer.compress(b'0' * (1 << 20)))
              out.write(packer.compress(b'\\n1,2\\n') + packer.flush())
          """, "\(folder)/bomb",
        ])
      #expect(made.status == 0)
      let before = peakMemory()
      let source = try ByteSource.open("\(folder)/bomb")
      var bytes: [UInt8] = []
      var count = 0
      while case let got = try source.read(appendingTo: &bytes), got > 0 {
        count += got
        bytes.removeAll(keepingCapacity: true)
      }
      #expect(count == (256 << 20) + 9)
      #expect(throws: InputError.self) {
        try ByteSource.open("\(folder)/bomb").readAll(limit: 8 << 20)
      }
      // Other tests run meanwhile and take some, too.
      #expect(peakMemory() - before < 160 << 20)
    }
  }

  /// The most memory the process has had, in bytes.
  private func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
  }
}
