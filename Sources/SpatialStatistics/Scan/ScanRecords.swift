/// Records that count as one case each, spread over locations and intervals by what is known of them.
///
/// Each record is cut into the same number of equal units, so that a scan goes on counting whole
/// numbers; ratios are those of the units divided by their number. Whole records, with all of their
/// units, are what chance moves: units of one record are never independent of each other.
public struct ScanRecords: Hashable, Sendable {
  /// Units in a place, which is a location or an interval.
  struct Part: Hashable, Comparable, Sendable {
    var place: Int32
    var units: Int32

    static func < (a: Part, b: Part) -> Bool { (a.place, a.units) < (b.place, b.units) }
  }

  struct Record: Hashable, Sendable {
    var locations: [Part]
    var intervals: [Part]
  }

  /// The number of locations.
  public let locationCount: Int
  /// The number of intervals.
  public let intervalCount: Int
  /// The units of a record.
  public let units: Int
  /// In an order that follows from what they are.
  let records: [Record]
  /// Whether a record is a case, not a control; all are without controls.
  let isCase: [Bool]
  /// How far apart in the intervals' units neighbouring units of the places are: near the golden part
  /// of the units, and coprime to them.
  private let stride: Int

  /// Cuts records into units.
  ///
  /// The units of a record stand at equal steps of its mass, locations taken in their order, and those
  /// of records with equal masses between each other, so that their sum comes near the expected number
  /// whatever the number of units.
  /// - Parameters:
  ///   - masses: for each record the locations and intervals with their masses, some above 0 in both.
  ///   - isCase: whether each is a case, not a control; empty where all are.
  ///   - units: 1 or more; 1 where every record has one location and one interval.
  public init(
    _ masses: [(locations: [(place: Int, mass: Double)], intervals: [(place: Int, mass: Double)])],
    isCase: [Bool] = [], locations: Int, intervals: Int, units: Int
  ) {
    locationCount = locations
    intervalCount = intervals
    self.units = max(1, units)
    stride = Self.stride(self.units)
    var steps: [[Int]: Int] = [:]
    var made: [(record: Record, isCase: Bool)] = []
    for (number, record) in masses.enumerated() {
      let places = record.locations.map(\.place)
      let step = steps[places, default: 0]
      steps[places] = step + 1
      made.append(
        (
          Record(
            locations: Self.parts(record.locations, units: self.units, step),
            intervals: Self.parts(record.intervals, units: self.units, step)),
          isCase.isEmpty || isCase[number]
        ))
    }
    // As SaTScan lists cases: the latest first, then by location.
    made.sort { a, b in
      if a.record.intervals != b.record.intervals {
        return b.record.intervals.lexicographicallyPrecedes(a.record.intervals)
      }
      if a.record.locations != b.record.locations {
        return a.record.locations.lexicographicallyPrecedes(b.record.locations)
      }
      return a.isCase && !b.isCase
    }
    records = made.map(\.record)
    self.isCase = made.map(\.isCase)
  }

  /// The units in each place: one unit where each of equal steps of the mass falls, the first within
  /// the first step at a place that the golden ratio moves on from record to record.
  private static func parts(
    _ masses: [(place: Int, mass: Double)], units: Int, _ step: Int
  ) -> [Part] {
    let total = masses.reduce(0) { $0 + $1.mass }
    let offset = (0.5 + Double(step) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
    var parts: [Part] = []
    var (sum, next) = (0.0, 0)
    for (number, entry) in masses.enumerated() {
      sum += entry.mass / total * Double(units)
      var count = 0
      // The last place takes what rounding leaves.
      while next < units, number == masses.count - 1 || Double(next) + offset < sum {
        next += 1
        count += 1
      }
      if count > 0 { parts.append(Part(place: Int32(entry.place), units: Int32(count))) }
    }
    return parts
  }

  /// Adds the units of a record, in the intervals of another, to counts by location and interval.
  ///
  /// Units meet intervals at a fixed stride, so that parts of the one fall evenly on parts of the other.
  func add(_ record: Int, at time: Int, to counts: inout [Int32]) {
    let (places, times) = (records[record].locations, records[time].intervals)
    if times.count == 1 {
      for part in places {
        counts[Int(part.place) * intervalCount + Int(times[0].place)] += part.units
      }
      return
    }
    var unit = 0
    for part in places {
      for _ in 0..<part.units {
        var rest = Int32(unit * stride % units)
        var number = 0
        while rest >= times[number].units {
          rest -= times[number].units
          number += 1
        }
        counts[Int(part.place) * intervalCount + Int(times[number].place)] += 1
        unit += 1
      }
    }
  }

  private static func stride(_ units: Int) -> Int {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    var stride = max(1, Int(Double(units) * 0.6180339887498949))
    while divisor(stride, units) != 1 { stride += 1 }
    return stride
  }

  /// The units of all cases, or of all records, by location and interval.
  public func table(ofCases onlyCases: Bool) -> ScanTable<Int> {
    var counts = Array(repeating: Int32(0), count: locationCount * intervalCount)
    for record in records.indices where !onlyCases || isCase[record] {
      add(record, at: record, to: &counts)
    }
    var table = ScanTable(repeating: 0, locations: locationCount, intervals: intervalCount)
    table.values = counts.map { Int($0) }
    return table
  }
}
