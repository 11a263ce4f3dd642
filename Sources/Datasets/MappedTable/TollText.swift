import GeoFormats
import Incidents
import NameMatching

/// A number of people as spreadsheets write it: `24`, `24+`, `at least 24`, `10-15`, `unknown`.
struct TollText: Equatable {
  /// The least number.
  var minimum: Int?
  /// The number given outright.
  var best: Int?
  /// The greatest number; nil if it is not given.
  var maximum: Int?
  /// Whether the number was called about right.
  var isApproximate = false

  enum Reading: Equatable {
    case toll(TollText)
    /// The text says that the number is not known.
    case unknown
    case unreadable
  }

  /// Reads a number, bounds or a range, in English or French; `more than 24` is at least 25. Words
  /// for people behind the number are passed over. O(length).
  static func read(_ text: String) -> Reading {
    if let count = NumberParser.integer(text), limit.contains(count) { return exact(count) }
    let plain = normal(text)
    if unknownWords.contains(plain) { return .unknown }
    if ["none", "nobody", "zero", "aucun", "aucune", "personne", "neant"].contains(plain) {
      return exact(0)
    }
    for (phrase, bound) in phrases where plain.hasPrefix(phrase) {
      guard let rest = number(plain.dropFirst(phrase.count)) else { continue }
      return bound.reading(rest)
    }
    if plain.hasSuffix("+"), let least = number(plain.dropLast()) {
      return Bound.atLeast.reading(least)
    }
    for suffix in [" or more", " ou plus", " et plus", " at least", " au moins"]
    where plain.hasSuffix(suffix) {
      if let least = number(plain.dropLast(suffix.count)) { return Bound.atLeast.reading(least) }
    }
    for joint in [" to ", " a ", " et ", " and ", "-", "/", " ou ", " or "] {
      let ends = plain.replacing("entre ", with: "").replacing("between ", with: "")
        .replacing("de ", with: "").replacing("from ", with: "").split(
          separator: joint, maxSplits: 1)
      guard ends.count == 2, let low = number(ends[0]), let high = number(ends[1]) else { continue }
      return low <= high ? .toll(TollText(minimum: low, maximum: high)) : .unreadable
    }
    return number(plain[...]).map(exact) ?? .unreadable
  }

  private enum Bound {
    case atLeast, moreThan, atMost, fewerThan, about

    func reading(_ count: Int) -> Reading {
      switch self {
      case .atLeast: .toll(TollText(minimum: count))
      case .moreThan: .toll(TollText(minimum: count + 1))
      case .atMost: .toll(TollText(minimum: 0, maximum: count))
      case .fewerThan:
        count > 0 ? .toll(TollText(minimum: 0, maximum: count - 1)) : .unreadable
      case .about:
        .toll(TollText(minimum: count, best: count, maximum: count, isApproximate: true))
      }
    }
  }

  /// Longer phrases before those they begin with.
  private static let phrases: [(String, Bound)] = [
    (">=", .atLeast), ("=>", .atLeast), ("\u{2265}", .atLeast), ("at least ", .atLeast),
    ("au moins ", .atLeast), ("minimum ", .atLeast), ("min ", .atLeast),
    (">", .moreThan), ("more than ", .moreThan), ("over ", .moreThan), ("plus de ", .moreThan),
    ("plus d'", .moreThan),
    ("<=", .atMost), ("=<", .atMost), ("\u{2264}", .atMost), ("at most ", .atMost),
    ("up to ", .atMost), ("au plus ", .atMost), ("jusqu'a ", .atMost), ("maximum ", .atMost),
    ("max ", .atMost),
    ("<", .fewerThan), ("fewer than ", .fewerThan), ("less than ", .fewerThan),
    ("moins de ", .fewerThan),
    ("~", .about), ("\u{2248}", .about), ("about ", .about), ("around ", .about),
    ("approximately ", .about), ("some ", .about), ("environ ", .about), ("pres de ", .about),
    ("nearly ", .about), ("une ", .about),
  ]

  private static let unknownWords: Set<String> = [
    "unknown", "not known", "unclear", "inconnu", "inconnue", "inconnus", "indetermine",
    "non precise", "na", "nd", "n/a", "n/d", "?", "-", "ns", "nsp",
  ]

  /// Words that may follow a number of people.
  private static let people: Set<String> = [
    "dead", "killed", "deaths", "people", "persons", "civilians", "victims", "fatalities",
    "injured", "wounded", "mort", "morts", "tue", "tues", "tuee", "tuees", "deces", "personnes",
    "civils", "victimes", "blesse", "blesses", "blessees",
  ]

  private static let limit = 0...999_999_999

  private static func exact(_ count: Int) -> Reading {
    .toll(TollText(minimum: count, best: count, maximum: count))
  }

  /// Lower case without accents, long dashes as hyphens, one space between words, none around.
  private static func normal(_ text: String) -> String {
    var plain = ""
    for character in text.prefix(200) {
      switch character {
      case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}": plain.append("-")
      case "\u{2019}", "\u{2018}": plain.append("'")
      case _ where character.isWhitespace: if plain.last != " " { plain.append(" ") }
      case _ where character.isLetter: plain += FoldedName.fold(String(character))
      default: plain.append(character)
      }
    }
    return trimmed(plain)
  }

  /// A whole number with spaces or commas between thousands, and words for people behind it.
  private static func number(_ text: Substring) -> Int? {
    var words = text.split(separator: " ")
    while let last = words.last, people.contains(String(last)) { words.removeLast() }
    guard var first = words.first else { return nil }
    for group in words.dropFirst() {
      // 1 200
      guard group.utf8.count == 3, group.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      first += group
    }
    var digits = String(first)
    let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) {
      digits = groups.joined()
    }
    guard let count = NumberParser.integer(digits), limit.contains(count) else { return nil }
    return count
  }
}
