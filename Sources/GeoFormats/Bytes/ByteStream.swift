/// Bytes that come in order from somewhere: a file, or another stream that is unpacked or recoded.
protocol ByteStream: AnyObject {
  /// Appends the next bytes to an array, at most `count`; 0 only at the end.
  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int
  /// What was found wrong since the last call, everything upstream included.
  func takeDiagnostics() -> [Diagnostic]
  /// How many bytes are expected in all, where that is known.
  var expectedCount: Int? { get }
}

/// The bytes of an open file, pipe or device; it is closed in the end.
final class FileStream: ByteStream {
  let descriptor: Int32
  private let name: String

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  deinit {
    if descriptor != 0 { try? SystemCalls.close(descriptor) }
  }

  var expectedCount: Int? { SystemCalls.size(of: descriptor) }

  func takeDiagnostics() -> [Diagnostic] { [] }

  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int {
    do {
      return try SystemCalls.read(descriptor, appendingTo: &bytes, atMost: count)
    } catch {
      throw InputError(file: name, reason: error.reason)
    }
  }
}

/// Bytes made ahead and handed out in pieces, for streams that cannot stop at any byte.
struct HeldBytes {
  var bytes: [UInt8] = []
  private var start = 0

  var isEmpty: Bool { start == bytes.count }

  /// Moves up to `count` bytes to the end of an array.
  mutating func take(into target: inout [UInt8], atMost count: Int) -> Int {
    let moved = min(count, bytes.count - start)
    target.append(contentsOf: bytes[start..<start + moved])
    start += moved
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    }
    return moved
  }
}
