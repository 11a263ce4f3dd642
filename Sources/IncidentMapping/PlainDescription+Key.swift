import GeoFormats
import SimpleFeatures

extension PlainDescription {
  /// What places that have to be looked up are told apart by, with a hash of its own: the standard
  /// one takes a byte at a time.
  struct Key: Hashable {
    private let bytes: [UInt8]
    private let digest: UInt64

    /// - Parameter fields: of `text`.
    init(
      _ point: Coordinate?, _ code: Int, _ fields: [4 of CSVField], _ text: Span<UInt8>
    ) {
      var length = 1 + 16
      for number in fields.indices { length += max(0, fields[number].count) + 1 }
      // FNV-1a (Fowler, Noll and Vo).
      var digest: UInt64 = 0xCBF2_9CE4_8422_2325
      bytes = Array(capacity: length) { output in
        func append(_ byte: UInt8) {
          digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
          output.append(byte)
        }
        append(UInt8(truncatingIfNeeded: code))
        for value in [point?.longitude ?? 999, point?.latitude ?? 999] {
          for shift in 0..<8 {
            append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64(shift))))
          }
        }
        for number in fields.indices {
          for index in fields[number].start..<max(fields[number].start, fields[number].end) {
            append(text[index])
          }
          append(0)
        }
      }
      self.digest = digest
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
  }
}
