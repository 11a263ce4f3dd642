extension JSONByteWriter {
  /// Appends bytes of an array as they are; nothing where the range is not within it.
  public mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.upperBound <= bytes.count, range.lowerBound >= 0, reserve(range.count) else {
      return
    }
    unsafe bytes.withUnsafeBytes { source in
      guard let first = source.baseAddress else { return }
      unsafe (base + count).copyMemory(from: first + range.lowerBound, byteCount: range.count)
    }
    count += range.count
  }
}
