import TestSupport
import Testing

@testable import Reports

@Suite("Text in the columns of a terminal")
struct TerminalTextTests {
  /// What wcwidth of the terminals says of these.
  @Test(arguments: [
    ("", 0), ("Gao", 3), ("Sévaré", 6), ("e\u{301}", 1), ("تمبكتو", 6), ("مُحَمَّد", 4), ("東京", 4),
    ("한국", 4), ("👍", 2), ("👩‍👩‍👧", 2), ("at least 24…", 12), ("12\u{202F}345", 6), ("ﷺ", 1), ("Ａ", 2),
  ])
  func widths(text: String, columns: Int) {
    #expect(TerminalText.width(text) == columns)
  }

  private static let words = [
    "a", "Gao", "東京都庁", "تمبكتو", "x\u{301}\u{301}", "👩‍👩‍👧", String(repeating: "w", count: 99),
    String(repeating: "漢", count: 61),
  ]

  @Test func `no line is wider than it may be, and nothing is lost`() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<300 {
      let words = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        Self.words.randomElement(using: &random) ?? ""
      }
      let lines = TerminalText.wrapped(words.joined(separator: " "), to: 80, indent: "  ")
      #expect(lines.allSatisfy { TerminalText.width($0) <= 80 && $0.hasPrefix("  ") })
      #expect(lines.joined().filter { $0 != " " } == words.joined())
    }
  }

  @Test func `no table is wider than it may be, and no number is lost`() {
    var random = SplitMix64(seed: 8)
    for _ in 0..<300 {
      let columns = Int.random(in: 1...20, using: &random)
      let cells = (0..<4).map { row in
        (0..<columns).map { column in
          column == 0 || row == 0
            ? (0..<5).map { _ in Self.words.randomElement(using: &random) ?? "" }.joined()
            : "\(Int.random(in: 0...9_999_999, using: &random))"
        }
      }
      let lines = TerminalTable(cells: cells, width: 80).lines
      #expect(lines.allSatisfy { TerminalText.width($0) <= 80 && !$0.hasSuffix(" ") })
      let numbers = lines.flatMap { $0.split(separator: " ").map(String.init) }
      for number in cells.dropFirst().flatMap({ $0.dropFirst() }) {
        #expect(numbers.contains(number))
      }
    }
  }
}
