/// Sources in free text, as coders write it: `AFP 24/9-12, "A headline", Nigeria Watch 9400; HRW 2002`.
///
/// Parts end at semicolons and line ends outside of quotes. The words of a part up to a comma, a quote,
/// a date or a long number are a source. Behind them a part names further sources only where a date or
/// a long number follows the name, or "citing" comes before it: other words are headlines that nobody
/// put into quotes, places and languages.
enum SourceText {
  /// The names as written, in order. O(length).
  static func names(in text: String) -> [String] {
    parts(of: text).flatMap { segments -> [String] in
      var names: [String] = []
      for (place, segment) in segments.enumerated() {
        if let host = host(of: segment) {
          if place == 0 { names.append(host) }
        } else if let name = place == 0 ? first(of: segment) : further(of: segment) {
          names.append(name)
        }
      }
      return names
    }
  }

  /// The name in `Name,2026-04-11,A headline`, which may have commas itself if no blank comes before
  /// the date; nil for other text.
  static func nameBeforeDate(_ line: String) -> String? {
    let fields = line.split(separator: ",", maxSplits: 5, omittingEmptySubsequences: false)
    let place = fields.indices.dropFirst().first {
      $0 == 1 ? isDate(fields[1]) : isDate(fields[$0]) && fields[$0].first?.isNumber == true
    }
    guard let place else { return nil }
    var words = fields[..<place].joined(separator: ",")
      .split(whereSeparator: \.isWhitespace).map(String.init)
    if words.count > 1, let last = words.last, isNumbered(last) { words.removeLast() }
    return words.joined(separator: " ")
  }

  /// Whether a text is a date in figures.
  private static func isDate(_ text: Substring) -> Bool {
    let text = text.trimmingBlanks
    return text.utf8.count >= 8 && text.allSatisfy { $0.isNumber || $0 == "-" || $0 == "/" }
  }

  /// Whether a word is the number of a report: `9400`, `IBD002119`.
  private static func isNumbered(_ word: some StringProtocol) -> Bool {
    let digits = word.drop { $0.isLetter }
    return digits.count >= 3 && digits.allSatisfy(\.isNumber)
  }

  /// The segments of each part that lie outside of quotes, parted by commas and quotes.
  private static func parts(of text: String) -> [[String]] {
    var parts: [[String]] = []
    var segments: [String] = []
    var segment = ""
    func endSegment() {
      segments.append(segment.trimmingBlanks)
      segment = ""
    }
    func endPart() {
      endSegment()
      let filled = segments.filter { !$0.isEmpty }
      if !filled.isEmpty { parts.append(filled) }
      segments = []
    }
    // A quote right before a letter opens one, within another, too; any other one closes.
    var depth = 0
    let characters = Array(text)
    for (place, character) in characters.enumerated() {
      let next = place + 1 < characters.count ? characters[place + 1] : " "
      switch character {
      case "\"":
        if depth == 0 {
          endSegment()
          depth = 1
        } else {
          depth += next.isLetter ? 1 : -1
        }
        if next == ";" { depth = 0 }
      case "“":
        if depth == 0 { endSegment() }
        depth += 1
      case "”": depth = max(0, depth - 1)
      case ";" where depth == 0: endPart()
      case _ where depth == 0 && character.isNewline: endPart()
      case "," where depth == 0: endSegment()
      default: if depth == 0 { segment.append(character) }
      }
    }
    endPart()
    return parts
  }

  private static func host(of text: String) -> String? {
    for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
      let host = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }.lowercased()
      return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }
    return nil
  }

  /// The source with which a part begins.
  private static func first(of segment: String) -> String? {
    let (words, _) = name(in: segment)
    let name = words.joined(separator: " ")
    return name.contains(where: \.isLetter) ? name : nil
  }

  /// A further source of a part.
  private static func further(of segment: String) -> String? {
    var (words, isDated) = name(in: segment)
    if words.first?.lowercased() == "citing" {
      words.removeFirst()
      isDated = true
    }
    guard isDated, let initial = words.first?.first, initial.isUppercase || initial == "@",
      words.count <= mostWords, !isMonth(words[0])
    else { return nil }
    return words.joined(separator: " ")
  }

  /// The most words of a name behind the first.
  private static let mostWords = 6

  /// The words before a date, and whether there is one.
  private static func name(in segment: String) -> (words: [String], isDated: Bool) {
    var words = segment.split(whereSeparator: \.isWhitespace).map(String.init)
    // "(1) SATP"
    if let first = words.first, first.hasPrefix("("), first.hasSuffix(")"), first.count <= 4 {
      words.removeFirst()
    }
    var end = words.count
    for index in words.indices {
      if index > 0, isDateStart(words, index) {
        end = index
        break
      }
      // "Reuters19 Nov 1990"
      let letters = words[index].prefix { $0.isLetter }
      if !letters.isEmpty, letters.count < words[index].count,
        words[index].dropFirst(letters.count).allSatisfy(\.isNumber),
        index + 1 < words.count, isMonth(words[index + 1])
      {
        words[index] = String(letters)
        end = index + 1
        break
      }
    }
    let isDated = end < words.count
    var name = Array(words[..<end])
    while name.count > 1, let last = name.last, fillers.contains(last.lowercased()) {
      name.removeLast()
    }
    return (name, isDated)
  }

  /// Words between a name and a date.
  private static let fillers: Set<String> = ["on", "in", "of", "at", "website", "-", "("]

  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func isMonth(_ word: String) -> Bool {
    months.contains(String(word.lowercased().prefix(3)))
      && [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "sept", "october", "november", "december",
      ].contains { $0.hasPrefix(word.lowercased().filter(\.isLetter)) }
  }

  private static func isDateStart(_ words: [String], _ index: Int) -> Bool {
    let word = words[index].drop { $0 == "(" }
    if isNumbered(word) { return true }
    let next = index + 1 < words.count ? words[index + 1] : ""
    guard word.first?.isNumber == true else {
      // "HRW May 1999"
      return isMonth(words[index]) && next.first?.isNumber == true
    }
    return word.contains("/") || word.contains("-") || word.prefix(while: \.isNumber).count >= 3
      || isMonth(next)
  }
}
