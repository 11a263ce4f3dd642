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

    fileprivate mutating func add(_ use: CoordinateUse) {
      records += 1
      deaths += Int(use.deaths)
    }
  }

  /// A value of the table is the number of an entry, or the dead of a record that is alone.
  private static let isEntry: UInt32 = 1 << 31
  private static let isPoint: UInt32 = 1 << 30

  private var table = CoordinateTable()
  private var entries: [Entry] = []
  /// By position of the country, one further; first the sums of no country.
  private var byCountry: [Sums] = []
  /// The sums over all records with a coordinate.
  private(set) var all = Sums()

  /// Knows no record.
  public init() {}

  /// Takes a record into account. O(1).
  public mutating func add(_ use: CoordinateUse) {
    let country = Int(use.country) + 1
    while byCountry.count <= country { byCountry.append(Sums()) }
    all.add(use)
    byCountry[country].add(use)
    let alone =
      min(UInt32(max(0, use.deaths)), Self.isPoint - 1) | (use.isPoint ? Self.isPoint : 0)
    guard let (slot, value) = table.insert(use.key, alone) else {
      all.coordinates += 1
      byCountry[country].coordinates += 1
      return
    }
    if value & Self.isEntry != 0 {
      entries[Int(value & ~Self.isEntry)].add(deaths: Int(use.deaths), isPoint: use.isPoint)
      return
    }
    var entry = Entry(key: use.key, country: use.country)
    entry.add(deaths: Int(value & (Self.isPoint - 1)), isPoint: value & Self.isPoint != 0)
    entry.add(deaths: Int(use.deaths), isPoint: use.isPoint)
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
