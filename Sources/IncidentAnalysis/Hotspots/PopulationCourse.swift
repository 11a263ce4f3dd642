import Incidents

/// A population over time: linear between the beginnings of the days of censuses, constant before the
/// first and after the last.
struct PopulationCourse: Sendable {
  private let points: [(day: Int, count: Double)]

  /// The population on the first day of a census; 0 without one.
  var first: Double { points.first?.count ?? 0 }

  /// - Parameter counts: days and populations in any order; several of one day add up.
  init(_ counts: [(day: Int, count: Double)]) {
    var points: [(day: Int, count: Double)] = []
    for (day, count) in counts.sorted(by: { ($0.day, $0.count) < ($1.day, $1.count) }) {
      if let last = points.last, last.day == day {
        points[points.count - 1].count += count
      } else {
        points.append((day, count))
      }
    }
    self.points = points
  }

  /// The population integrated over days: person-days.
  func sum(_ days: Range<Int>) -> Double {
    guard let first = points.first, let last = points.last else { return 0 }
    guard points.count > 1 else { return first.count * Double(days.count) }
    var sum = 0.0
    sum += first.count * Double(days.clamped(to: Int.min..<first.day).count)
    sum += last.count * Double(days.clamped(to: last.day..<Int.max).count)
    for (start, end) in zip(points, points.dropFirst()) {
      let part = days.clamped(to: start.day..<end.day)
      guard !part.isEmpty else { continue }
      let slope = (end.count - start.count) / Double(end.day - start.day)
      let middle = Double(part.lowerBound + part.upperBound) / 2 - Double(start.day)
      sum += (start.count + slope * middle) * Double(part.count)
    }
    return sum
  }
}
