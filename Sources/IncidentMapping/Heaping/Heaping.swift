import SimpleFeatures

/// The search for coordinates with improbably many records: the centre of a region that stands for
/// all of it, a capital where reports are written, a rounded degree.
///
/// A coordinate is a heap when it holds five records or more, and as many would be met by chance with
/// a probability below 1e-6 if each coordinate of its country drew its records from a Poisson
/// distribution with the country's mean. Coordinates are told apart by millionths of a degree.
/// Memory: 12 bytes of a table, which is nine tenths full at most, for a coordinate with one record,
/// 32 bytes more for others.
public struct Heaping: Sendable {
  /// The fewest records on a heap.
  static let leastRecords = 5

  /// A coordinate with several records.
  struct Entry {
    let key: UInt64
    let country: Int16
    var records = 0
    var points = 0
    var deaths = 0

    var coordinate: Coordinate { CoordinateUse.coordinate(key) }

    fileprivate mutating func add(deaths: Int, isPoint: Bool) {
      records += 1
      points += isPoint ? 1 : 0
      self.deaths += deaths
    }
  }

  /// The sums over a country or over everything.
  struct Sums {
    var records = 0
    var coordinates = 0
    var deaths = 0

    /// The mean number of records on a coordinate.
    var mean: Double { Double(records) / Double(max(1, coordinates)) }

    fileprivate mutating func add(deaths: Int32) {
      records += 1
      self.deaths += Int(deaths)
    }
  }

  /// A value of the table is the number of an entry or, for a record that is alone, whether it is a
  /// point, its country in ten bits and its dead in twenty: more than a million count as that many.
  private static let isEntry: UInt32 = 1 << 31
  private static let isPoint: UInt32 = 1 << 30
  private static let countryShift: UInt32 = 20
  private static let countryMask: UInt32 = 0x3FF
  private static let deathMask: UInt32 = 0xF_FFFF

  private var table = CoordinateTable()
  private var entries: [Entry] = []
  /// By position of the country, one further; first the sums of no country.
  private var byCountry: [Sums] = []
  /// The sums over all records with a coordinate.
  private(set) var all = Sums()

  /// Knows no record.
  public init() {}

  /// Takes a record into account; the first record of a coordinate says to which country it counts.
  /// O(1).
  public mutating func add(_ use: CoordinateUse) {
    all.add(deaths: use.deaths)
    let country = UInt32(clamping: Int(use.country) + 1) & Self.countryMask
    let alone =
      min(UInt32(clamping: use.deaths), Self.deathMask) | country << Self.countryShift
      | (use.isPoint ? Self.isPoint : 0)
    guard let (slot, value) = table.insert(use.key, alone) else {
      while byCountry.count <= Int(country) { byCountry.append(Sums()) }
      all.coordinates += 1
      byCountry[Int(country)].coordinates += 1
      byCountry[Int(country)].add(deaths: use.deaths)
      return
    }
    if value & Self.isEntry != 0 {
      let number = Int(value & ~Self.isEntry)
      entries[number].add(deaths: Int(use.deaths), isPoint: use.isPoint)
      byCountry[Int(entries[number].country) + 1].add(deaths: use.deaths)
      return
    }
    let first = value >> Self.countryShift & Self.countryMask
    var entry = Entry(key: use.key, country: Int16(truncatingIfNeeded: first) - 1)
    entry.add(deaths: Int(value & Self.deathMask), isPoint: value & Self.isPoint != 0)
    entry.add(deaths: Int(use.deaths), isPoint: use.isPoint)
    byCountry[Int(first)].add(deaths: use.deaths)
    table.replace(at: slot, UInt32(truncatingIfNeeded: entries.count) | Self.isEntry)
    entries.append(entry)
  }

  /// The sums of the country of an entry.
  func sums(of entry: Entry) -> Sums { byCountry[Int(entry.country) + 1] }

  /// The heaps with the natural logarithm of their probability, most records first, then from south
  /// to north and west to east. O(coordinates with several records).
  func heaps() -> [(entry: Entry, logProbability: Double)] {
    var heaps: [(entry: Entry, logProbability: Double)] = []
    for entry in entries where entry.records >= Self.leastRecords {
      let tail = PoissonTail.logProbability(
        ofAtLeast: entry.records, mean: sums(of: entry).mean)
      if tail < Self.logGreatest { heaps.append((entry, tail)) }
    }
    return heaps.sorted { a, b in
      let (first, second) = (a.entry.coordinate, b.entry.coordinate)
      return (b.entry.records, first.y, first.x) < (a.entry.records, second.y, second.x)
    }
  }

  /// The natural logarithm of the greatest probability of a heap, 1e-6.
  private static let logGreatest = -13.815510557964274
}
