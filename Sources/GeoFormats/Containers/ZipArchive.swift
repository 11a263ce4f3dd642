import CZIP

/// A zip archive open for reading.
@safe
final class ZipArchive {
  /// A file in the archive.
  struct Entry {
    var index: UInt64
    var name: String
    var isEncrypted: Bool
    /// The size when unpacked, as the archive states it: to be believed only as a hint.
    var statedSize: Int
  }

  /// The name for messages.
  let name: String
  /// The files in the order of the archive, without folders.
  let entries: [Entry]
  /// The size of the archive in bytes.
  let byteCount: Int
  private let handle: OpaquePointer

  /// Opens the archive in a descriptor that can be read at any place, and takes it over.
  init(descriptor: Int32, name: String) throws(InputError) {
    self.name = name
    byteCount = SystemCalls.size(of: descriptor) ?? .max
    var code: Int32 = 0
    guard let handle = unsafe zip_fdopen(descriptor, 0, &code) else {
      try? SystemCalls.close(descriptor)
      throw InputError(
        file: name, reason: "the zip archive is damaged or cut (\(ZipArchive.message(code)))",
        action: "get the file again")
    }
    unsafe self.handle = handle
    entries = unsafe ZipArchive.entries(handle)
  }

  deinit { unsafe zip_discard(handle) }

  /// Whether there is a file of this name.
  func contains(_ name: String) -> Bool { entries.contains { $0.name == name } }

  /// The file of a name, or without one the file that can only be meant.
  func entry(named member: String?) throws(InputError) -> Entry {
    if let member {
      if let entry = entries.first(where: { $0.name == member }) { return entry }
      // Folders inside the archive need not be written where that is clear.
      let sameFile = entries.filter { $0.name.hasSuffix("/" + member) }
      if sameFile.count == 1 { return sameFile[0] }
      throw InputError(
        file: name, reason: "the zip archive has no entry \"\(member)\"", action: "it has \(list)")
    }
    if entries.isEmpty { throw InputError(file: name, reason: "the zip archive is empty") }
    if entries.count == 1 { return entries[0] }
    let data = entries.filter { entry in
      let name = entry.name.lowercased()
      return !entry.name.hasPrefix("__MACOSX/") && !entry.name.contains("/.")
        && ["csv", "tsv", "tab", "json", "geojson", "geojsonl", "ndjson"].contains {
          name.hasSuffix("." + $0)
        }
    }
    if data.count == 1 { return data[0] }
    throw InputError(
      file: name, reason: "the zip archive has several files",
      action: "name one as FILE.zip:ENTRY; it has \(list)")
  }

  /// The unpacked bytes of a file.
  func open(_ entry: Entry) throws(InputError) -> ZipEntryStream {
    if entry.isEncrypted {
      throw InputError(
        file: name, reason: "\"\(entry.name)\" in the zip archive has a password",
        action: "unpack it first")
    }
    guard let file = unsafe zip_fopen_index(handle, entry.index, 0) else {
      let code = unsafe zip_error_code_zip(zip_get_error(handle))
      let reason =
        code == ZIP_ER_COMPNOTSUPP
        ? "\"\(entry.name)\" in the zip archive is packed in a way that is not known here"
        : "\"\(entry.name)\" in the zip archive cannot be read (\(ZipArchive.message(code)))"
      throw InputError(file: name, reason: reason, action: "unpack it first")
    }
    return unsafe ZipEntryStream(file, of: entry, in: self)
  }

  /// The names of the files for a message, the first twenty.
  private var list: String {
    let names = entries.prefix(20).map { Diagnostic.quoted($0.name) }.joined(separator: ", ")
    return entries.count > 20 ? "\(names) and \(entries.count - 20) more" : names
  }

  @unsafe
  private static func entries(_ handle: OpaquePointer) -> [Entry] {
    var entries: [Entry] = []
    for index in 0..<UInt64(max(0, unsafe zip_get_num_entries(handle, 0))) {
      var status = unsafe zip_stat_t()
      guard unsafe zip_stat_index(handle, index, 0, &status) == 0, let name = unsafe status.name
      else { continue }
      let text = unsafe String(cString: name)
      if text.hasSuffix("/") { continue }
      let isEncrypted =
        unsafe status.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0
        && status.encryption_method != UInt16(ZIP_EM_NONE)
      entries.append(
        Entry(
          index: index, name: text, isEncrypted: isEncrypted,
          statedSize: Int(clamping: unsafe status.size)))
    }
    return entries
  }

  /// What libzip says of an error.
  static func message(_ code: Int32) -> String {
    var error = unsafe zip_error_t()
    unsafe zip_error_init_with_code(&error, code)
    defer { unsafe zip_error_fini(&error) }
    return unsafe String(cString: zip_error_strerror(&error))
  }
}

/// The unpacked bytes of one file in an archive; its checksum is compared at the end.
@safe
final class ZipEntryStream: ByteStream {
  private let archive: ZipArchive
  private let entry: ZipArchive.Entry
  private let file: OpaquePointer
  private var expansion = Expansion()

  @unsafe
  fileprivate init(_ file: OpaquePointer, of entry: ZipArchive.Entry, in archive: ZipArchive) {
    unsafe self.file = file
    self.entry = entry
    self.archive = archive
  }

  deinit { _ = unsafe zip_fclose(file) }

  // The stated size may be a lie, made to exhaust memory.
  var expectedCount: Int? { min(entry.statedSize, 64 << 20) }

  func takeDiagnostics() -> [Diagnostic] { [] }

  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int {
    var got: zip_int64_t = 0
    bytes.append(addingCapacity: count) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, written in
        got = unsafe zip_fread(file, buffer.baseAddress?.advanced(by: written), UInt64(count))
        written += max(0, Int(got))
      }
    }
    if got < 0 {
      let code = unsafe zip_error_code_zip(zip_file_get_error(file))
      throw InputError(
        file: archive.name,
        reason: "\"\(entry.name)\" in the zip archive is damaged (\(ZipArchive.message(code)))",
        action: "get the file again")
    }
    try expansion.add(Int(got), from: archive.byteCount, file: archive.name)
    return Int(got)
  }
}
