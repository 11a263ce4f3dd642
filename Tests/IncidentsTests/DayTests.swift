import Foundation
import Incidents
import Testing

@Suite struct DayTests {
  /// Days since 1970-01-01 from Python 3.11 `datetime.date.toordinal`.
  static let oracle: [(text: String, days: Int)] = [
    ("0001-01-01", -719162), ("1600-02-29", -135081), ("1600-03-01", -135080),
    ("1899-12-31", -25568), ("1900-02-28", -25509), ("1900-03-01", -25508),
    ("1969-12-31", -1), ("1970-01-01", 0), ("2000-02-29", 11016),
    ("2025-01-29", 20117), ("2100-03-01", 47541), ("2400-02-29", 157113),
    ("2400-12-31", 157419), ("9999-12-31", 2932896), ("1603-01-09", -134036),
    ("1613-03-19", -130314), ("1632-01-16", -123437), ("1636-07-10", -121800),
    ("1640-09-09", -120278), ("1643-11-28", -119103), ("1690-08-02", -102054),
    ("1734-09-24", -85931), ("1746-09-28", -81544), ("1769-04-07", -73317),
    ("1792-11-14", -64695), ("1901-05-19", -25064), ("1928-05-18", -15203),
    ("1966-02-20", -1411), ("1982-04-21", 4493), ("2055-08-27", 31284),
    ("2144-12-01", 63887), ("2147-03-14", 64720), ("2159-07-21", 69232),
    ("2221-03-20", 91754), ("2239-05-02", 98371), ("2245-03-22", 100522),
    ("2277-11-19", 112452), ("2300-04-18", 120637), ("2311-03-05", 124610),
    ("2377-03-04", 148716),
  ]

  @Test(arguments: oracle) func `days are counted as Python counts them`(
    row: (text: String, days: Int)
  ) throws {
    #expect(try #require(Day(row.text)).daysSince1970 == row.days)
    #expect(Day(daysSince1970: row.days)?.description == row.text)
  }

  @Test func `every 31st day from 1600 to 2400 is that of Foundation's calendar`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for count in stride(from: -135_140, through: 157_419, by: 31) {
      let day = try #require(Day(daysSince1970: count))
      let date = Date(timeIntervalSince1970: Double(count) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      #expect(day.civil.year == parts.year)
      #expect(day.civil.month == parts.month)
      #expect(day.civil.day == parts.day)
      #expect(Day(year: day.civil.year, month: day.civil.month, day: day.civil.day) == day)
    }
  }

  @Test func `each day from 1600 to 2400 follows the day before it`() throws {
    var count = try #require(Day("1600-01-01")).daysSince1970
    var faults = 0
    for year in 1600...2400 {
      for month in 1...12 {
        for day in 1...Day.length(ofMonth: month, year: year) {
          let civil = Day(daysSince1970: count)?.civil
          let isSame = civil.map { $0 == (year, month, day) } ?? false
          if !isSame || Day(year: year, month: month, day: day)?.daysSince1970 != count {
            faults += 1
          }
          count += 1
        }
      }
    }
    #expect(faults == 0)
    #expect(count == 157_420)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2023-00-01", "2023-13-01", "2023-04-31", "2023-04-00",
    "2023-4-1", "20230401", "2023-04-011", "2023/04/01", "", "-023-04-01", "2023-04-0١",
  ]) func `days that do not exist are refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `counts beyond the calendar's range neither trap nor wrap`() {
    #expect(Day(daysSince1970: .max) == nil)
    #expect(Day(daysSince1970: Int(Int32.max))?.description == "5881580-07-11")
    #expect(Day(daysSince1970: Int(Int32.min))?.description == "-5877641-06-23")
    #expect(Day(year: .max, month: 1, day: 1) == nil)
    #expect(Day(year: 2023, month: .min, day: 1) == nil)
  }

  @Test func `days are ordered by time`() throws {
    let earlier = try #require(Day("1969-12-31"))
    let later = try #require(Day("1970-01-01"))
    #expect(earlier < later)
    #expect(!(later < earlier))
  }
}
