/// Text that begins with more ASCII than was looked at: its encoding is told at the first byte
/// beyond ASCII, by all that is read with it and after it up to a megabyte.
///
/// Until then bytes pass as they are; from there on as UTF-8 or, recoded, as Windows-1252.
final class LateEncodingStream: ByteStream {
  private enum State {
    case ascii
    case utf8
    case windows1252(Windows1252Stream)
  }

  private let source: ByteSource
  private var state = State.ascii

  init(_ source: ByteSource) { self.source = source }

  var expectedCount: Int? { nil }

  func takeDiagnostics() -> [Diagnostic] {
    if case .windows1252(let stream) = state { return stream.takeDiagnostics() }
    return source.takeDiagnostics()
  }

  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int {
    switch state {
    case .utf8: return try source.read(appendingTo: &bytes, atMost: count)
    case .windows1252(let stream): return try stream.read(appendingTo: &bytes, atMost: count)
    case .ascii: break
    }
    let start = bytes.count
    let taken = try source.read(appendingTo: &bytes, atMost: count)
    guard let first = UTF8Check.firstNonASCII(in: bytes.span, from: start) else { return taken }
    // Enough to judge by, and never the first half of a character alone.
    let sample = bytes[first...] + (try source.peek(ByteSource.chunkSize))
    guard case .windows1252 = TextEncoding(detectedIn: Array(sample)[...]) else {
      state = .utf8
      return taken
    }
    let stream = Windows1252Stream(source, beginningWith: Array(bytes[first...]))
    state = .windows1252(stream)
    bytes.removeSubrange(first...)
    // Nothing means the end: the first recoded bytes must come now if no ASCII came before them.
    return first > start ? first - start : try stream.read(appendingTo: &bytes, atMost: count)
  }
}
