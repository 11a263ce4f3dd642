import Incidents
import NameMatching

/// Dates as data sets, spreadsheets and export tools write them.
enum DateText {
  /// Which of day and month stands first in a date of three numbers.
  enum Order: Sendable {
    case dayFirst
    case monthFirst

    /// The order in words, for people.
    var words: String {
      switch self {
      case .dayFirst: "day/month/year"
      case .monthFirst: "month/day/year"
      }
    }
  }

  /// What a text turned out to be.
  enum Reading: Equatable {
    case day(Day)
    /// Day and month could change places.
    case ambiguous
    case unreadable
  }

  /// Reads `2020-07-31` (also with a time behind it, with `/`, without zeros), `20200731`,
  /// `31-Jul-20`, `31 July 2020`, `July 31, 2020`, `1er juillet 2020` and, in the given order, `31/7/2020`.
  ///
  /// Three numbers without an order are read where only one order is a date, or both are the same.
  /// A year of two digits is the one within a year of `year`; where that is not known, the first
  /// not before `firstYear`.
  static func read(
    _ text: String, order: Order? = nil, year: Int? = nil, firstYear: Int = 1970
  ) -> Reading {
    if let day = Day(text) ?? Day(text.prefix { $0 != " " && $0 != "T" }) { return .day(day) }
    let parts = Parts(text.utf8)
    func full(_ part: Part) -> Int? {
      guard let value = part.number else { return nil }
      if part.digits == 4 { return value }
      guard part.digits == 2 else { return nil }
      let candidates = [1900 + value, 2000 + value]
      if let year { return candidates.first { abs($0 - year) <= 1 } }
      return candidates.first { $0 >= firstYear }
    }
    func made(_ year: Int?, _ month: Int?, _ day: Int?) -> Day? {
      guard let year, let month, let day else { return nil }
      return Day(year: year, month: month, day: day)
    }
    func reading(_ day: Day?) -> Reading { day.map(Reading.day) ?? .unreadable }
    let given = parts.parts
    switch given.count {
    case 1 where given[0].digits == 8:
      guard let value = given[0].number else { return .unreadable }
      return reading(Day(year: value / 10_000, month: value / 100 % 100, day: value % 100))
    case 3:
      let (first, second, third) = (given[0], given[1], given[2])
      if let month = second.month { return reading(made(full(third), month, first.number)) }
      if let month = first.month { return reading(made(full(third), month, second.number)) }
      if first.digits == 4 { return reading(made(first.number, second.number, third.number)) }
      let dayFirst = made(full(third), second.number, first.number)
      let monthFirst = made(full(third), first.number, second.number)
      switch order {
      case .dayFirst: return reading(dayFirst)
      case .monthFirst: return reading(monthFirst)
      case nil:
        if let dayFirst, let monthFirst, dayFirst != monthFirst { return .ambiguous }
        return reading(dayFirst ?? monthFirst)
      }
    default: return .unreadable
    }
  }

  /// Reads a month and a year of four digits: `July 2020`, `juil. 2020`, `7/2020`, `2020/7`.
  static func month(_ text: String) -> (year: Int, month: Int)? {
    let parts = Parts(text.utf8).parts
    guard parts.count == 2 else { return nil }
    let (year, month) = parts[0].digits == 4 ? (parts[0], parts[1]) : (parts[1], parts[0])
    guard year.digits == 4, let number = year.number, let month = month.month ?? month.number,
      (1...12).contains(month)
    else { return nil }
    return (number, month)
  }

  /// The month (1 to 12) that a number or a name stands for; nil if it is none.
  static func monthNumber(_ text: String) -> Int? {
    let parts = Parts(text.utf8).parts
    guard parts.count == 1, let month = parts[0].month ?? parts[0].number else { return nil }
    return (1...12).contains(month) ? month : nil
  }

  /// The year at the end of a date of three parts, if it has four digits.
  static func lastYear(of text: String) -> Int? {
    let parts = Parts(text.utf8).parts
    return parts.count == 3 && parts[2].digits == 4 ? parts[2].number : nil
  }

  /// What the dates of a column tell about the order of day and month.
  struct Evidence: Sendable {
    private var isDayFirst = false
    private var isMonthFirst = false
    /// Whether there is a date of three numbers that does not begin with its year.
    private(set) var isNumeric = false
    /// Whether such a date is written with hyphens.
    private(set) var hasHyphens = false

    /// Takes a date into account.
    mutating func add(_ bytes: ArraySlice<UInt8>) {
      let parts = Parts(bytes).parts
      guard parts.count == 3, let first = parts[0].number, let second = parts[1].number,
        parts[0].digits <= 2, parts[1].digits <= 2, [2, 4].contains(parts[2].digits)
      else { return }
      isNumeric = true
      if bytes.contains(UInt8(ascii: "-")) { hasHyphens = true }
      if first > 12 { isDayFirst = true }
      if second > 12 { isMonthFirst = true }
    }

    /// The order, where one or more dates have only one, and all of those the same.
    var order: Order? {
      isDayFirst == isMonthFirst ? nil : isDayFirst ? .dayFirst : .monthFirst
    }

    /// Whether some dates have one order only, and some the other.
    var isContradictory: Bool { isDayFirst && isMonthFirst }
  }

  // MARK: Parts

  /// A number or a word of a date.
  private struct Part {
    /// The value of at most eight digits.
    var number: Int?
    var digits = 0
    /// The month a word names.
    var month: Int?
  }

  /// The names of the months in English and French, folded.
  private static let months = [
    ["january", "janvier"], ["february", "fevrier"], ["march", "mars"], ["april", "avril"],
    ["may", "mai"], ["june", "juin"], ["july", "juillet"], ["august", "aout"],
    ["september", "septembre"], ["october", "octobre"], ["november", "novembre"],
    ["december", "decembre"],
  ]

  /// The number of `1er`, `2nd` or `3rd`; nil for any other word.
  private static func ordinal(_ word: some Collection<UInt8>) -> Int? {
    let digits = word.prefix { (0x30...0x39).contains($0) }
    let rest = word.dropFirst(digits.count)
    guard (1...2).contains(digits.count),
      ["er", "st", "nd", "rd", "th"].contains(where: { rest.elementsEqual($0.utf8) })
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The parts of a date, without a time of day behind it.
  private struct Parts {
    var parts: [Part] = []

    init(_ bytes: some Collection<UInt8>) {
      guard bytes.count <= 40 else { return }
      let separators = Array(" -/.,".utf8)
      for word in bytes.split(whereSeparator: separators.contains) {
        if parts.count == 3 {
          // What follows must be a time: "00:00:00.000", "10:15 AM".
          guard word.contains(UInt8(ascii: ":")) || isEndOfTime(word) else {
            parts = []
            return
          }
          continue
        }
        guard let part = part(word) else {
          parts = []
          return
        }
        parts.append(part)
      }
    }

    /// Parts of a second, AM or PM.
    private func isEndOfTime(_ word: some Collection<UInt8>) -> Bool {
      word.allSatisfy { (0x30...0x39).contains($0) } || word.elementsEqual("AM".utf8)
        || word.elementsEqual("PM".utf8)
    }

    private func part(_ word: some Collection<UInt8>) -> Part? {
      if word.allSatisfy({ (0x30...0x39).contains($0) }) {
        guard word.count <= 8 else { return nil }
        return Part(number: word.reduce(0) { $0 * 10 + Int($1 - 0x30) }, digits: word.count)
      }
      if let ordinal = DateText.ordinal(word) { return Part(number: ordinal, digits: 1) }
      let name = FoldedName.fold(String(decoding: word, as: UTF8.self))
      guard name.utf8.count >= 3 else { return nil }
      // "jui" begins two months of French and is none.
      let found = DateText.months.indices.filter { month in
        DateText.months[month].contains { $0.hasPrefix(name) }
      }
      return found.count == 1 ? Part(month: found[0] + 1) : nil
    }
  }
}
