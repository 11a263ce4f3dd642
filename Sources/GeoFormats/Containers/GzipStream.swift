import CZLIB

/// What is in gzip data (RFC 1952), members that follow each other joined.
///
/// Memory is 32 KB of history and 256 KB of packed bytes.
@safe
final class GzipStream: ByteStream {
  private let source: ByteSource
  private let state: UnsafeMutablePointer<z_stream>
  private var packed: [UInt8] = []
  private var packedStart = 0
  /// Whether a member has begun and is not at its end.
  private var isInMember = false
  private var isAtEnd = false
  private var packedCount = 0
  private var expansion = Expansion()
  private var diagnostics: [Diagnostic] = []

  init(_ source: ByteSource) throws(InputError) {
    self.source = source
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: z_stream())
    // 15 bits of window, and 16 for a gzip header and checksum.
    let status = unsafe inflateInit2_(
      state, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { throw failure("zlib cannot start (\(status))", nil) }
  }

  deinit {
    _ = unsafe inflateEnd(state)
    unsafe state.deallocate()
  }

  var expectedCount: Int? { nil }

  func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics = [] }
    return source.takeDiagnostics() + diagnostics
  }

  func read(appendingTo bytes: inout [UInt8], atMost count: Int) throws(InputError) -> Int {
    while !isAtEnd {
      if packedStart == packed.count {
        packed.removeAll(keepingCapacity: true)
        packedStart = 0
        packedCount += try source.read(appendingTo: &packed, atMost: 1 << 18)
        if packed.isEmpty {
          if isInMember {
            throw failure("the gzip data ends in the middle", "the file is cut: get it again")
          }
          isAtEnd = true
          break
        }
      }
      if !isInMember && !beginMember() { break }
      let made = try inflate(into: &bytes, atMost: count)
      if made > 0 {
        try expansion.add(made, from: packedCount, file: source.name)
        return made
      }
    }
    return 0
  }

  /// Whether another member begins here; what follows the last one is passed over and said.
  private func beginMember() -> Bool {
    if packed[packedStart] == 0x1F {
      isInMember = true
      return true
    }
    // Tapes and block devices leave zeros behind the end.
    if packed[packedStart...].contains(where: { $0 != 0 }) {
      diagnostics.append(
        Diagnostic(
          .warning, code: "gzip-trailing-bytes", file: source.name,
          reason: "there are bytes behind the end of the gzip data",
          action: "left out; compare the file with its publisher's"))
    }
    isAtEnd = true
    return false
  }

  /// Unpacks until the input or the space is used up, or the member ends.
  private func inflate(
    into bytes: inout [UInt8], atMost space: Int
  ) throws(InputError) -> Int {
    var status = Z_OK
    bytes.append(addingCapacity: space) { output in
      unsafe output.withUnsafeMutableBufferPointer { output, written in
        unsafe packed.withUnsafeMutableBufferPointer { input in
          let start = written
          unsafe state.pointee.next_in = input.baseAddress?.advanced(by: packedStart)
          unsafe state.pointee.avail_in = UInt32(clamping: input.count - packedStart)
          unsafe state.pointee.next_out = output.baseAddress?.advanced(by: start)
          unsafe state.pointee.avail_out = UInt32(clamping: space)
          status = unsafe CZLIB.inflate(state, Z_NO_FLUSH)
          written = start + space - Int(unsafe state.pointee.avail_out)
        }
      }
    }
    packedStart = packed.count - Int(unsafe state.pointee.avail_in)
    let made = space - Int(unsafe state.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      isInMember = false
      _ = unsafe inflateReset(state)
    default:
      let detail = unsafe state.pointee.msg.map { unsafe String(cString: $0) }
      throw failure(
        "the gzip data is damaged (\(detail ?? "error \(status)"))", "get the file again")
    }
    return made
  }

  private func failure(_ reason: String, _ action: String?) -> InputError {
    InputError(file: source.name, reason: reason, action: action)
  }
}
