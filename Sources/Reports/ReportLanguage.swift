import Foundation

/// The languages a report is written in.
public enum ReportLanguage: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// French.
  case french = "fr"

  /// The text of this language out of two.
  func pick(_ english: String, _ french: String) -> String {
    self == .english ? english : french
  }

  /// A whole number with groups of three digits: `12,345`, in French with narrow spaces.
  func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += pick(",", "\u{202F}") }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + text
  }

  /// A number with so many decimals.
  public func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "?" }
    let scale = pow(10, Double(places))
    let whole = (abs(value) * scale).rounded()
    guard whole < 1e15 else { return "\(value)" }
    let units = Int(whole)
    let text = grouped(units / Int(scale))
    guard places > 0 else { return (value < 0 && units > 0 ? "-" : "") + text }
    let fraction = String(units % Int(scale))
    return (value < 0 && units > 0 ? "-" : "") + text + pick(".", ",")
      + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A noun with its number: the singular for 1, in French for 0 as well.
  func counted(_ count: Int, _ english: (String, String), _ french: (String, String)) -> String {
    let isOne = count == 1 || self == .french && count == 0
    let words = self == .english ? english : french
    return "\(grouped(count)) \(isOne ? words.0 : words.1)"
  }
}
