/// Text as a spreadsheet program leaves it alone when it opens a CSV file.
///
/// Spreadsheets run text that looks like a formula (OWASP, CSV Injection) and turn text that looks
/// like a number or a day into one: a long identifier becomes 1.2E+15, `007` becomes 7, `3-4` the
/// third of April. A leading apostrophe keeps such text.
public enum SpreadsheetText {
  /// A cell holds no more UTF-16 code units than this (Excel specifications and limits).
  static let longestCell = 32_767
  private static let cutMark = " [cut: a cell holds no more]"

  /// The text with an apostrophe before it if a spreadsheet would change or run it, and cut to what
  /// a cell holds. Numbers that a spreadsheet shows as they stand, and days written `YYYY-MM-DD`,
  /// stay as they are. O(length).
  public static func guarded(_ text: String) -> String {
    let kept = isAtRisk(text) ? "'" + text : text
    guard kept.utf8.count > longestCell, kept.utf16.count > longestCell else { return kept }
    var end = kept.utf16.index(
      kept.startIndex, offsetBy: longestCell - cutMark.utf16.count)
    // No character is cut in two.
    while end > kept.startIndex, String.Index(end, within: kept) == nil {
      end = kept.utf16.index(before: end)
    }
    return kept[..<end] + cutMark
  }

  /// A whole number as text; with an apostrophe if it has more digits than a spreadsheet shows.
  public static func guarded(_ number: Int) -> String {
    number.magnitude < 100_000_000_000 ? String(number) : "'\(number)"
  }

  private static func isAtRisk(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    switch first {
    case "-", "0"..."9":
      if isPlainNumber(text.utf8) { return false }
      return first == "-" || text.utf8.allSatisfy(isOfNumbersAndDays) && !isDay(text.utf8)
    case "=", "+", "@", "\t", "\r", "\n": return true
    // The wide forms of = + - @, which some spreadsheets take for these.
    case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
    case ".": return text.utf8.allSatisfy(isOfNumbersAndDays)
    default: return false
    }
  }

  /// Whether a text is a decimal number that a spreadsheet takes as the same number: at most eleven
  /// digits before the point, no zero in front.
  private static func isPlainNumber(_ text: String.UTF8View) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    let parts = digits.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...11).contains(whole.count), whole.allSatisfy(isDigit),
      whole.count == 1 || whole.first != UInt8(ascii: "0")
    else { return false }
    guard parts.count == 2 else { return true }
    return !parts[1].isEmpty && parts[1].allSatisfy(isDigit)
  }

  /// Whether a text has the shape `YYYY-MM-DD`.
  private static func isDay(_ text: String.UTF8View) -> Bool {
    text.count == 10
      && text.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : isDigit(byte)
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isOfNumbersAndDays(_ byte: UInt8) -> Bool {
    isDigit(byte) || " +-./:,%eE".utf8.contains(byte)
  }
}
