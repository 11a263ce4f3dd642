import Incidents
import Testing

@testable import Datasets

@Suite("Dates of tables")
struct DateTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var order: DateText.Order?
    var year: Int?
    var expected: String
    var testDescription: String { "\(text), \(String(describing: order))" }

    init(_ text: String, _ expected: String, _ order: DateText.Order? = nil, year: Int? = nil) {
      self.text = text
      self.order = order
      self.year = year
      self.expected = expected
    }
  }

  static let cases = [
    Case("2020-07-31", "2020-07-31"),
    Case("2020-07-31 00:00:00.000", "2020-07-31"),
    Case("2020-07-31T10:15:00Z", "2020-07-31"),
    Case("2020/7/1", "2020-07-01"),
    Case("20200731", "2020-07-31"),
    Case("25-Aug-03", "2003-08-25"),
    Case("25-Aug-99", "1999-08-25"),
    Case("25-Aug-97", "1997-08-25"),
    Case("25-Aug-96", "2096-08-25"),
    Case("25-Aug-99", "2099-08-25", year: 2099),
    Case("31-Dec-99", "1999-12-31", year: 2000),
    Case("25-Aug-03", "unreadable", year: 2010),
    Case("25 August 2003", "2003-08-25"),
    Case("August 25, 2003", "2003-08-25"),
    Case("1 SEPT 2003", "2003-09-01"),
    Case("25-08-2003", "2003-08-25", .dayFirst),
    Case("07/04/2003", "2003-04-07", .dayFirst),
    Case("07/04/2003", "2003-07-04", .monthFirst),
    Case("7/4/2003 0:00", "2003-07-04", .monthFirst),
    Case("7/4/2003 12:00:00 AM", "2003-07-04", .monthFirst),
    Case("07/04/2003", "ambiguous"),
    Case("07/07/2003", "2003-07-07"),
    Case("25/08/2003", "2003-08-25"),
    Case("08/25/2003", "2003-08-25"),
    Case("08/25/2003", "unreadable", .dayFirst),
    Case("31-Feb-2003", "unreadable"), Case("2003-02-30", "unreadable"),
    Case("00:00.0", "unreadable"), Case("", "unreadable"), Case("2003", "unreadable"),
    Case("1/2/3", "unreadable"), Case("25 Au 2003", "unreadable"),
    Case("25 August 2003 or so", "unreadable"), Case("- - -", "unreadable"),
    Case("99999999999999999999", "unreadable"), Case("1-1-99999999999999", "unreadable"),
    Case("2020-07-31\u{0301}", "unreadable"),
  ]

  @Test("each form is read as the day it means, and nothing else is", arguments: cases)
  func forms(_ item: Case) {
    let reading = DateText.read(item.text, order: item.order, year: item.year, firstYear: 1997)
    let shown =
      switch reading {
      case .day(let day): day.description
      case .ambiguous: "ambiguous"
      case .unreadable: "unreadable"
      }
    #expect(shown == item.expected)
  }

  @Test("the order of day and month is what all dates of a column allow")
  func evidence() {
    func order(_ texts: [String]) -> DateText.Order? {
      var evidence = DateText.Evidence()
      for text in texts { evidence.add(Array(text.utf8)[...]) }
      return evidence.order
    }
    #expect(order(["1/2/2020", "13/2/2020"]) == .dayFirst)
    #expect(order(["1/2/2020", "2/13/2020"]) == .monthFirst)
    #expect(order(["1/2/2020", "3/4/2020"]) == nil)
    #expect(order(["13/2/2020", "2/13/2020"]) == nil)
    #expect(order(["2020-01-31", "31 July 2020", "", "x"]) == nil)
  }
}
