import GeoFormats
import Incidents
import ReferenceGeography

/// The identifiers met so far, to notice a record that comes twice.
///
/// Kept as hashes of 60 bits with the number of the file, on shelves that grow one by one: 11 to 16
/// bytes a record. Among ten million records two different identifiers are taken for one with a
/// probability of 5 in 100,000, and then only a warning is wrong.
public struct SeenRecords: Sendable {
  /// Low bits of an entry that hold the number of a file, from 1.
  private static let fileBits: UInt64 = 0xFFF

  private var files: [String] = []
  /// Open addressing with linear probing (Knuth 1998, section 6.4); 0 is a free slot. The shelf is
  /// told by the first eight bits of the hash, which the entry need not repeat.
  private var shelves = [Shelf](repeating: Shelf(), count: 256)

  /// What was read ahead, so that it is read.
  private var touched: UInt64 = 0

  private static let namesRemembered = 10_000
  private var unknownCountries: Set<String> = []

  fileprivate struct Shelf {
    /// 2 MB over all shelves: small inputs never grow them, large ones move less.
    var slots = [UInt64](repeating: 0, count: 1024)
    var count = 0
  }

  /// Knows no record.
  public init() {}

  /// Notes identifiers; `repeated` is told of each that came before, and in which file.
  mutating func insert(
    _ ids: RecordIdentifiers, from file: String,
    repeated: (_ id: String, _ file: String) throws -> Void
  ) rethrows {
    if files.last != file { files.append(file) }
    let number = UInt64(min(files.count, Int(Self.fileBits)))
    // The slots lie anywhere in memory: reading some ahead lets the machine wait for all at once.
    let ahead = 32
    for (position, hash) in ids.hashes.enumerated() {
      if position % ahead == 0 {
        touched &= 1
        for next in ids.hashes[position..<min(position + ahead, ids.hashes.count)] {
          touched ^= shelves[Int(next >> 56)].first(of: next << 8, Self.fileBits)
        }
      }
      let entry: UInt64 = (hash << 8) & ~Self.fileBits | number
      guard let before = shelves[Int(hash >> 56)].insert(entry, Self.fileBits) else { continue }
      try repeated(
        ids.text(position),
        before == Self.fileBits ? "an earlier file" : files[Int(before) - 1])
    }
  }

  /// A warning about the country that an incident names and the atlas does not know; nil where the
  /// name came before, or after very many such names.
  mutating func unknownCountry(of incident: Incident, atlas: Atlas, file: String) -> Diagnostic? {
    guard let name = incident.countryReported, unknownCountries.count < Self.namesRemembered,
      unknownCountries.insert(name).inserted
    else { return nil }
    let isShared = !atlas.countries.positions(named: name).isEmpty
    let nearest = atlas.countries.suggestions(for: name, count: 3)
    return Diagnostic(
      .warning, code: "country-unknown", file: file, line: incident.placePosition?.line,
      record: incident.id, value: name,
      reason: (isShared ? "several countries bear this name" : "no country bears this name")
        + (nearest.isEmpty ? "" : "; the nearest names are \(nearest.joined(separator: ", "))"),
      action: "records that name it are not compared with it; said once")
  }
}

extension SeenRecords.Shelf {
  /// Puts an entry in; gives the number of the file of the same hash, if there is one.
  fileprivate mutating func insert(_ entry: UInt64, _ fileBits: UInt64) -> UInt64? {
    var slot = slot(of: entry, fileBits)
    while slots[slot] != 0 {
      if (slots[slot] ^ entry) & ~fileBits == 0 { return slots[slot] & fileBits }
      slot = slot + 1 == slots.count ? 0 : slot + 1
    }
    slots[slot] = entry
    count += 1
    if count * 4 > slots.count * 3 { grow(fileBits) }
    return nil
  }

  /// The entry in the slot that one comes first to.
  fileprivate func first(of entry: UInt64, _ fileBits: UInt64) -> UInt64 {
    slots[slot(of: entry, fileBits)]
  }

  private func slot(of entry: UInt64, _ fileBits: UInt64) -> Int {
    Int((entry & ~fileBits).multipliedFullWidth(by: UInt64(slots.count)).high)
  }

  private mutating func grow(_ fileBits: UInt64) {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count + old.count / 2)
    for entry in old where entry != 0 {
      var slot = slot(of: entry, fileBits)
      while slots[slot] != 0 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
      slots[slot] = entry
    }
  }
}

/// The identifiers of the records of a piece, without a string for each.
struct RecordIdentifiers: Sendable {
  /// How many there are.
  var count: Int { ends.count }

  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  fileprivate private(set) var hashes: [UInt64] = []

  mutating func append(_ id: String) {
    bytes.append(contentsOf: id.utf8)
    close()
  }

  mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    bytes.append(addingCapacity: range.count) { output in
      for index in range { output.append(text[index]) }
    }
    close()
  }

  /// One of them as text.
  func text(_ position: Int) -> String {
    String(decoding: bytes[(position > 0 ? ends[position - 1] : 0)..<ends[position]], as: UTF8.self)
  }

  /// Eight bytes at a time by the steps of the finaliser of SplitMix64 (Steele, Lea and Flood 2014);
  /// the same in every run.
  private mutating func close() {
    var offset = ends.last ?? 0
    var hash = UInt64(bytes.count - offset)
    repeat {
      var word: UInt64 = 0
      for index in offset..<min(offset + 8, bytes.count) {
        word |= UInt64(bytes[index]) &<< UInt64(8 * (index - offset))
      }
      hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 32
      offset += 8
    } while offset < bytes.count
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    hashes.append(hash ^ hash >> 31)
    ends.append(bytes.count)
  }
}
