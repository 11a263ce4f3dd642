/// Where writers put their bytes.
///
/// Writers hand over pieces of hundreds of bytes or more, so that the dynamic call costs nothing.
public protocol ByteSink: AnyObject {
  /// Takes the next bytes.
  func write(_ bytes: [UInt8]) throws(OutputError)
}

/// A sink that keeps the bytes.
public final class MemorySink: ByteSink {
  /// The bytes written so far.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty sink.
  public init() {}

  /// Takes the next bytes.
  public func write(_ bytes: [UInt8]) throws(OutputError) { self.bytes.append(contentsOf: bytes) }

  /// The bytes as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
