import IncidentMapping
import Incidents
public import ReferenceGeography
import SimpleFeatures
public import SpatialStatistics
import Topology

/// The locations of a scan of incidents, and the records that take part, in the order of their names.
public struct ScanLayout: Sendable {
  /// A record.
  struct Record: Sendable {
    /// The number of the incident.
    var incident: Int
    /// The mass in each location, and of the days in each interval; both add up to 1.
    var masses: IncidentScan.Mass
    var days: IncidentScan.Mass
    /// The location of the representative point, and the interval of the middle day.
    var dot: Int
    var middle: Int
    var isCase: Bool
    /// Whether it surely lies in one location.
    var hasOneLocation: Bool

    var isExact: Bool { hasOneLocation && days.count == 1 }
  }

  /// The locations.
  public let locations: ScanLocations
  /// The regions that are the locations; nil where they are points.
  public let regions: BoundarySet?
  /// For each location the position of its region.
  let places: [Int]
  /// The records that take part.
  let records: [Record]
  /// Why the others do not: how many for each reason.
  public let exclusions: [ScanExclusion: Int]
  /// The expected cases by location and interval, in proportion; of a population alone.
  let expected: ScanTable<Double>
  let locator: ScanLocator
  /// The location of what the locator finds.
  private let location: [Int: Int]

  /// How many records take part.
  public var used: Int { records.count }
  /// How many of them are cases.
  public var cases: Int { records.count { $0.isCase } }
  /// How many may lie in several locations or intervals.
  public var uncertain: Int { records.count { !$0.isExact } }
  /// Whether none may.
  public var isExact: Bool { records.allSatisfy(\.isExact) }

  /// The region of a location; nil where it is a point.
  public func region(of location: Int) -> Region? {
    regions.map { $0.regions[places[location]] }
  }

  /// The location of what the locator finds; nil where that takes no part.
  func location(of place: Int) -> Int? { location[place] }

  /// Puts incidents on locations and into intervals.
  init(_ scan: IncidentScan, _ incidents: [LocatedIncident], on atlas: Atlas) throws {
    var exclusions: [ScanExclusion: Int] = [:]
    let intervals = scan.intervals
    let study =
      intervals.starts[0].daysSince1970...intervals.starts[intervals.count].daysSince1970 - 1
    var taken: [(incident: Int, days: ClosedRange<Int>)] = []
    for (number, incident) in incidents.enumerated() {
      func leaveOut(_ reason: ScanExclusion) { exclusions[reason, default: 0] += 1 }
      if incident.place.kind == .unknown || incident.place.representativePoint == nil {
        leaveOut(.unknownPlace)
      } else if !scan.needsDays {
        taken.append((number, study))
      } else if let days = incident.days {
        days.overlaps(study)
          ? taken.append((number, days.clamped(to: study))) : leaveOut(.outsideStudy)
      } else {
        leaveOut(.openDate)
      }
    }
    if case .points = scan.locations, !scan.hasPopulation {
      let vague = taken.count { !incidents[$0.incident].place.isExact }
      if vague > 0 { throw VaguePlaces(vague: vague, all: taken.count) }
    }
    let locator = try ScanLocator(scan, taken.map { incidents[$0.incident].place }, on: atlas)
    let found = try locator.found(
      taken.map { incidents[$0.incident].place }, threads: scan.settings.threads)
    // Locations that hold something, or have a population.
    var named = locator.fixed
    if named.isEmpty {
      let held = Set(found.flatMap { $0.masses.map(\.place) }).sorted()
      named = try locator.named(held)
    }
    let locations = try ScanLocations(named.map { ($0.name, $0.position) })
    var places = Array(repeating: 0, count: locations.count)
    var location: [Int: Int] = [:]
    for entry in named {
      guard let place = locations.index(of: entry.name) else { continue }
      places[place] = entry.place
      location[entry.place] = place
    }
    var records: [Record] = []
    for (entry, found) in zip(taken, found) {
      var masses: [Int: Double] = [:]
      for (place, mass) in found.masses {
        if let place = location[place] { masses[place, default: 0] += mass }
      }
      let total = masses.values.sorted().reduce(0, +)
      guard total > 0, let dot = found.dot.flatMap({ location[$0] }) else {
        exclusions[.outsideLocations, default: 0] += 1
        continue
      }
      let spread = intervals.masses(of: entry.days)
      records.append(
        Record(
          incident: entry.incident,
          masses: masses.sorted { $0.key < $1.key }.map { ($0.key, $0.value / total) },
          days: scan.needsDays ? spread : [(0, 1)], dot: dot,
          middle: scan.needsDays ? intervals.index(ofDayNumber: entry.days.middle) : 0,
          isCase: incidents[entry.incident].isCase,
          hasOneLocation: masses.count == 1
            && (!locator.isNearest || incidents[entry.incident].place.isExact)))
    }
    self.locations = locations
    regions = locator.set
    self.places = places
    self.records = records
    self.exclusions = exclusions
    self.locator = locator
    self.location = location
    var expected = ScanTable(repeating: 0.0, locations: locations.count, intervals: intervals.count)
    if case .population(let population) = scan.comparison {
      for (place, course) in population.courses.enumerated() {
        guard let place = location[place] else { continue }
        for interval in 0..<intervals.count {
          expected[place, interval] += course.sum(
            intervals.starts[interval].daysSince1970..<intervals.starts[interval + 1].daysSince1970)
        }
      }
      for record in records where expected.row(record.dot).reduce(0, +) == 0 {
        throw ScanPopulation.Empty(
          location: locations.names[record.dot], incident: incidents[record.incident].id)
      }
    }
    self.expected = expected
  }
}

/// Points were asked for as locations, but places are larger.
public struct VaguePlaces: Error, Sendable, CustomStringConvertible {
  let vague: Int
  let all: Int

  /// A sentence for people.
  public var description: String {
    "\(vague) of \(all) places are not exact, and points do not hold them. Take cells as locations, "
      + "or only exact places."
  }
}

extension IncidentScan {
  var hasPopulation: Bool { if case .population = comparison { true } else { false } }
}

extension ClosedRange<Int> {
  /// The middle, of two the earlier one.
  fileprivate var middle: Int { lowerBound + (upperBound - lowerBound) / 2 }
}

extension StudyIntervals {
  /// The interval of a day counted from 1970; days outside go to the first and the last one.
  func index(ofDayNumber number: Int) -> Int {
    Day(daysSince1970: number).map { index(of: $0) } ?? 0
  }

  /// The intervals that days of the study fall into, each with its share of them.
  func masses(of days: ClosedRange<Int>) -> IncidentScan.Mass {
    let (first, last) = (index(ofDayNumber: days.lowerBound), index(ofDayNumber: days.upperBound))
    return (first...last).map { interval in
      let own = starts[interval].daysSince1970...starts[interval + 1].daysSince1970 - 1
      return (interval, Double(days.clamped(to: own).count) / Double(days.count))
    }
  }
}
