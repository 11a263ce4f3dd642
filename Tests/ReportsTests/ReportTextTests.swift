import Foundation
import IncidentMapping
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import Reports

@Suite("Reports as text, and what hostile text does to them")
struct ReportTextTests {
  /// Text that steers browsers, Markdown readers and terminals if it is let.
  static let hostile = [
    "</script><script>window.__pwned=1</script>", "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)", "{{#each}}{{{x}}}", "a\u{2028}b\u{2029}c", "\u{1B}[31mred\u{07}",
    "]]><!--", "| a | b |\n# not a title", "\u{202E}gnp.exe", "'; alert(1); '", "1. one", "- two",
    "a|\u{301}b`\u{301}", String(repeating: "漢", count: 90),
    String(repeating: "تمبكتو ", count: 30),
  ]

  private static let shipped = Result {
    try Atlas(folder: packageFolder.appending(path: "Geodata"))
  }

  private static func report(_ texts: [String], language: ReportLanguage = .english) throws
    -> Report
  {
    var report = Report(.init(title: texts.first, author: texts.last, language: language))
    let atlas = try shipped.get()
    let ground = try Ground(atlas: atlas)
    for (number, text) in texts.enumerated() {
      let incident = Incident(
        id: text, title: text, date: try UncertainDate(edtf: "2024-03-0\(number % 9 + 1)"),
        eventType: text, summary: text, place: .exact(Coordinate(x: Double(number), y: 16)),
        placeName: text, locationNote: text,
        claims: [
          Claim(
            source: text, sourceGroup: text, stance: .alleges,
            attributedTo: [Attribution(party: text)],
            toll: try TollInterval(minimum: 1, maximum: nil),
            summary: text, quote: text, note: text, url: text),
          Claim(source: text + " B", speaksFor: text, stance: .denies),
        ], sources: [text], dataset: text)
      let place = try ground.resolve(incident.place)
      report.append(
        MappedIncident(
          incident: incident, place: place, membership: try ground.membership(of: place)))
    }
    report.selection = texts.joined(separator: " ")
    report.leftOut = [(texts.first ?? "", 3)]
    report.sources = [(texts.first ?? "", texts.last)]
    return report
  }

  @Test(arguments: ReportLanguage.allCases)
  func linesFitATerminalAndHoldNothingThatSteersIt(language: ReportLanguage) throws {
    let text = ReportText(try Self.report(Self.hostile, language: language), isMarkdown: false).text
    for line in text.split(separator: "\n") { #expect(TerminalText.width(line) <= 80, "\(line)") }
    #expect(
      text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  @Test func markdownIsEscaped() throws {
    let text = ReportText(try Self.report(Self.hostile), isMarkdown: true).text
    #expect(!text.contains("<script>"))
    #expect(!text.contains("\n# not"))
    #expect(text.contains("\\<script\\>"))
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { !$0.hasPrefix("1. ") && !$0.hasPrefix("- two") })
    // Each row of a table has as many cells as its heading.
    func cells(_ line: Substring) -> Int {
      line.replacing(#/\\./#, with: "").unicodeScalars.count { $0 == "|" }
    }
    for (line, next) in zip(lines, lines.dropFirst())
    where line.hasPrefix("|") && next.hasPrefix("|") {
      #expect(cells(line) == cells(next), "\(line)\n\(next)")
    }
  }

  @Test func whoDeniesAndForWhomIsCounted() throws {
    let text = ReportText(try Self.report(["SYNTHETIC"]), isMarkdown: true).text
    // "SYNTHETIC" is accused, and "SYNTHETIC B" denies for it.
    #expect(text.contains("| SYNTHETIC | 1 | at least 1 | 1 |"), "\(text)")
    #expect(text.contains("| SYNTHETIC B | 0 |  | 1 |"), "\(text)")
  }

  @Test(arguments: [
    ([Int](repeating: 1, count: 150), 0..<150), ([1] + [Int](repeating: 0, count: 400), 0..<200),
    ([1] + [Int](repeating: 0, count: 400) + [2], 202..<402),
  ])
  func oneFalseDateDoesNotFlattenAChart(counts: [Int], shown: Range<Int>) {
    #expect(ReportTables.busiest(counts) == shown)
  }

  @Test func thePageHoldsNoMarkupFromData() throws {
    let report = try Self.report(Self.hostile)
    let map = try BaseMap(
      atlas: try Self.shipped.get(), extent: report.extent, disputed: [], routes: [])
    let page = try ReportPage(report, on: map).html()
    #expect(page.components(separatedBy: "<script").count == 4, "two blocks of data and one script")
    #expect(!page.contains("<img src=x"))
    let data = page.components(separatedBy: "id=\"page-data\">").last?.components(
      separatedBy: "</script>"
    ).first
    #expect(data?.contains("\u{2028}") == false)
    #expect(data?.contains("<") == false)
    #expect(!page.lowercased().contains("href=\"javascript:"))
    #expect(page.contains("Content-Security-Policy"))
    #expect(!page.contains("unsafe-inline"))
  }

  @Test func nothingSelectedIsAReportToo() throws {
    let report = Report(.init())
    let map = try BaseMap(
      atlas: try Self.shipped.get(), extent: report.extent, disputed: [], routes: [])
    #expect(try ReportPage(report, on: map).html().contains("No incident was selected"))
    #expect(ReportText(report, isMarkdown: false).text.contains("No incident was selected"))
  }
}
