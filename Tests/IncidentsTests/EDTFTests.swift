import Incidents
import TestSupport
import Testing

@Suite struct EDTFTests {
  /// Bounds from python-edtf 5.0.2, `lower_strict` and `upper_strict`.
  static let oracle: [(text: String, earliest: String, latest: String)] = [
    ("2004", "2004-01-01", "2004-12-31"),
    ("0000", "0000-01-01", "0000-12-31"),
    ("1600", "1600-01-01", "1600-12-31"),
    ("2004-02", "2004-02-01", "2004-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2100-02", "2100-02-01", "2100-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("2004-12", "2004-12-01", "2004-12-31"),
    ("2004-02-29", "2004-02-29", "2004-02-29"),
    ("2023-12-31", "2023-12-31", "2023-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    ("2004/2004-06", "2004-01-01", "2004-06-30"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-22", "2001-06-01", "2001-08-31"),
    ("2001-23", "2001-09-01", "2001-11-30"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("2004-06-11?", "2004-06-11", "2004-06-11"),
    ("1984~", "1984-01-01", "1984-12-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("1XXX", "1000-01-01", "1999-12-31"),
    ("156X", "1560-01-01", "1569-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-02-XX", "1985-02-01", "1985-02-28"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-XX-XX?", "1985-01-01", "1985-12-31"),
    ("201X~", "2010-01-01", "2019-12-31"),
    ("2004-XX%", "2004-01-01", "2004-12-31"),
    ("1985-04-XX~", "1985-04-01", "1985-04-30"),
    ("2004?/2005~", "2004-01-01", "2005-12-31"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08"),
    ("2001-21/2002-22", "2001-03-01", "2002-08-31"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
    ("2004-02-28/2004-03-01%", "2004-02-28", "2004-03-01"),
    ("201X/2020", "2010-01-01", "2020-12-31"),
  ]

  @Test(arguments: oracle) func `bounds are those of python-edtf, and the text is kept`(
    row: (text: String, earliest: String, latest: String)
  ) throws {
    let date = try UncertainDate(edtf: row.text)
    #expect(date.earliest?.description == row.earliest)
    #expect(date.latest?.description == row.latest)
    #expect(date.edtf == row.text)
  }

  /// What python-edtf does not read, or takes otherwise: winter, open and unknown ends.
  static let ends: [(text: String, earliest: String?, latest: String?)] = [
    ("2001-24", "2001-12-01", "2002-02-28"), ("2003-24", "2003-12-01", "2004-02-29"),
    ("2001-21?", "2001-03-01", "2001-05-31"), ("2004-01-01/", "2004-01-01", nil),
    ("2004/..", "2004-01-01", nil), ("../2004-02", nil, "2004-02-29"),
    ("/2004-02~", nil, "2004-02-29"), ("1985-04-XX/..", "1985-04-01", nil),
  ]

  @Test(arguments: ends) func `winter runs into the next year and a missing end is no bound`(
    row: (text: String, earliest: String?, latest: String?)
  ) throws {
    let date = try UncertainDate(edtf: row.text)
    #expect(date.earliest?.description == row.earliest)
    #expect(date.latest?.description == row.latest)
    #expect(date.edtf == row.text)
  }

  @Test(arguments: [
    ("2004-02-29", "day"), ("2004-02-29/2004-02-29", "day"), ("2004-02-28/2004-03-05", "week"),
    ("2004-02-28/2004-03-04", "range"), ("2004-02", "month"), ("2004-02-XX", "month"),
    ("2004-02-01/2004-02-29", "month"), ("2004-02-01/2004-03-31", "range"), ("2004", "year"),
    ("2004-XX-XX", "year"), ("2004-01/2004-12", "year"), ("2003-12/2004-11", "range"),
    ("201X", "range"), ("2004-21", "range"), ("2004/..", "range"), ("/2004", "range"),
  ]) func `precision follows from the bounds`(text: String, precision: String) throws {
    #expect(try UncertainDate(edtf: text).precision.rawValue == precision)
  }

  static let qualified: [(text: String, qualification: DateQualification?)] = [
    ("2004", nil), ("2004?", .uncertain), ("2004-06~", .approximate),
    ("2004-06-11%", .both), ("2004?/2005", .uncertain), ("2004?/2005?", .uncertain),
    ("2004?/2005~", .both), ("../2005~", .approximate), ("2004%/..", .both),
  ]

  @Test(arguments: qualified) func `the qualifications of both ends are taken together`(
    row: (text: String, qualification: DateQualification?)
  ) throws {
    #expect(try UncertainDate(edtf: row.text).qualification == row.qualification)
  }

  static let refused: [(text: String, position: Int, expected: String)] = [
    ("", 1, "a year"), (" 2004", 1, "a year"), ("2004 ", 5, "the end"), ("204", 4, "a year"),
    ("20045", 5, "the end"), ("X004", 1, "a year"), ("XXXX", 1, "a year"), ("2X04", 3, "a year"),
    ("Y17000", 1, "a year 0000 to 9999"), ("-0100", 1, "a year 0000 to 9999"),
    ("[1984,1986]", 1, "a year of four digits: sets"), ("2004-", 6, "a month"),
    ("2004-1", 6, "a month"), ("2004-00", 6, "a month"), ("2004-13", 6, "a month"),
    ("2004-20", 6, "a month"), ("2004-25", 6, "a month"), ("2004-1X", 6, "a month"),
    ("2004-X1", 6, "a month"), ("2004-21-01", 8, "the end"), ("2004-02-", 9, "a day 01 to 29"),
    ("2004-02-1X", 9, "a day 01 to 29"), ("2023-02-29", 9, "a day 01 to 28, or XX"),
    ("2023-04-31", 9, "a day 01 to 30, or XX"), ("2023-04-00", 9, "a day"),
    ("2004-XX-01", 9, "XX"), ("201X-05", 5, "the end: a year with X has no month"),
    ("2004?-06", 6, "the end"), ("2004??", 6, "the end"), ("2004-06-11T", 12, "an hour"),
    ("2004-06-11T24:00:00", 12, "an hour"), ("2004-06-11T10:60:00", 15, "minutes"),
    ("2004-06-11T10:10", 17, "\":\" and seconds"), ("2004-06-11T10:10:10+15", 21, "an offset"),
    ("2005/2004", 6, "a date not before 2005-01-01"), ("2004/2005/2006", 10, "the end"),
    ("/", 1, "a date"), ("../..", 1, "a date"), ("..", 3, "\"/\""), ("2004/.", 7, "\"..\""),
    ("2004-02-30T10:10:10", 9, "a day"), ("9999-24", 1, "a year before 9999"),
    ("11/02/2025", 3, "a year"), ("2025/02/11", 8, "a year"), ("February 2025", 1, "a year"),
    ("２０２５", 1, "a year"), ("2004\u{301}", 5, "the end"), ("2004-06-11/12", 14, "a year"),
  ]

  @Test(arguments: refused) func `text that is no date says where it stops being one`(
    row: (text: String, position: Int, expected: String)
  ) throws {
    let (text, position, expected) = row
    let error = try #require(throws: EDTFError.self) { try UncertainDate(edtf: text) }
    #expect(error.position == position, "\(error)")
    #expect(error.expected.hasPrefix(expected), "\(error)")
    #expect(error.description.contains("\"\(text)\""))
  }

  @Test func `a first and a last day give the shortest text`() throws {
    func text(_ start: String, _ end: String) throws -> String {
      try UncertainDate(start: #require(Day(start)), end: #require(Day(end))).edtf
    }
    #expect(try text("2004-02-29", "2004-02-29") == "2004-02-29")
    #expect(try text("2004-02-01", "2004-02-29") == "2004-02")
    #expect(try text("2004-02-01", "2004-02-28") == "2004-02-01/2004-02-28")
    #expect(try text("2004-01-01", "2004-12-31") == "2004")
    #expect(throws: EDTFError.self) { try text("2004-02-02", "2004-02-01") }
  }

  @Test func `a date made from two days is read back with the same days`() throws {
    let seed: UInt64 = 20_250_129
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let start = try #require(
        Day(daysSince1970: .random(in: -700_000...2_900_000, using: &random)))
      let length = Int.random(in: 0...400, using: &random)
      let end = try #require(Day(daysSince1970: start.daysSince1970 + length))
      let date = try UncertainDate(start: start, end: end)
      #expect(try UncertainDate(edtf: date.edtf) == date, "seed \(seed)")
    }
  }

  @Test func `any text is either read within its bounds or refused`() {
    let seed: UInt64 = 7
    var random = SplitMix64(seed: seed)
    let alphabet = Array("0129X-/?~%.TZ:+Y ")
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...14, using: &random)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "0" })
      guard let date = try? UncertainDate(edtf: text) else { continue }
      if let earliest = date.earliest, let latest = date.latest {
        #expect(earliest <= latest, "\(text), seed \(seed)")
      }
      #expect(date.edtf == text)
    }
  }
}
