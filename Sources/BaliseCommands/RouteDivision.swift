import ArgumentParser
import Balise

/// How a route is cut up for a statistic.
struct RouteDivision {
  /// Where the sections begin that are told, and the end of the last, in kilometres.
  let sections: [Double]
  /// Where the cells begin into which mass is put, and the end of the last; sections are whole cells.
  let breaks: [Double]

  /// The length of cells where nothing is told, in kilometres.
  private static let cellKilometers = 5.0

  /// - Parameters:
  ///   - every: the length of sections, or of the cells of a scan; nil for stops, or 5 km.
  ///   - isScan: whether the cells are to be equal and no sections are told.
  ///   - cuts: where sections end, too.
  init(_ route: Route, every: Double?, isScan: Bool, cutAt cuts: [Double] = []) throws {
    let length = route.lengthKilometers
    let step = every ?? Self.cellKilometers
    guard length / step <= 5000 else {
      throw ValidationError(
        "Route \(route.id) has more than 5,000 times that length: give a longer --every.")
    }
    if isScan {
      sections = [0, length]
      breaks = Self.equal(0, length, longest: step)
    } else {
      var ends = [0.0]
      let inner =
        (every.map { step in (1..<max(2, Int(length / step) + 1)).map { Double($0) * step } }
          ?? route.stops.map(\.measureKilometers)) + cuts
      // What is nearer to an end than a metre is that end.
      for end in inner.sorted() where end > ends[ends.count - 1] + 1e-3 && end < length - 1e-3 {
        ends.append(end)
      }
      ends.append(length)
      sections = ends
      breaks =
        [0]
        + zip(ends, ends.dropFirst()).flatMap { from, to in
          Self.equal(from, to, longest: min(step, Self.cellKilometers)).dropFirst()
        }
    }
  }

  /// The ends of equal parts no longer than told.
  private static func equal(_ from: Double, _ to: Double, longest: Double) -> [Double] {
    let count = max(1, Int(((to - from) / longest - 1e-9).rounded(.up)))
    return (0...count).map {
      $0 == count ? to : from + (to - from) * Double($0) / Double(count)
    }
  }
}

/// The days over which incidents are counted.
struct StudyPeriod {
  let first: Day
  let last: Day

  /// The days of `--during` where it has both ends, otherwise from the first to the last day of any
  /// selected incident.
  init(selected: (first: Day?, last: Day?)?, of incidents: [LocatedIncident]) throws {
    let first = selected?.first ?? incidents.compactMap { $0.firstDay ?? $0.lastDay }.min()
    let last = selected?.last ?? incidents.compactMap { $0.lastDay ?? $0.firstDay }.max()
    guard let first, let last, first <= last else {
      throw ValidationError(
        "No incident has a date, so there is no period for rates per year: give --during, as in "
          + "--during 2012..2024.")
    }
    (self.first, self.last) = (first, last)
  }

  var days: Int { last.daysSince1970 - first.daysSince1970 + 1 }
  var years: Double { Double(days) / 365.25 }
  var text: String { "\(first)..\(last), \(counted(days, "day"))" }
}
