import Incidents
import Testing

@testable import Querying

@Suite struct CQL2ScalarTests {
  static let record = Record(values: [
    ("killed_best", .number, .number(12)), ("killed_max", .number, .null),
    ("event_type", .text, .text("state-based")), ("admin1", .text, .text("Kidal")),
    ("place_name", .text, .text("Près de Gao (hôpital)")), ("title", .text, .null),
    ("border_tie", .boolean, .boolean(true)), ("denied", .boolean, .null),
    ("sources", .list, .list([.text("AFP"), .text("RFI"), .text("AFP")])),
    ("src_best", .any, .text("12.0")), ("src_note", .any, .text("x")), ("src_empty", .any, .null),
    ("src_conflict_name", .any, .text("Mali: Government")),
    ("street", .text, .text("Straße 100% \\ _")),
    ("greek", .text, .text("ΟΔΟΣ")), ("decomposed", .text, .text("Me\u{301}naka")),
    ("date_start", .time, .day(Day("2024-01-05"))), ("src_date", .any, .text("2024-01-05")),
  ])

  /// Worked out by hand: t is true, f false and n null.
  @Test(arguments: [
    ("killed_best >= 10 AND event_type = 'state-based' AND admin1 LIKE 'Kid%'", "t"),
    ("killed_best = 12", "t"), ("killed_best <> 12", "f"), ("killed_best < 12", "f"),
    ("12 <= killed_best", "t"), ("killed_best > 11.999", "t"),
    ("killed_max > 0", "n"), ("NOT killed_max > 0", "n"), ("killed_max IS NULL", "t"),
    ("killed_max > 0 OR TRUE", "t"), ("killed_max > 0 AND FALSE", "f"),
    ("killed_max > 0 OR FALSE", "n"),
    ("(killed_max > 0) IS NULL", "t"), ("(killed_best > 0) IS NOT NULL", "t"),
    ("killed_best BETWEEN 12 AND 12", "t"), ("killed_best NOT BETWEEN 1 AND 11", "t"),
    ("killed_best BETWEEN 13 AND killed_max", "f"), ("killed_best BETWEEN 12 AND killed_max", "n"),
    ("killed_best IN (1, 12)", "t"), ("killed_best NOT IN (1, 2)", "t"),
    ("killed_best IN (1, killed_max)", "n"), ("killed_best IN (12, killed_max)", "t"),
    ("admin1 IN ('Gao', 'Kidal')", "t"), ("admin1 IN ('Gao')", "f"), ("title IN ('Gao')", "n"),
    ("admin1 < 'Kidam'", "t"), ("admin1 >= 'L'", "f"), ("admin1 = 'kidal'", "f"),
    ("CASEI(admin1) = CASEI('KIDAL')", "t"), ("CASEI(admin1) IN (CASEI('KIDAL'))", "t"),
    ("killed_best + 3 * 2 = 18", "t"), ("(killed_best + 3) * 2 = 30", "t"),
    ("killed_best - 2 - 3 = 7", "t"),
    ("killed_best / 8 = 1.5", "t"), ("killed_best div 8 = 1", "t"),
    ("-killed_best div 5 = -2", "t"),
    ("killed_best % 5 = 2", "t"), ("2 ^ 3 ^ 2 = 512", "t"), ("-2 ^ 2 = 4", "t"),
    ("killed_best / 0 > 1", "n"), ("killed_best % 0 IS NULL", "t"),
    ("killed_best + killed_max > 1", "n"),
    ("border_tie", "t"), ("NOT border_tie", "f"), ("border_tie = TRUE", "t"),
    ("border_tie <> FALSE", "t"),
    ("denied", "n"), ("denied = TRUE", "n"), ("denied IS NULL", "t"),
    ("(killed_best > 1) = (killed_best > 2)", "t"), ("(killed_best > 1) = (killed_best > 20)", "f"),
    ("src_best = 12", "t"), ("src_best = '12'", "f"), ("src_best = killed_best", "t"),
    ("src_best > src_note", "f"), ("src_note = src_note", "t"), ("src_best = src_best", "t"),
    ("src_note > 1", "n"), ("src_empty = 'x'", "n"), ("src_note + 1 IS NULL", "t"),
    ("src_conflict_name = 'Mali: Government'", "t"), ("src_conflict_name LIKE 'Mali:%'", "t"),
    ("admin1 LIKE 'Kidal'", "t"), ("admin1 LIKE 'K%l'", "t"), ("admin1 LIKE 'K_d_l'", "t"),
    ("admin1 LIKE 'K_l'", "f"), ("admin1 LIKE '%'", "t"), ("admin1 LIKE ''", "f"),
    ("admin1 LIKE '%%a%'", "t"),
    ("admin1 LIKE 'kid%'", "f"), ("admin1 NOT LIKE 'kid%'", "t"), ("title LIKE '%'", "n"),
    ("admin1 LIKE '_____'", "t"), ("admin1 LIKE '______'", "f"), ("admin1 LIKE '%d%d%'", "f"),
    ("place_name LIKE 'Pr_s%'", "t"), ("place_name LIKE 'Pr__s%'", "f"),
    ("place_name LIKE '%h\\_pital%'", "f"), ("street LIKE '%100\\%%'", "t"),
    ("street LIKE '%\\\\%'", "t"),
    ("street LIKE '%\\_'", "t"), ("decomposed LIKE 'M_naka'", "t"), ("decomposed = 'Ménaka'", "t"),
    ("CASEI(ACCENTI(place_name)) LIKE CASEI('%gao%')", "t"),
    ("ACCENTI(place_name) LIKE 'Pres%hopital%'", "t"),
    ("CASEI(ACCENTI(place_name)) LIKE CASEI(ACCENTI('PRÈS%HÔPITAL)'))", "t"),
    ("ACCENTI(place_name) LIKE 'près%'", "f"), ("CASEI(street) LIKE casei('STRASSE%')", "t"),
    ("CASEI(greek) = CASEI('οδος')", "t"), ("CASEI('İstanbul') = CASEI('i̇stanbul')", "t"),
    ("ACCENTI('Łódź Tromsø') = 'Lodz Tromso'", "t"), ("CASEI('Diyarbakır') = 'diyarbakir'", "f"),
    ("ACCENTI('Diyarbakır') = 'Diyarbakir'", "t"),
    ("A_CONTAINS(sources, ('RFI', 'AFP'))", "t"), ("A_CONTAINS(sources, ('BBC'))", "f"),
    ("A_CONTAINS(sources, ())", "t"), ("A_CONTAINEDBY(sources, ('RFI', 'AFP', 'BBC'))", "t"),
    ("A_EQUALS(sources, ('RFI', 'AFP'))", "t"), ("A_EQUALS(sources, ('RFI'))", "f"),
    ("A_OVERLAPS(sources, ('BBC', 'RFI'))", "t"), ("A_OVERLAPS(sources, ('BBC'))", "f"),
    ("A_EQUALS((1, killed_best), (12, 1))", "t"), ("A_EQUALS(((1), 2), ((1), 2))", "t"),
    ("date_start = DATE('2024-01-05')", "t"), ("date_start < DATE('2024-01-06')", "t"),
    ("date_start BETWEEN DATE('2024-01-05') AND DATE('2024-01-31')", "t"),
    ("date_start IN (DATE('2024-01-04'), DATE('2024-01-05'))", "t"),
    ("date_start <> DATE('2024-01-05')", "f"),
    ("src_date > DATE('2024-01-04')", "t"), ("src_note > DATE('2024-01-04')", "n"),
    ("src_date = date_start", "t"),
  ]) func `conditions on values are answered`(text: String, answer: String) throws {
    let expected: CQL2Truth = answer == "t" ? .yes : answer == "f" ? .no : .null
    #expect(try Self.record.truth(text) == expected)
  }

  /// Kleene's tables for a set of outcomes, from the definition: every combination of outcomes.
  @Test func `logic takes every combination of what its parts can be`() {
    func outcomes(_ set: CQL2Truth) -> [Bool?] {
      [.yes, .no, .null].filter { set.contains($0) }.map { $0 == .null ? nil : $0 == .yes }
    }
    func set(_ outcomes: [Bool?]) -> CQL2Truth {
      outcomes.reduce(into: []) { $0.formUnion($1 == nil ? .null : $1 == true ? .yes : .no) }
    }
    func and(_ a: Bool?, _ b: Bool?) -> Bool? {
      a == false || b == false ? false : a == nil || b == nil ? nil : true
    }
    func or(_ a: Bool?, _ b: Bool?) -> Bool? {
      a == true || b == true ? true : a == nil || b == nil ? nil : false
    }
    func same(_ a: Bool?, _ b: Bool?) -> Bool? { a == nil || b == nil ? nil : a == b }
    for a in 1...7 {
      let first = CQL2Truth(rawValue: UInt8(a))
      #expect(!first == set(outcomes(first).map { $0.map { !$0 } }))
      for b in 1...7 {
        let second = CQL2Truth(rawValue: UInt8(b))
        let pairs = outcomes(first).flatMap { a in outcomes(second).map { (a, $0) } }
        #expect(first.and(second) == set(pairs.map(and)))
        #expect(first.or(second) == set(pairs.map(or)))
        #expect(first.same(as: second) == set(pairs.map(same)))
      }
    }
  }

  @Test(arguments: [
    (
      "kiled_best >= 10", 1,
      "there is no property \"kiled_best\"; the nearest names are \"killed_best\""
    ),
    ("admin1 = \"Gao\"", 10, "text stands in single quotes, as 'Gao'"),
    ("killed_best = '10'", 15, "write 10 without quotes"),
    ("event_type = 10", 14, "write '10' in quotes"),
    ("date_start >= '2024-01-01'", 15, "write DATE('2024-01-01')"),
    ("killed_best = 'many'", 15, "\"killed_best\" is a number and cannot be compared with text"),
    ("killed_best = admin1", 15, "\"killed_best\" is a number and cannot be compared with text"),
    ("killed_best LIKE '1%'", 1, "LIKE needs text, and \"killed_best\" is a number"),
    ("admin1 LIKE event_type", 13, "the pattern of LIKE is text in quotes"),
    ("killed_best", 1, "\"killed_best\" is a number and no condition"),
    ("killed_best AND TRUE", 1, "no condition"), ("'x'", 1, "a condition is needed"),
    ("killed_best + 1", 1, "a condition is needed"), ("admin1 + 1 = 2", 1, "+ needs a number"),
    ("border_tie > FALSE", 1, "have no order"), ("sources = 'AFP'", 1, "A_EQUALS"),
    (
      "T_DURING(admin1, DATE('2024-01-01'))", 10,
      "T_DURING needs a date or an interval, and \"admin1\" is text"
    ),
    ("T_AFTER(date_start, '2024-01-01')", 21, "write DATE('2024-01-01')"),
    ("date_start = INTERVAL('2024-01-01', '..')", 14, "T_INTERSECTS"),
    ("T_AFTER(INTERVAL(admin1, '..'), date_start)", 18, "an end of an interval is a date"),
    ("A_CONTAINS(admin1, ('x'))", 12, "A_CONTAINS needs a list"),
    ("S_INTERSECT(geometry, POINT(1 2))", 1, "the nearest are S_INTERSECTS"),
    ("S_INTERSECTS(admin1, POINT(1 2))", 14, "S_INTERSECTS needs a geometry"),
    ("TRUE AND S_INTERSECTS(POINT(1 2), POINT(16 97))", 35, "did you mean 97 16?"),
    (
      "S_WITHIN(POINT(1 2), POLYGON((0 0,2 2,2 0,0 2,0 0)))", 22,
      "not valid: Self-intersection at 1.0 1.0"
    ),
    ("S_WITHIN(POINT(1 2), BBOX(0, 10, 5, 0))", 22, "the south of the box lies north"),
    ("S_WITHIN(POINT(1 2), BBOX(0, 10, 190, 20))", 22, "not a longitude"),
    (
      "S_WITHIN(POINT(1 2), GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(3 3,4 4)))", 22,
      "join the answers with OR"
    ),
  ]) func `a fault of names and types shows its place`(text: String, column: Int, part: String)
    throws
  {
    let error = try #require(throws: CQL2Error.self) { try Self.record.truth(text) }
    #expect(error.column == column, "\(error)")
    #expect(error.description.contains(part), "\(error)")
  }

  @Test func `a fault of names in JSON shows the part`() throws {
    let query = try CQL2Query(json: #"{"op":"=","args":[{"property":"admin9"},1]}"#)
    let error = try #require(throws: CQL2Error.self) {
      try query.bind(to: [CQL2Property("admin1", .text)])
    }
    #expect(
      error.description == "the query cannot be taken: there is no property \"admin9\"; "
        + "the nearest names are \"admin1\", in admin9")
  }

  @Test func `a filter tells which properties it needs`() throws {
    let properties = ["a", "b", "c", "d"].map { CQL2Property($0, .number) }
    let filter = try CQL2Query(text: "d > 1 OR b IN (1, 2) OR d = 4").bind(to: properties)
    #expect(filter.propertyPositions == [1, 3])
  }
}
