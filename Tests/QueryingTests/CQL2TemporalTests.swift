import Incidents
import TestSupport
import Testing

@testable import Querying

@Suite struct CQL2TemporalTests {
  /// The days of January 2024 that two intervals run over, one row for each of Allen's thirteen
  /// relations, and the functions that hold for it (OGC 21-065r2, temporal functions).
  static let allen: [(first: ClosedRange<Int>, second: ClosedRange<Int>, holding: Set<String>)] = [
    (1...3, 5...7, ["BEFORE", "DISJOINT"]),
    (1...5, 5...7, ["MEETS", "INTERSECTS"]),
    (1...6, 5...7, ["OVERLAPS", "INTERSECTS"]),
    (1...7, 5...7, ["FINISHEDBY", "INTERSECTS"]),
    (1...9, 5...7, ["CONTAINS", "INTERSECTS"]),
    (5...6, 5...7, ["STARTS", "INTERSECTS"]),
    (5...7, 5...7, ["EQUALS", "INTERSECTS"]),
    (5...9, 5...7, ["STARTEDBY", "INTERSECTS"]),
    (6...6, 5...7, ["DURING", "INTERSECTS"]),
    (6...7, 5...7, ["FINISHES", "INTERSECTS"]),
    (6...9, 5...7, ["OVERLAPPEDBY", "INTERSECTS"]),
    (7...9, 5...7, ["METBY", "INTERSECTS"]),
    (8...9, 5...7, ["AFTER", "DISJOINT"]),
  ]

  static let functions = [
    "AFTER", "BEFORE", "CONTAINS", "DISJOINT", "DURING", "EQUALS", "FINISHEDBY", "FINISHES",
    "INTERSECTS", "MEETS", "METBY", "OVERLAPPEDBY", "OVERLAPS", "STARTEDBY", "STARTS",
  ]

  @Test(arguments: functions) func `a function holds for its relations and no other`(
    function: String
  ) throws {
    func interval(_ days: ClosedRange<Int>) -> String {
      "INTERVAL('2024-01-0\(days.lowerBound)', '2024-01-0\(days.upperBound)')"
    }
    for row in Self.allen {
      let text = "T_\(function)(\(interval(row.first)), \(interval(row.second)))"
      let truth = try Record(values: []).truth(text)
      #expect(truth == CQL2Truth(row.holding.contains(function)), "\(text)")
    }
  }

  /// 36 predicates on one record, worked out by hand from the definitions.
  static let predicates: [(text: String, holds: Bool)] = [
    ("T_AFTER(day, DATE('2024-01-09'))", true), ("T_AFTER(day, DATE('2024-01-10'))", false),
    ("T_AFTER(day, TIMESTAMP('2024-01-09T23:59:59Z'))", true),
    ("T_AFTER(moment, DATE('2024-01-09'))", true), ("T_AFTER(moment, day)", false),
    ("T_AFTER(DATE('2024-01-21'), span)", true),
    ("T_BEFORE(day, DATE('2024-01-11'))", true), ("T_BEFORE(day, moment)", false),
    ("T_BEFORE(moment, TIMESTAMP('2024-01-10T12:00:00.000001Z'))", true),
    ("T_BEFORE(span, INTERVAL('2024-01-21', '..'))", true),
    ("T_CONTAINS(span, day)", false), ("T_CONTAINS(span, moment)", true),
    ("T_CONTAINS(span, DATE('2024-01-15'))", true),
    ("T_CONTAINS(INTERVAL('..', '..'), span)", true),
    ("T_DISJOINT(day, moment)", false), ("T_DISJOINT(span, DATE('2024-01-21'))", true),
    ("T_DURING(moment, day)", true), ("T_DURING(day, INTERVAL('2024-01-01', '..'))", true),
    ("T_DURING(day, INTERVAL('2024-01-10', '..'))", false),
    ("T_DURING(span, INTERVAL('2024-01-09', '2024-01-21'))", true),
    ("T_EQUALS(day, DATE('2024-01-10'))", true), ("T_EQUALS(moment, day)", false),
    ("T_EQUALS(moment, TIMESTAMP('2024-01-10T12:00:00Z'))", true),
    ("T_EQUALS(INTERVAL('..', '2024-01-01'), INTERVAL('..', '2024-01-01'))", true),
    ("T_FINISHEDBY(span, DATE('2024-01-20'))", true),
    ("T_FINISHES(DATE('2024-01-20'), span)", true),
    ("T_FINISHES(INTERVAL('2024-01-15', '..'), INTERVAL('2024-01-10', '..'))", true),
    ("T_INTERSECTS(span, INTERVAL('2024-01-20', '..'))", true),
    ("T_INTERSECTS(span, INTERVAL('..', '2024-01-10'))", true), ("T_INTERSECTS(moment, day)", true),
    ("T_MEETS(span, INTERVAL('2024-01-20', '2024-02-01'))", true),
    ("T_METBY(span, INTERVAL('..', '2024-01-10'))", true),
    ("T_OVERLAPPEDBY(span, INTERVAL('..', '2024-01-12'))", true),
    ("T_OVERLAPS(span, INTERVAL('2024-01-19', '..'))", true),
    ("T_STARTEDBY(span, day)", true), ("T_STARTS(day, span)", true),
  ]

  @Test(arguments: predicates) func `predicates on days, moments and intervals`(
    row: (text: String, holds: Bool)
  ) throws {
    let first = try #require(Day("2024-01-10"))
    let last = try #require(Day("2024-01-20"))
    let noon = try #require(CQL2Instant("2024-01-10T12:00:00Z"))
    let span = try #require(CQL2Time(from: CQL2Time(.date(first)), to: CQL2Time(.date(last))))
    let record = Record(values: [
      ("day", .time, .day(first)), ("moment", .time, .time(CQL2Time(noon))),
      ("span", .time, .time(span)),
    ])
    #expect(try record.truth(row.text) == CQL2Truth(row.holds))
  }

  /// c is certain, p possible and not certain, f impossible, n null; worked out by hand.
  @Test(arguments: [
    ("2024-01-05", "T_DURING(date, INTERVAL('2024-01-01', '2024-01-31'))", "c"),
    ("2024-01", "T_DURING(date, INTERVAL('2024-01-01', '2024-01-31'))", "p"),
    ("2024-01", "T_INTERSECTS(date, INTERVAL('2024-01-01', '2024-01-31'))", "c"),
    ("2024-01", "T_INTERSECTS(date, INTERVAL('2024-01-31', '..'))", "p"),
    ("2024-01", "T_INTERSECTS(date, INTERVAL('2024-02-01', '..'))", "f"),
    ("2024-01", "T_DISJOINT(date, INTERVAL('2024-02-01', '..'))", "c"),
    ("2024-01", "NOT T_INTERSECTS(date, INTERVAL('2024-01-31', '..'))", "p"),
    ("2024-01", "T_AFTER(date, DATE('2023-12-31'))", "c"),
    ("2024-01", "T_AFTER(date, DATE('2024-01-01'))", "p"),
    ("2024-01", "T_AFTER(date, DATE('2024-01-31'))", "f"),
    ("2024-01", "T_BEFORE(date, DATE('2024-02-01'))", "c"),
    ("2024-01", "T_EQUALS(date, DATE('2024-01-05'))", "p"),
    ("2024-01-05", "T_EQUALS(date, DATE('2024-01-05'))", "c"),
    ("2024-01", "T_EQUALS(date, DATE('2024-02-05'))", "f"),
    ("2024-01", "T_EQUALS(date, INTERVAL('2024-01-01', '2024-01-31'))", "p"),
    ("2024-01", "T_EQUALS(date, INTERVAL('2024-01-01', '2024-02-01'))", "f"),
    ("2024-01", "date < DATE('2024-02-01')", "c"), ("2024-01", "date <= DATE('2024-01-31')", "c"),
    ("2024-01", "date <= DATE('2024-01-30')", "p"), ("2024-01", "date = DATE('2024-01-30')", "p"),
    ("2024-01", "date <> DATE('2024-02-01')", "c"), ("2024-01", "date >= DATE('2024-02-01')", "f"),
    ("2024-01", "date BETWEEN DATE('2024-01-01') AND DATE('2024-01-31')", "c"),
    ("2024-01-05", "T_AFTER(date, TIMESTAMP('2024-01-05T12:00:00Z'))", "p"),
    ("2024-01-05", "T_AFTER(date, TIMESTAMP('2024-01-04T23:59:59Z'))", "c"),
    ("2024-01-05", "T_DURING(date, INTERVAL('2024-01-04T00:00:00Z', '2024-01-06T00:00:00Z'))", "c"),
    ("2024-01/..", "T_AFTER(date, DATE('2023-12-31'))", "c"),
    ("2024-01/..", "T_BEFORE(date, DATE('2024-02-01'))", "p"),
    ("2024-01/..", "T_DURING(date, INTERVAL('2023-12-31', '..'))", "c"),
    ("2024-01/..", "T_DURING(date, INTERVAL('2023-12-31', '2099-01-01'))", "p"),
    ("2024-01/..", "T_FINISHES(date, INTERVAL('2023-12-31', '..'))", "f"),
    ("../2024-01", "T_AFTER(date, DATE('2024-01-31'))", "f"),
    ("../2024-01", "T_BEFORE(date, DATE('2024-02-01'))", "c"),
    ("", "T_BEFORE(date, DATE('2024-02-01'))", "n"), ("", "date IS NULL", "c"),
    ("", "NOT T_BEFORE(date, DATE('2024-02-01'))", "n"),
    ("2024-01", "T_INTERSECTS(INTERVAL(date, '..'), DATE('2024-01-20'))", "p"),
    ("2024-01", "T_INTERSECTS(INTERVAL(date, '..'), DATE('2024-02-20'))", "c"),
    ("2024-01", "T_INTERSECTS(INTERVAL(date, DATE('2023-01-20')), DATE('2024-02-20'))", "n"),
    ("2024-01", "T_EQUALS(date, DATE('2024-01-05')) OR TRUE", "c"),
    ("2024-01", "T_EQUALS(date, DATE('2024-01-05')) AND TRUE", "p"),
  ]) func `uncertain dates are certain or possible`(date: String, text: String, answer: String)
    throws
  {
    let known = date.isEmpty ? nil : try UncertainDate(edtf: date)
    let record = Record(values: [("date", .time, .date(known))])
    let truth = try record.truth(text)
    switch answer {
    case "c": #expect(truth.isCertain)
    case "p": #expect(!truth.isCertain && truth.isPossible)
    case "f": #expect(truth == .no)
    default: #expect(truth == .null)
    }
  }

  /// The definition itself: every start and end that the ranges allow, each tried.
  @Test func `certain and possible agree with trying every start and end`() throws {
    var random = SplitMix64(seed: 20)
    func range() -> ClosedRange<Int> {
      let first = Int.random(in: 0...4, using: &random)
      return first...Int.random(in: first...min(first + 2, 4), using: &random)
    }
    func times(_ start: ClosedRange<Int>, _ end: ClosedRange<Int>) -> [(Int, Int)] {
      start.flatMap { s in end.filter { $0 >= s }.map { (s, $0) } }
    }
    let definitions: [(CQL2Operator, ((Int, Int), (Int, Int)) -> Bool)] = [
      (.temporalAfter, { $0.0 > $1.1 }), (.temporalBefore, { $0.1 < $1.0 }),
      (.temporalContains, { $0.0 < $1.0 && $0.1 > $1.1 }),
      (.temporalDisjoint, { $0.1 < $1.0 || $0.0 > $1.1 }),
      (.temporalDuring, { $0.0 > $1.0 && $0.1 < $1.1 }), (.temporalEquals, { $0 == $1 }),
      (.temporalFinishedBy, { $0.0 < $1.0 && $0.1 == $1.1 }),
      (.temporalFinishes, { $0.0 > $1.0 && $0.1 == $1.1 }),
      (.temporalIntersects, { !($0.1 < $1.0 || $0.0 > $1.1) }),
      (.temporalMeets, { $0.1 == $1.0 }), (.temporalMetBy, { $0.0 == $1.1 }),
      (.temporalOverlappedBy, { $0.0 > $1.0 && $0.0 < $1.1 && $0.1 > $1.1 }),
      (.temporalOverlaps, { $0.0 < $1.0 && $0.1 > $1.0 && $0.1 < $1.1 }),
      (.temporalStartedBy, { $0.0 == $1.0 && $0.1 > $1.1 }),
      (.temporalStarts, { $0.0 == $1.0 && $0.1 < $1.1 }),
      (.less, { $0.1 < $1.0 }), (.lessOrEqual, { $0.1 <= $1.0 }), (.greater, { $0.0 > $1.1 }),
      (.greaterOrEqual, { $0.0 >= $1.1 }), (.notEqual, { $0 != $1 }),
    ]
    func end(_ range: ClosedRange<Int>) -> CQL2Time.End {
      CQL2Time.End(range: range, isDays: true, isSomewhere: true)
    }
    for _ in 0..<2000 {
      let ranges = (range(), range(), range(), range())
      let firsts = times(ranges.0, ranges.1)
      let seconds = times(ranges.2, ranges.3)
      let first = CQL2Time(start: end(ranges.0), end: end(ranges.1))
      let second = CQL2Time(start: end(ranges.2), end: end(ranges.3))
      for (kind, holds) in definitions {
        let answers = firsts.flatMap { a in seconds.map { holds(a, $0) } }
        let (relation, isNegated) = try #require(TemporalRelation.relation(of: kind))
        let found = relation.truth(first, second)
        let expected: CQL2Truth =
          answers.isEmpty
          ? .null : CQL2Truth(certain: !answers.contains(false), possible: answers.contains(true))
        #expect((isNegated ? !found : found) == expected, "\(kind) \(ranges), seed 20")
      }
    }
  }
}
