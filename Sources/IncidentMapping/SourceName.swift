import Foundation
import NameMatching

/// Who says something, out of a source line of a data set.
///
/// `Reuters News,2026-04-11,A headline`, `REUTERS` and `Reuters 11 April 2026 "A headline"` are one.
public struct SourceName: Hashable, Sendable {
  /// The name as written.
  public let name: String
  /// The same for spellings of one name: folded, and some agencies by one of their names.
  public let key: String

  /// A name that is known to be one.
  public init(_ name: String) {
    self.name = name
    let folded = FoldedName.fold(name)
    key = Self.sameAgency[folded] ?? (folded.isEmpty ? name : folded)
  }

  /// Whom a source line names, in its order.
  ///
  /// The part before the first comma where a date follows, as UCDP writes it; the host of a web
  /// address. Of free text the parts between semicolons outside of quotes, each up to a comma, a
  /// quote or a date: what else such a part names is not seen. O(length).
  public static func names(in line: String) -> [SourceName] {
    let fields = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
    if fields.count > 1, isDate(fields[1].trimmed) {
      let name = String(fields[0].trimmed)
      return name.isEmpty ? [] : [SourceName(name)]
    }
    return parts(of: line).compactMap { part in
      let name = host(of: part) ?? head(of: part)
      return name.contains(where: \.isLetter) ? SourceName(name) : nil
    }
  }

  /// Agencies that data sets write in several ways.
  private static let sameAgency = [
    "afp": "agence france presse", "agencefrancepresse": "agence france presse",
    "ap": "associated press", "associated press newswires": "associated press",
    "the associated press": "associated press", "reuters news": "reuters",
    "thomson reuters": "reuters", "xinhua news agency": "xinhua", "wafa news agency": "wafa",
    "bbc news": "bbc", "allafrica": "all africa", "allafrica com": "all africa",
    "al jazeera english": "al jazeera", "aljazeera": "al jazeera",
  ]

  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func isDate(_ text: Substring) -> Bool {
    text.utf8.count >= 8 && text.allSatisfy { $0.isNumber || $0 == "-" || $0 == "/" }
  }

  /// The parts of a text between semicolons outside of double quotes.
  private static func parts(of text: String) -> [Substring] {
    var isQuoted = false
    return text.split { character in
      if character == "\"" { isQuoted.toggle() }
      return character == ";" && !isQuoted
    }.map(\.trimmed)
  }

  private static func host(of text: Substring) -> String? {
    for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
      let host = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }.lowercased()
      return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }
    return nil
  }

  /// The words before the first comma, quote or date.
  private static func head(of text: Substring) -> String {
    let unquoted = text.drop { $0 == "\"" }
    let words = unquoted.prefix { $0 != "," && $0 != "\"" }
      .split(whereSeparator: \.isWhitespace)
    let end = words.indices.dropFirst().first { index in
      let word = words[index]
      guard word.first?.isNumber == true else { return false }
      let next = index + 1 < words.count ? words[index + 1].lowercased().prefix(3) : ""
      return word.contains("/") || word.contains("-") || word.prefix(while: \.isNumber).count >= 4
        || months.contains(String(next))
    }
    return words[..<(end ?? words.endIndex)].joined(separator: " ")
  }
}

extension Substring {
  /// The text without blanks at its ends.
  fileprivate var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
