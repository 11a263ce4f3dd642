#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The few calls of the operating system that reading and writing files need.
///
/// Each answers with its result or the error number of the failure.
enum SystemCalls {
  /// A failure with its number.
  struct Failure: Error {
    /// The value of `errno`.
    var number: Int32

    /// Whether the reader of a pipe has gone.
    var isClosedPipe: Bool { number == EPIPE }
    /// Whether a file of the name is there already.
    var isExisting: Bool { number == EEXIST }

    /// The failure in plain words, to follow "because".
    var reason: String {
      switch number {
      case ENOENT: "there is no such file or folder"
      case EACCES, EPERM: "there is no permission"
      case EISDIR: "it is a folder"
      case ENOTDIR: "a part of the path is not a folder"
      case ENOSPC: "the disk is full"
      case EDQUOT: "the disk quota is used up"
      case EROFS: "the disk is read-only"
      case EFBIG: "the file grew too large"
      case ENAMETOOLONG: "the name is too long"
      case EMFILE, ENFILE: "too many files are open"
      case EIO: "the device failed"
      case ELOOP: "the symbolic links lead in a circle"
      default: "the system gave error \(number)"
      }
    }
  }

  /// What a path leads to, links not followed.
  enum Kind { case absent, regular(mode: UInt32), folder, other }

  static func kind(of path: String, followingLinks: Bool) -> Kind {
    var status = stat()
    let result =
      followingLinks
      ? unsafe stat(path, &status) : unsafe lstat(path, &status)
    if result != 0 { return .absent }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .regular(mode: UInt32(status.st_mode & 0o777))
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The size of an open regular file in bytes; nil for a pipe and the like.
  static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  static func canWrite(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  static func openForReading(_ path: String) throws(Failure) -> Int32 {
    try check(unsafe open(path, O_RDONLY | O_CLOEXEC))
  }

  /// Opens a file or pipe that is there already.
  static func openForWriting(_ path: String) throws(Failure) -> Int32 {
    try check(unsafe open(path, O_WRONLY | O_TRUNC | O_CLOEXEC))
  }

  /// Makes a file that must not be there yet.
  static func create(_ path: String) throws(Failure) -> Int32 {
    try check(unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
  }

  /// Makes a file for reading and writing that has no name and is gone when it is closed.
  static func createNameless() throws(Failure) -> Int32 {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    var path = Array("\(folder.isEmpty ? "/tmp" : folder)/balise-XXXXXX\0".utf8CString)
    let descriptor = try check(unsafe mkstemp(&path))
    _ = unsafe unlink(path)
    return descriptor
  }

  /// A second descriptor of an open file.
  static func duplicate(_ descriptor: Int32) throws(Failure) -> Int32 { try check(dup(descriptor)) }

  static func setMode(_ mode: UInt32, of descriptor: Int32) { _ = fchmod(descriptor, mode_t(mode)) }

  static func close(_ descriptor: Int32) throws(Failure) {
    #if canImport(Darwin)
      let result = Darwin.close(descriptor)
    #elseif canImport(Musl)
      let result = Musl.close(descriptor)
    #else
      let result = Glibc.close(descriptor)
    #endif
    _ = try check(result)
  }

  static func rename(_ old: String, to new: String) throws(Failure) {
    #if canImport(Darwin)
      let result = unsafe Darwin.rename(old, new)
    #elseif canImport(Musl)
      let result = unsafe Musl.rename(old, new)
    #else
      let result = unsafe Glibc.rename(old, new)
    #endif
    _ = try check(result)
  }

  static func remove(_ path: String) { _ = unsafe unlink(path) }

  static var processIdentifier: Int { Int(getpid()) }

  /// Reads up to `count` bytes to the end of an array; 0 at the end of the file.
  static func read(
    _ descriptor: Int32, appendingTo bytes: inout [UInt8], atMost count: Int
  ) throws(Failure) -> Int {
    var result = 0
    var number: Int32 = 0
    bytes.append(addingCapacity: count) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, written in
        let start = written
        repeat {
          result = unsafe recv(
            descriptor,
            UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(buffer)[start..<start + count]))
        } while result < 0 && errno == EINTR
        number = errno
        written += max(0, result)
      }
    }
    if result < 0 { throw Failure(number: number) }
    return result
  }

  /// Writes all bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let start = done
      let result = unsafe bytes.withUnsafeBytes { buffer in
        unsafe send(descriptor, UnsafeRawBufferPointer(rebasing: buffer[start...]))
      }
      if result < 0 {
        if errno == EINTR { continue }
        throw Failure(number: errno)
      }
      done += result
    }
  }

  /// Makes writing to a pipe whose reader has gone an error instead of the end of the program.
  static func ignoreClosedPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  private static func recv(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  private static func send(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      unsafe Musl.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  private static func check(_ result: Int32) throws(Failure) -> Int32 {
    if result < 0 { throw Failure(number: errno) }
    return result
  }
}
