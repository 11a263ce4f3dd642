public import SimpleFeatures

extension EncodedFeatures {
  /// The features with further properties behind those they have.
  ///
  /// For what is known only when all features have been made. The features must not be indented:
  /// each then stands on a line of its own, and no text in it holds a line break. O(bytes).
  /// - Parameter properties: called with the number of each feature, from 0; empty leaves it as it
  ///   is.
  public func adding(_ properties: (Int) -> Properties) throws -> EncodedFeatures {
    var result = self
    result.bytes.removeAll(keepingCapacity: true)
    result.bytes.reserveCapacity(bytes.count + 64 * count)
    var start = 0
    var number = 0
    while start < bytes.count, number < count {
      // A feature begins with a line break and ends before the comma of the next.
      let next = lineBreak(after: start).map { $0 - 1 } ?? bytes.count
      let added = properties(number)
      if added.members.isEmpty {
        result.bytes += bytes[start..<next]
      } else {
        // It ends in the braces of its properties and its own.
        result.bytes += bytes[start..<next - 2]
        if bytes[next - 3] != UInt8(ascii: "{") { result.bytes.append(UInt8(ascii: ",")) }
        var object: [UInt8] = []
        try object.appendJSON(added, indent: nil)
        result.bytes += object.dropFirst().dropLast()
        result.bytes += [UInt8(ascii: "}"), UInt8(ascii: "}")]
      }
      if next < bytes.count { result.bytes.append(UInt8(ascii: ",")) }
      start = next + 1
      number += 1
    }
    return result
  }

  /// The first line break behind a position, eight bytes at a time.
  private func lineBreak(after start: Int) -> Int? {
    let raw = unsafe bytes.span.bytes
    var index = start + 1
    while index + 8 <= bytes.count {
      // The eight bytes lie within the array.
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let zeros = ByteWord.zeros(UInt64(littleEndian: word) ^ ByteWord.repeated(0x0A))
      if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
      index += 8
    }
    return index < bytes.count ? bytes[index...].firstIndex(of: 0x0A) : nil
  }
}
