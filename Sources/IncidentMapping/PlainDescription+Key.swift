import GeoFormats
import SimpleFeatures

extension PlainDescription {
  /// What places that have to be looked up are told apart by, where it lies in a text.
  struct Traits {
    fileprivate let point: Coordinate?
    fileprivate let code: Int
    fileprivate let fields: [4 of CSVField]
    /// A hash of all of it.
    let digest: UInt64

    /// - Parameter fields: of `text`.
    init(
      _ point: Coordinate?, _ code: Int, _ fields: [4 of CSVField], digestOf text: Span<UInt8>
    ) {
      (self.point, self.code, self.fields) = (point, code, fields)
      var digest = UInt64(truncatingIfNeeded: code)
      func mix(_ word: UInt64) {
        // As FNV-1a (Fowler, Noll and Vo), a word at a time.
        digest = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
        digest ^= digest >> 29
      }
      if let point {
        mix(point.longitude.bitPattern)
        mix(point.latitude.bitPattern)
      }
      let raw = unsafe text.bytes
      for number in fields.indices {
        let field = fields[number]
        var offset = field.start
        while offset + 8 <= field.end {
          mix(unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
          offset += 8
        }
        var rest = UInt64(truncatingIfNeeded: field.count) << 56
        while offset < field.end {
          rest = rest << 8 ^ UInt64(text[offset])
          offset += 1
        }
        mix(rest)
      }
      self.digest = digest
    }
  }

  /// The same, kept.
  struct Key: Hashable {
    private let point: Coordinate?
    private let code: Int
    /// The fields, each with a zero byte behind it, which no field has.
    private let bytes: [UInt8]
    let digest: UInt64

    init(_ place: Traits, _ text: Span<UInt8>) {
      (point, code, digest) = (place.point, place.code, place.digest)
      var bytes: [UInt8] = []
      for number in place.fields.indices {
        let field = place.fields[number]
        for index in field.start..<max(field.start, field.end) { bytes.append(text[index]) }
        bytes.append(0)
      }
      self.bytes = bytes
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }

    /// Whether a place in a text is this one.
    func isSame(as place: Traits, _ text: Span<UInt8>) -> Bool {
      guard digest == place.digest, point == place.point, code == place.code else { return false }
      let (known, raw) = unsafe (bytes.span.bytes, text.bytes)
      var start = 0
      for number in place.fields.indices {
        let field = place.fields[number]
        let count = max(0, field.count)
        guard start + count < bytes.count, bytes[start + count] == 0 else { return false }
        var offset = 0
        while offset + 8 <= count {
          let first = unsafe known.unsafeLoadUnaligned(
            fromByteOffset: start + offset, as: UInt64.self)
          let second = unsafe raw.unsafeLoadUnaligned(
            fromByteOffset: field.start + offset, as: UInt64.self)
          if first != second { return false }
          offset += 8
        }
        while offset < count {
          if bytes[start + offset] != text[field.start + offset] { return false }
          offset += 1
        }
        start += count + 1
      }
      return start == bytes.count
    }
  }
}

/// Descriptions that one thread has met, each in the slot of its hash, where it takes the place of
/// another.
struct DescribedPlaces {
  /// A power of two.
  private static let size = 16_384

  private var slots: [(key: PlainDescription.Key, description: PlainDescription?)?]

  init() { slots = Array(repeating: nil, count: Self.size) }

  /// The description of a place, none inside where it has to be written otherwise.
  func find(_ place: PlainDescription.Traits, _ text: Span<UInt8>) -> PlainDescription?? {
    guard let known = slots[slot(place.digest)], known.key.isSame(as: place, text) else {
      return nil
    }
    return .some(known.description)
  }

  mutating func insert(_ description: PlainDescription?, of key: PlainDescription.Key) {
    slots[slot(key.digest)] = (key, description)
  }

  private func slot(_ digest: UInt64) -> Int { Int(digest >> 50) % Self.size }
}
