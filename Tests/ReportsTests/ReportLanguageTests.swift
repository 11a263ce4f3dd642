import Testing

@testable import Reports

@Suite("Numbers and words of reports")
struct ReportLanguageTests {
  @Test(arguments: [
    (0, "0", "0"), (999, "999", "999"), (1000, "1,000", "1\u{202F}000"),
    (-1_234_567, "-1,234,567", "-1\u{202F}234\u{202F}567"),
  ])
  func groups(value: Int, english: String, french: String) {
    #expect(ReportLanguage.english.grouped(value) == english)
    #expect(ReportLanguage.french.grouped(value) == french)
  }

  @Test(arguments: [
    (0.05, 1, "0.1", "0,1"), (1234.56, 1, "1,234.6", "1\u{202F}234,6"), (-0.001, 2, "0.00", "0,00"),
    (2.0, 0, "2", "2"), (1.999, 2, "2.00", "2,00"),
  ])
  func decimals(value: Double, places: Int, english: String, french: String) {
    #expect(ReportLanguage.english.decimal(value, places: places) == english)
    #expect(ReportLanguage.french.decimal(value, places: places) == french)
  }

  @Test func openIntervals() {
    let words = ReportWords(language: .english)
    #expect(words.interval(24, nil) == "at least 24")
    #expect(words.interval(nil, 30) == "at most 30")
    #expect(words.interval(3, 3) == "3")
    #expect(words.interval(3, 1200) == "3 to 1,200")
    #expect(words.interval(nil, nil) == "not stated")
    #expect(ReportWords(language: .french).interval(24, nil) == "au moins 24")
  }
}
