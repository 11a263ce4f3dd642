import Incidents

/// The two ends of a road in the words of a coder: `Bama-Banki road`, `between Kano and Zaria`.
///
/// Forms read: `A-B road`, `A - B highway` (hyphen or dash), `between A and B`, `road between A and
/// B`. Everything else is not a road: a wrong pair of places would be worse than a large disc.
enum RoadName {
  /// The most bytes of a name: every hyphen in it is a pair to look up.
  private static let longestName = 512

  /// The possible pairs of ends, best first; empty when the text is none of the forms.
  ///
  /// A name with several hyphens (`Ti-n-Zaouatene-Kidal road`) is cut at each in turn: only the pair
  /// whose two names exist will be found on the ground.
  static func ends(in text: String) -> [(String, String)] {
    guard text.utf8.count <= longestName else { return [] }
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let plain = words.joined(separator: " ")
    let lower = plain.lowercased()
    guard lower.count == plain.count else { return [] }
    func drop(_ count: Int) -> String { String(plain.dropFirst(count)) }
    for prefix in ["road between ", "highway between ", "between "] where lower.hasPrefix(prefix) {
      return pair(drop(prefix.count), separator: " and ")
    }
    for suffix in [" road", " highway"] where lower.hasSuffix(suffix) {
      return hyphenated(String(plain.dropLast(suffix.count)))
    }
    return []
  }

  private static func pair(_ text: String, separator: String) -> [(String, String)] {
    let words = text.split(separator: " ")
    let joint = separator.split(separator: " ")
    guard let joint = joint.first else { return [] }
    return words.indices.compactMap { index in
      guard words[index].lowercased() == joint, index > 0, index + 1 < words.count else {
        return nil
      }
      return (words[..<index].joined(separator: " "), words[(index + 1)...].joined(separator: " "))
    }
  }

  private static func hyphenated(_ text: String) -> [(String, String)] {
    let hyphens: Set<Character> = ["-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}"]
    return text.indices.compactMap { index in
      guard hyphens.contains(text[index]) else { return nil }
      let first = trimmed(text[..<index])
      let second = trimmed(text[text.index(after: index)...])
      return first.isEmpty || second.isEmpty ? nil : (first, second)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
