/// Packed files: recognised by their first bytes, never by their name.
enum Container {
  /// Splits `FILE:MEMBER`: the shortest part before a colon that is a file, if the whole is none.
  static func split(_ path: String) -> (file: String, member: String?) {
    guard case .absent = SystemCalls.kind(of: path, followingLinks: true) else {
      return (path, nil)
    }
    for colon in path.indices where path[colon] == ":" {
      let file = String(path[..<colon])
      if case .regular = SystemCalls.kind(of: file, followingLinks: true) {
        return (file, String(path[path.index(after: colon)...]))
      }
    }
    return (path, nil)
  }

  /// The bytes of an open file, or what is packed in it.
  static func unpack(
    _ stream: FileStream, name: String, member: String?
  ) throws(InputError) -> ByteSource {
    let source = ByteSource(stream, name: name)
    let head = Array(try source.peek(8))
    if isZip(head) {
      return try open(
        ZipArchive(descriptor: try spooled(source, stream), name: name), name, member)
    }
    if let member {
      throw InputError(
        file: name, reason: "it is no zip archive or workbook that could hold \"\(member)\"",
        action: "give the file alone")
    }
    if head.starts(with: [0x1F, 0x8B]) {
      let unpacked = ByteSource(try GzipStream(source), name: name)
      try refuse(Array(try unpacked.peek(8)), name, within: "gzip data")
      return unpacked
    }
    try refuse(head, name, within: nil)
    return source
  }

  private static func open(
    _ archive: ZipArchive, _ name: String, _ member: String?
  ) throws(InputError) -> ByteSource {
    if archive.contains("[Content_Types].xml") {
      return ByteSource(try SheetStream(Workbook(archive), sheet: member), name: name)
    }
    if archive.contains("mimetype") && archive.contains("content.xml") {
      throw InputError(
        file: name, reason: "it is an OpenDocument file", action: "save it as .xlsx or CSV")
    }
    let entry = try archive.entry(named: member)
    let unpacked = ByteSource(try archive.open(entry), name: name)
    try refuse(Array(try unpacked.peek(8)), name, within: "zip archive")
    return unpacked
  }

  /// A descriptor that can be read at any place and holds the whole of a source.
  private static func spooled(
    _ source: ByteSource, _ stream: FileStream
  ) throws(InputError) -> Int32 {
    do {
      if stream.expectedCount != nil { return try SystemCalls.duplicate(stream.descriptor) }
      let descriptor = try SystemCalls.createNameless()
      do {
        var bytes: [UInt8] = []
        while try source.read(appendingTo: &bytes) > 0 {
          try SystemCalls.write(bytes, to: descriptor)
          bytes.removeAll(keepingCapacity: true)
        }
      } catch {
        try? SystemCalls.close(descriptor)
        throw error
      }
      return descriptor
    } catch let error as SystemCalls.Failure {
      throw InputError(
        file: source.name, reason: "its bytes cannot be put into a temporary file: \(error.reason)",
        action: "save it as a file first, or set TMPDIR to a folder with room")
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError(file: source.name, reason: "\(error)")
    }
  }

  private static func isZip(_ head: [UInt8]) -> Bool {
    // An archive with entries, an empty one, and one that was to be split.
    [[3, 4], [5, 6], [7, 8]].contains { head.starts(with: [0x50, 0x4B] + $0) }
  }

  /// Refuses what is packed in a way that is not read here.
  private static func refuse(
    _ head: [UInt8], _ name: String, within outer: String?
  ) throws(InputError) {
    func refused(_ what: String, _ action: String) -> InputError {
      InputError(
        file: name, reason: (outer.map { "what is in the \($0) is " } ?? "it is ") + what,
        action: action)
    }
    for (magic, what, tool) in foreignForms where head.starts(with: magic) {
      throw refused(what, "unpack it with \(tool)")
    }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw refused(
        "an old Excel file (.xls) or a workbook with a password",
        "save it as .xlsx or CSV, without a password")
    }
    if outer != nil && (isZip(head) || head.starts(with: [0x1F, 0x8B])) {
      throw refused("packed once more", "unpack the outer one first")
    }
  }

  /// First bytes, what they stand for, and what unpacks it.
  private static let foreignForms: [([UInt8], String, String)] = [
    (Array("BZh".utf8), "packed with bzip2", "bunzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "packed with xz", "unxz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "packed with zstd", "unzstd"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive", "7z"),
    (Array("Rar!".utf8), "a RAR archive", "unrar"),
  ]
}
