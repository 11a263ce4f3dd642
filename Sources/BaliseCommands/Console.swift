import Balise
import Foundation

/// Words for people on standard error: findings, notes, progress, the summary line.
final class Console {
  /// How many findings of one code are printed before they are only counted.
  private static let examplesPerCode = 5

  private let isTerminal: Bool
  private let hasColour: Bool
  private let start = ContinuousClock.now
  private var shown: [String: Int] = [:]
  private var codes: [String] = []
  private var lastProgress: Duration = .zero
  private var hasProgressLine = false

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    isTerminal = isatty(STDERR_FILENO) == 1
    hasColour =
      isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Seconds since the program started its work.
  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// A line about what was understood or done.
  func note(_ text: String) { write(text) }

  /// A finding; the first few of each code, the rest is counted for `remainder`.
  func report(_ finding: Diagnostic) {
    let count = shown[finding.code] ?? 0
    if count == 0 { codes.append(finding.code) }
    shown[finding.code] = count + 1
    guard count < Self.examplesPerCode else { return }
    write("\(label(finding.severity)): \(finding.description) [\(finding.code)]")
  }

  /// Lines on the findings that `report` only counted.
  func reportRemainder() {
    for code in codes {
      guard let count = shown[code], count > Self.examplesPerCode else { continue }
      write(
        "... and \(grouped(count - Self.examplesPerCode)) more of \(code) "
          + "(balise check --all lists them)")
    }
  }

  /// Shows how far the work is, on a terminal and after two seconds.
  func progress(_ text: @autoclosure () -> String) {
    guard isTerminal else { return }
    let elapsed = ContinuousClock.now - start
    guard elapsed > .seconds(2), elapsed - lastProgress > .milliseconds(200) else { return }
    lastProgress = elapsed
    hasProgressLine = true
    emit("\r\u{1B}[K" + text())
  }

  private func label(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: hasColour ? "\u{1B}[31merror\u{1B}[0m" : "error"
    case .warning: hasColour ? "\u{1B}[33mwarning\u{1B}[0m" : "warning"
    }
  }

  private func write(_ text: String) {
    emit((hasProgressLine ? "\r\u{1B}[K" : "") + text + "\n")
    hasProgressLine = false
  }

  private func emit(_ text: String) {
    // A closed standard error must not stop the work.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Kilometres with one decimal, and the unit.
  static func kilometers(_ meters: Double) -> String {
    "\(decimal(meters / 1000, places: 1)) km"
  }

  /// A number with a fixed count of decimals.
  static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
    let scale = pow(10, Double(places))
    let scaled = Int((abs(value) * scale).rounded())
    let whole = scaled / Int(scale)
    let rest = String(scaled % Int(scale))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if places == 0 { return sign + String(whole) }
    return sign + "\(whole)." + String(repeating: "0", count: places - rest.count) + rest
  }
}

/// A count with commas between thousands.
func grouped(_ count: Int) -> String {
  var text = String(count.magnitude)
  var result = ""
  while text.count > 3 {
    result = "," + text.suffix(3) + result
    text = String(text.dropLast(3))
  }
  return (count < 0 ? "-" : "") + text + result
}
