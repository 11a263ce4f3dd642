public import IncidentAnalysis
import IncidentMapping
public import Incidents
import LinearReferencing
import SpatialStatistics

/// Incidents and tolls along a route, by the sections between its stops.
///
/// An incident of which only a part of the place lies on a section counts there by that part; it is
/// certain on a section that holds all of it. Expected numbers and intervals are those of
/// `balise hotspots route` (`RoutePlacement.sections`).
public struct RouteExposure: Sendable {
  /// A section of the route.
  struct Section: Sendable {
    /// The stops at its ends.
    var name: String
    /// Who is on it.
    var sums = ReportTally.Sums()
    /// The expected numbers with their intervals.
    var total: RouteSectionTotal

    /// A number on it per 100 km.
    func rate(_ number: Double) -> Double { number / ((total.to - total.from) / 100) }
  }

  let name: String
  let corridorMeters: Double
  let stops: [(name: String, kilometers: Double)]
  let sections: [Section]
  /// The days over which the incidents are spread; nil where none is dated.
  let days: (first: Day, last: Day)?
  /// The number of incidents with a part on it.
  let count: Int

  /// Sums up the incidents on a route.
  /// - Parameters:
  ///   - placement: the incidents laid along it.
  ///   - totals: those of its sections.
  ///   - stretch: the kilometres that are told; a section is told where its middle lies on it.
  ///   - days: the days over which the incidents are spread.
  public init(
    _ placement: RoutePlacement, _ totals: [RouteSectionTotal], stretch: ClosedRange<Double>,
    days: (first: Day, last: Day)?
  ) {
    let route = placement.route
    name = route.name
    corridorMeters = placement.corridorMeters
    self.days = days
    stops = route.stops.map { ($0.name, $0.measureKilometers) }
      .filter { stretch.contains($0.1) }
    let breaks = totals.map(\.from) + [totals.last?.to ?? 0]
    var sums = [ReportTally.Sums](repeating: .init(), count: totals.count)
    var isTold = totals.map { stretch.contains(($0.from + $0.to) / 2) }
    if !isTold.contains(true) { isTold = totals.map { _ in true } }
    var count = 0
    for index in placement.members {
      let masses = LineSections.masses(of: placement.masses[index], breaks: breaks)
      for (number, mass) in masses.enumerated() where mass > 1e-12 {
        sums[number].add(share: mass, toll: placement.incidents[index].toll)
      }
      if masses.indices.contains(where: { masses[$0] > 1e-12 && isTold[$0] }) { count += 1 }
    }
    self.count = count
    sections = totals.indices.filter { isTold[$0] }.map { number in
      let total = totals[number]
      return Section(
        name: Self.ends(route, total.from, total.to), sums: sums[number], total: total)
    }
  }

  /// The stops between which a section lies.
  private static func ends(_ route: Route, _ from: Double, _ to: Double) -> String {
    let before = route.stops.last { $0.measureKilometers <= from + 1e-3 }?.name
    let after = route.stops.first { $0.measureKilometers >= to - 1e-3 }?.name
    return [before, after].compactMap(\.self).joined(separator: " – ")
  }
}
