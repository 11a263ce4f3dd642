/// Days and times as workbooks count them (ECMA-376 part 1, 18.17.4.1).
enum SerialDate {
  /// A number of days as `yyyy-mm-dd`, with ` hh:mm:ss` where it has a part of a day; nil for a
  /// number that is no date: below 0, beyond the year 9999, or 29 February 1900, which never was.
  ///
  /// A part of a day alone is `hh:mm:ss`, and so is a duration, with hours above 24. Times are
  /// rounded to milliseconds.
  static func text(
    _ days: Double, _ kind: NumberFormats.Kind, countsFrom1904: Bool
  ) -> String? {
    guard days >= 0 && days < 2_958_466 else { return nil }
    var day = Int(days)
    var milliseconds = Int(((days - Double(day)) * 86_400_000).rounded())
    if milliseconds == 86_400_000 {
      day += 1
      milliseconds = 0
    }
    if kind == .duration { return time(milliseconds + day * 86_400_000) }
    if day == 0 && (kind == .time || !countsFrom1904) { return time(milliseconds) }
    if countsFrom1904 {
      day += 1462
    } else if day == 60 {
      return nil
    } else if day < 60 {
      day += 1  // Excel counts a day too many from March 1900 on.
    }
    guard day < 2_958_466 else { return nil }
    let date = civil(daysSince1970: day - 25_569)
    return milliseconds == 0 ? date : "\(date) \(time(milliseconds))"
  }

  private static func time(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    let text =
      "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return milliseconds % 1000 == 0 ? text : "\(text).\(padded(milliseconds % 1000, 3))"
  }

  /// The Gregorian date of a day (Hinnant 2021, chrono-compatible low-level date algorithms).
  private static func civil(daysSince1970 days: Int) -> String {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
