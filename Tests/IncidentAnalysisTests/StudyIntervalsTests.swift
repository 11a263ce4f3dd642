import Incidents
import TestSupport
import Testing

@testable import IncidentAnalysis

@Suite("Study intervals")
struct StudyIntervalsTests {
  private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  @Test(
    "are counted back from the end, the first one longer",
    arguments: [
      ("2020-01-01", "2020-12-29", StudyIntervals.Unit.day, 7, 52, "2020-01-08"),
      ("2020-01-01", "2020-12-31", .day, 7, 52, "2020-01-10"),
      ("1973-01-01", "1991-12-31", .year, 1, 19, "1974-01-01"),
      ("1973-03-05", "1991-12-31", .year, 2, 9, "1976-01-01"),
      ("2020-01-15", "2020-12-31", .month, 3, 3, "2020-07-01"),
      ("2020-01-01", "2020-12-30", .month, 1, 11, "2020-02-29"),
    ] as [(String, String, StudyIntervals.Unit, Int, Int, String)])
  func cut(
    start: String, end: String, unit: StudyIntervals.Unit, length: Int, count: Int, second: String
  ) throws {
    let intervals = try #require(
      StudyIntervals(
        from: try Self.day(start), through: try Self.day(end), unit: unit, length: length))
    #expect(intervals.count == count)
    #expect(intervals.starts[0] == (try Self.day(start)))
    #expect(intervals.starts[1].description == second)
    for (number, day) in intervals.starts.dropLast().enumerated() {
      #expect(intervals.index(of: day) == number)
      if let before = Day(daysSince1970: day.daysSince1970 - 1) {
        #expect(intervals.index(of: before) == max(0, number - 1))
      }
    }
    #expect(intervals.days(0..<count).last.description == end)
  }

  @Test("a length beyond the study gives none")
  func tooLong() throws {
    let (start, end) = (try Self.day("2020-01-01"), try Self.day("2020-01-10"))
    #expect(StudyIntervals(from: start, through: end, unit: .day, length: 11) == nil)
    #expect(StudyIntervals(from: start, through: end, unit: .month) == nil)
    #expect(StudyIntervals(from: end, through: start, unit: .day) == nil)
    #expect(StudyIntervals(from: start, through: end, unit: .day, length: 0) == nil)
  }

  @Test("a population is the sum of its days")
  func population() {
    var random = SplitMix64(seed: 3)
    for censuses in 1...5 {
      let points = (0..<censuses).map { _ in
        (
          day: Int.random(in: 0..<100, using: &random),
          count: Double.random(in: 1...50, using: &random)
        )
      }
      let course = PopulationCourse(points)
      var total = 0.0
      for day in -20..<130 { total += course.sum(day..<day + 1) }
      #expect(abs(course.sum(-20..<130) - total) < 1e-6)
      #expect(course.sum(5..<5) == 0)
      let first = points.map(\.day).min() ?? 0
      let there = points.filter { $0.day == first }.reduce(0) { $0 + $1.count }
      #expect(abs(course.sum(first - 3..<first) - 3 * there) < 1e-9)
    }
    let line = PopulationCourse([(0, 10), (10, 20)])
    #expect(line.sum(5..<6) == 15.5)
    #expect(line.sum(10..<12) == 40)
    #expect(PopulationCourse([]).sum(0..<10) == 0)
  }
}
