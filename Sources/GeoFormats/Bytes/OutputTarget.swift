/// A file written whole or not at all, or standard output.
///
/// A regular file is written beside its place under another name and put there by `commit()`;
/// until then an older file of that name stays untouched, and without `commit()` nothing is left.
/// Symbolic links, devices and pipes are written directly. One target belongs to one thread.
public final class OutputTarget: ByteSink {
  /// The name for messages: the path, or `standard output`.
  public let name: String
  private let path: String
  /// The name that a regular file has until `commit()`, for who has to remove it when the program
  /// is stopped by a signal.
  public let partialPath: String?
  private var descriptor: Int32?
  private var buffer: [UInt8] = []

  private init(name: String, path: String, partialPath: String?, descriptor: Int32) {
    self.name = name
    self.path = path
    self.partialPath = partialPath
    self.descriptor = descriptor
    buffer.reserveCapacity(2 * ByteSource.chunkSize)
  }

  deinit { discard() }

  /// Opens a file for writing, or standard output for `-`.
  public static func open(_ path: String) throws(OutputError) -> OutputTarget {
    if path == "-" {
      return OutputTarget(name: "standard output", path: path, partialPath: nil, descriptor: 1)
    }
    func failed(_ reason: String, _ action: String) -> OutputError {
      .failed(file: path, reason: reason, action: action)
    }
    if path.isEmpty { throw failed("the name is empty", "give a file or -") }
    if path.utf8.contains(0) { throw failed("the name holds a zero byte", "give another name") }
    do {
      var mode: UInt32?
      switch SystemCalls.kind(of: path, followingLinks: false) {
      case .folder: throw failed("it is a folder", "name a file in it")
      case .other:
        return OutputTarget(
          name: path, path: path, partialPath: nil,
          descriptor: try SystemCalls.openForWriting(path))
      case .regular(let oldMode):
        if !SystemCalls.canWrite(path) {
          throw failed("it is write-protected", "choose another name")
        }
        mode = oldMode
      case .absent:
        if path.hasSuffix("/") { throw failed("it names a folder", "name a file in it") }
      }
      let (partialPath, descriptor) = try createBeside(path)
      if let mode { SystemCalls.setMode(mode, of: descriptor) }
      return OutputTarget(
        name: path, path: path, partialPath: partialPath, descriptor: descriptor)
    } catch let error as SystemCalls.Failure {
      throw failed(error.reason, "check the folder")
    } catch let error as OutputError {
      throw error
    } catch {
      throw failed("\(error)", "check the folder")
    }
  }

  /// Makes `.NAME.partial-PID` in the folder of a path; a number is added if it is there already.
  private static func createBeside(_ path: String) throws -> (String, Int32) {
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let stem = "\(path[..<slash]).\(path[slash...]).partial-\(SystemCalls.processIdentifier)"
    var attempt = 0
    while true {
      let candidate = attempt == 0 ? stem : "\(stem)-\(attempt)"
      do {
        return (candidate, try SystemCalls.create(candidate))
      } catch {
        attempt += 1
        if !error.isExisting || attempt > 1000 { throw error }
      }
    }
  }

  /// Takes the next bytes; they reach the file in pieces of 1 MB.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    if bytes.count >= 1 << 17 {
      try flush()
      try writeOut(bytes)
      return
    }
    buffer.append(contentsOf: bytes)
    if buffer.count >= ByteSource.chunkSize { try flush() }
  }

  /// Writes out what is held back, for a target that is watched as it grows.
  public func flush() throws(OutputError) {
    if buffer.isEmpty { return }
    try writeOut(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Ends the output and puts the file in its place; nothing can be written afterwards.
  public func commit() throws(OutputError) {
    try flush()
    guard let descriptor else { return }
    self.descriptor = nil
    do {
      if descriptor != 1 { try SystemCalls.close(descriptor) }
      if let partialPath { try SystemCalls.rename(partialPath, to: path) }
    } catch {
      if let partialPath { SystemCalls.remove(partialPath) }
      throw .failed(file: name, reason: error.reason, action: nil)
    }
  }

  /// Gives up: nothing is left of what was written. Does nothing after `commit()`.
  public func discard() {
    guard let descriptor else { return }
    self.descriptor = nil
    buffer = []
    if descriptor != 1 { try? SystemCalls.close(descriptor) }
    if let partialPath { SystemCalls.remove(partialPath) }
  }

  /// Makes a reader that goes away an `OutputError.closedPipe` instead of the end of the program.
  ///
  /// A program calls it once at its start.
  public static func ignoreClosedPipes() { SystemCalls.ignoreClosedPipes() }

  private func writeOut(_ bytes: [UInt8]) throws(OutputError) {
    guard let descriptor else {
      throw .failed(file: name, reason: "it is closed already", action: nil)
    }
    do {
      try SystemCalls.write(bytes, to: descriptor)
    } catch {
      discard()
      if error.isClosedPipe { throw .closedPipe }
      let action = partialPath == nil ? nil : "nothing was written"
      throw .failed(file: name, reason: error.reason, action: action)
    }
  }
}
