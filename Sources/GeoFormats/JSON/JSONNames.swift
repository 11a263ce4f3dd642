/// The names of members met so far, so that objects of one make share them.
struct JSONNames {
  /// This many are kept; further ones are made anew each time.
  static let capacity = 256

  private var names: [String] = []
  /// The bytes of all names, one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The position of the name that followed the last one the last time.
  private var next = 0

  /// The position of the name that stands in a range; nil where it is not kept. O(length) where names
  /// come in the order of the object before.
  func position(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    for position in next..<names.count where isEqual(position, text, range) { return position }
    for position in 0..<next where isEqual(position, text, range) { return position }
    return nil
  }

  /// The name at a position, the next one being expected behind it.
  mutating func take(_ position: Int) -> String {
    next = position + 1
    return names[position]
  }

  /// Adds a name that is not kept and gives its position; nil where there are too many.
  mutating func add(_ name: String) -> Int? {
    guard names.count < Self.capacity else { return nil }
    bytes.append(contentsOf: name.utf8)
    ends.append(bytes.count)
    names.append(name)
    next = names.count
    return next - 1
  }

  @inline(__always)
  private func isEqual(_ position: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = position == 0 ? 0 : ends[position - 1]
    guard ends[position] - start == range.count else { return false }
    for index in 0..<range.count where bytes[start + index] != text[range.lowerBound + index] {
      return false
    }
    return true
  }
}

extension Span<UInt8> {
  /// The text of a range, what is not UTF-8 replaced by U+FFFD.
  func text(_ range: Range<Int>) -> String {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

/// The names of one object, to notice those that come twice.
struct MetNames {
  /// One bit for each name that `JSONNames` keeps.
  private var kept = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
  private var others: Set<String> = []

  /// Notes a name; whether it is new.
  @inline(__always)
  mutating func insert(_ name: String, at position: Int?) -> Bool {
    guard let position else { return others.insert(name).inserted }
    let bit = UInt64(1) << UInt64(position & 63)
    switch position >> 6 {
    case 0: return Self.set(bit, in: &kept.0)
    case 1: return Self.set(bit, in: &kept.1)
    case 2: return Self.set(bit, in: &kept.2)
    default: return Self.set(bit, in: &kept.3)
    }
  }

  private static func set(_ bit: UInt64, in word: inout UInt64) -> Bool {
    defer { word |= bit }
    return word & bit == 0
  }
}
