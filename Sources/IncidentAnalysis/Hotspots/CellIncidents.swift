public import IncidentMapping
import Incidents
public import ReferenceGeography

/// Incidents shared out over the cells of a study: how much of each place lies in each cell.
public struct CellIncidents: Sendable {
  /// Why an incident does not take part.
  public enum Exclusion: String, Sendable, CaseIterable {
    /// Nothing is known of its place.
    case unknownPlace = "without a known place"
    /// No part of its place lies in the study area.
    case outside = "outside the study area"
    /// Nobody says how many were killed, and these are counted.
    case withoutToll = "without a toll"
  }

  /// The incidents.
  public let incidents: [LocatedIncident]
  /// The cells.
  public let cells: StudyCells
  /// What is counted.
  public let measure: HotspotMeasure
  /// Why each of those left out is.
  public let exclusions: [Exclusion?]
  /// The cell of each incident's representative point; nil for none.
  let dots: [Int?]
  private let parts: [[(position: Int, share: Double)]]

  /// Shares incidents out; the result does not depend on the number of threads.
  public init(
    _ incidents: [LocatedIncident], over cells: StudyCells, counting measure: HotspotMeasure,
    on atlas: Atlas, threads: Int
  ) throws {
    self.incidents = incidents
    self.cells = cells
    self.measure = measure
    var parts: [[(position: Int, share: Double)]] = []
    var dots: [Int?] = []
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in try CellSharer(cells, on: atlas) },
      next: { () -> Range<Int>? in
        guard next < incidents.count else { return nil }
        defer { next += 512 }
        return next..<min(incidents.count, next + 512)
      },
      work: { sharer, range in
        try range.map { index in
          let place = incidents[index].place
          return (
            try sharer.shares(of: place),
            try place.representativePoint.flatMap { try sharer.position(of: $0) }
          )
        }
      },
      handOver: { found in
        parts += found.map(\.0)
        dots += found.map(\.1)
      })
    self.parts = parts
    self.dots = dots
    exclusions = incidents.indices.map { index in
      if incidents[index].place.kind == .unknown { return .unknownPlace }
      if measure == .killed, incidents[index].killed == nil { return .withoutToll }
      return parts[index].isEmpty ? .outside : nil
    }
  }

  /// The same over those cells alone that have a part of some incident.
  public func occupied() -> CellIncidents {
    let kept = expected().enumerated().filter { $0.element > 0 }.map(\.offset)
    var places = [Int?](repeating: nil, count: cells.count)
    for (place, cell) in kept.enumerated() { places[cell] = place }
    return CellIncidents(
      incidents: incidents, cells: cells.keeping(kept), measure: measure, exclusions: exclusions,
      dots: dots.map { $0.flatMap { places[$0] } },
      parts: parts.map { parts in
        parts.compactMap { part in places[part.position].map { ($0, part.share) } }
      })
  }

  private init(
    incidents: [LocatedIncident], cells: StudyCells, measure: HotspotMeasure,
    exclusions: [Exclusion?], dots: [Int?], parts: [[(position: Int, share: Double)]]
  ) {
    self.incidents = incidents
    self.cells = cells
    self.measure = measure
    self.exclusions = exclusions
    self.dots = dots
    self.parts = parts
  }

  /// The cells that have a part of an incident's place.
  func cells(of index: Int) -> [Int] { parts[index].map(\.position) }

  /// Whether an incident surely lies in one cell.
  func isInOneCell(_ index: Int) -> Bool {
    parts[index].count == 1 && parts[index][0].share >= 1 - 1e-9
  }

  /// How many incidents take part.
  public var used: Int { exclusions.count { $0 == nil } }

  /// How many of them are uncertain in what is counted.
  public var uncertain: Int {
    incidents.indices.count { exclusions[$0] == nil && measure.isUncertain(incidents[$0]) }
  }

  /// How much of the incidents that take part lies outside the study area.
  public var lost: Double {
    incidents.indices.reduce(0) { sum, index in
      exclusions[index] == nil
        ? sum + max(0, 1 - parts[index].reduce(0) { $0 + $1.share }) : sum
    }
  }

  /// What is expected in each cell: the sum of the parts of places, times what each incident counts for.
  /// - Parameter isIn: which incidents count.
  public func expected(where isIn: (Int) -> Bool = { _ in true }) -> [Double] {
    var values = [Double](repeating: 0, count: cells.count)
    for index in incidents.indices where exclusions[index] == nil && isIn(index) {
      let weight = measure.weight(of: incidents[index])
      for part in parts[index] { values[part.position] += weight * part.share }
    }
    return values
  }

  /// The same with each incident whole at the point that stands for it.
  /// - Parameter isIn: which incidents count.
  public func dotted(where isIn: (Int) -> Bool = { _ in true }) -> [Double] {
    var values = [Double](repeating: 0, count: cells.count)
    for index in incidents.indices where exclusions[index] == nil && isIn(index) {
      if let cell = dots[index] { values[cell] += measure.weight(of: incidents[index]) }
    }
    return values
  }

  /// What is expected in each cell of each interval, those of the first interval before those of the
  /// next; days are taken as equally likely within what is known of them. Incidents without a first
  /// and last day are left out, as is what falls outside the intervals.
  /// - Parameter isIn: which incidents count.
  public func expected(
    in intervals: StudyIntervals, where isIn: (Int) -> Bool = { _ in true }
  ) -> [Double] {
    var values = [Double](repeating: 0, count: cells.count * intervals.count)
    for index in incidents.indices where exclusions[index] == nil && isIn(index) {
      guard let days = incidents[index].days else { continue }
      let weight = measure.weight(of: incidents[index])
      for (interval, share) in intervals.shares(of: days) {
        for part in parts[index] {
          values[interval * cells.count + part.position] += weight * share * part.share
        }
      }
    }
    return values
  }

  /// How many incidents that take part have no first and last day.
  public var undated: Int {
    incidents.indices.count { exclusions[$0] == nil && incidents[$0].days == nil }
  }
}

extension StudyIntervals {
  /// The intervals that days fall into, each with its part of them.
  func shares(of days: ClosedRange<Int>) -> [(interval: Int, share: Double)] {
    (0..<count).compactMap { interval in
      let first = max(starts[interval].daysSince1970, days.lowerBound)
      let last = min(starts[interval + 1].daysSince1970 - 1, days.upperBound)
      guard first <= last else { return nil }
      return (interval, Double(last - first + 1) / Double(days.count))
    }
  }

  /// The interval of a day, counted from 1970; nil outside of all.
  func interval(of day: Int) -> Int? {
    guard starts[0].daysSince1970..<starts[count].daysSince1970 ~= day else { return nil }
    return Day(daysSince1970: day).map(index)
  }

  /// Whether days all fall into the same interval.
  func isInOne(_ days: ClosedRange<Int>) -> Bool {
    guard let first = interval(of: days.lowerBound) else { return false }
    return first == interval(of: days.upperBound)
  }
}
