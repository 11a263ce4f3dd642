/// The bytes of a file, of standard input or of memory, read in order; packed files are unpacked.
///
/// Files are read in pieces and never mapped, so that a file that shrinks meanwhile does no harm.
/// One source belongs to one thread.
public final class ByteSource {
  /// How much is read at a time: 1 MB.
  public static let chunkSize = 1 << 20

  /// The name for messages: the path, or `standard input`.
  public let name: String
  private let stream: (any ByteStream)?
  /// Bytes read ahead, and how many of them have been handed out.
  private var pending: [UInt8]
  private var pendingStart = 0
  private var isAtEnd: Bool

  /// Makes a source of bytes in memory, taken as they are.
  public init(bytes: [UInt8], name: String) {
    self.name = name
    stream = nil
    pending = bytes
    isAtEnd = true
  }

  init(_ stream: any ByteStream, name: String) {
    self.name = name
    self.stream = stream
    pending = []
    isAtEnd = false
  }

  /// Opens a file, or standard input for `-`, and unpacks it if its first bytes say that it is
  /// packed.
  ///
  /// - gzip (RFC 1952), of one or more members, is read as what is in it;
  /// - a zip archive as its one entry, the one entry that is a table or GeoJSON, or the one that
  ///   `FILE.zip:ENTRY` names;
  /// - an Excel workbook (.xlsx) as its first visible sheet, or the one that `FILE.xlsx:SHEET`
  ///   names: a table of text with U+001F between fields and U+001E behind records, which
  ///   `CSVReader` recognises. Line numbers are row numbers.
  ///
  /// Memory is bounded whatever the size of what comes out; only the shared texts of a workbook are
  /// held whole, at most 512 MB. A zip archive or workbook from a pipe is put into a temporary file
  /// without a name first.
  public static func open(_ path: String) throws(InputError) -> ByteSource {
    if path == "-" {
      return try Container.unpack(
        FileStream(descriptor: 0, name: "standard input"), name: "standard input", member: nil)
    }
    if path.isEmpty {
      throw InputError(file: path, reason: "the name is empty", action: "give a file or -")
    }
    if path.utf8.contains(0) {
      throw InputError(file: path, reason: "the name holds a zero byte")
    }
    let (file, member) = Container.split(path)
    if case .folder = SystemCalls.kind(of: file, followingLinks: true) {
      throw InputError(file: path, reason: "it is a folder", action: "name a file in it")
    }
    let descriptor: Int32
    do {
      descriptor = try SystemCalls.openForReading(file)
    } catch {
      throw InputError(file: path, reason: error.reason, action: "check the path")
    }
    return try Container.unpack(
      FileStream(descriptor: descriptor, name: path), name: path, member: member)
  }

  /// Splits `FILE:MEMBER` into the file and what is named in it; nil where the whole names a file, or
  /// no part does.
  package static func fileAndMember(_ path: String) -> (file: String, member: String?) {
    Container.split(path)
  }

  /// What was found wrong in unpacking and recoding since the last call, in order.
  ///
  /// `CSVReader` takes these into its own diagnostics.
  public func takeDiagnostics() -> [Diagnostic] { stream?.takeDiagnostics() ?? [] }

  /// Appends the next bytes to an array, up to `count`, fewer only at the end; 0 at the end.
  public func read(
    appendingTo bytes: inout [UInt8], atMost count: Int = chunkSize
  ) throws(InputError) -> Int {
    var wanted = count
    let ahead = min(wanted, pending.count - pendingStart)
    if ahead > 0 {
      // Not where room has been made for more than what was looked at.
      if bytes.capacity < ahead && bytes.isEmpty && ahead == pending.count {
        swap(&bytes, &pending)
        pendingStart = 0
      } else {
        bytes.append(contentsOf: pending[pendingStart..<pendingStart + ahead])
        pendingStart += ahead
      }
      wanted -= ahead
    }
    if pendingStart == pending.count {
      pending = []
      pendingStart = 0
    }
    while wanted > 0 && !isAtEnd {
      let got = try readOnce(appendingTo: &bytes, atMost: wanted)
      if got == 0 { isAtEnd = true }
      wanted -= got
    }
    return count - wanted
  }

  /// The next bytes without taking them, up to `count`: enough to tell what kind of file it is.
  public func peek(_ count: Int = 65_536) throws(InputError) -> ArraySlice<UInt8> {
    while pending.count - pendingStart < count && !isAtEnd {
      let missing = count - (pending.count - pendingStart)
      if try readOnce(appendingTo: &pending, atMost: missing) == 0 { isAtEnd = true }
    }
    return pending[pendingStart...].prefix(count)
  }

  /// All the bytes that are left; an error above `limit`, 2 GB unless told.
  public func readAll(limit: Int = 1 << 31) throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    if let size = stream?.expectedCount, size <= limit {
      bytes.reserveCapacity(size + ByteSource.chunkSize)
    }
    while try read(appendingTo: &bytes) > 0 {
      if bytes.count > limit {
        throw InputError(
          file: name, reason: "it is larger than \(limit >> 20) MB",
          action: "split it into smaller files")
      }
    }
    return bytes
  }

  private func readOnce(
    appendingTo bytes: inout [UInt8], atMost count: Int
  ) throws(InputError) -> Int {
    try stream?.read(appendingTo: &bytes, atMost: count) ?? 0
  }
}
