/// Bars as inline SVG: what is certain dark, what is only possible light and hatched, so that it
/// reads without colour.
struct BarChart {
  /// One bar.
  struct Bar {
    var label: String
    var certain: Double
    /// With what is certain; never less than that.
    var possible: Double
    /// The numbers in words, for readers of the screen.
    var text: String
  }

  /// Tells the charts of a page apart; letters and digits.
  var id: String
  var title: String
  var bars: [Bar]
  /// Whether bars stand beside each other, as over time, or lie below each other.
  var isOverTime: Bool

  /// The chart, without style attributes; classes are those of the page's style sheet.
  var svg: String { isOverTime ? columns : rows }

  private var greatest: Double { max(1, bars.map(\.possible).max() ?? 1) }

  private var columns: String {
    let (width, height, base) = (720.0, 220.0, 180.0)
    let margin = 24.0
    let step = (width - 2 * margin) / Double(max(1, bars.count))
    let every = max(1, Int((Double(bars.count) * 46 / width).rounded(.up)))
    var parts = open(width, height)
    for (number, bar) in bars.enumerated() {
      let x = margin + Double(number) * step + step * 0.1
      func piece(_ from: Double, _ to: Double, _ name: String) -> String {
        let (top, bottom) = (base - to / greatest * 160, base - from / greatest * 160)
        guard bottom - top > 0.05 else { return "" }
        return "<rect class=\"\(name)\" "
          + (name == "possible" ? "fill=\"url(#hatch-\(id))\" " : "")
          + "x=\"\(Self.short(x))\" y=\"\(Self.short(top))\" "
          + "width=\"\(Self.short(step * 0.8))\" height=\"\(Self.short(bottom - top))\"/>"
      }
      parts +=
        "<g><title>\(Self.escaped("\(bar.label): \(bar.text)"))</title>"
        + piece(0, bar.certain, "certain") + piece(bar.certain, bar.possible, "possible")
      if number % every == 0 {
        parts +=
          "<text x=\"\(Self.short(x + step * 0.4))\" y=\"200\" text-anchor=\"middle\">"
          + "\(Self.escaped(bar.label))</text>"
      }
      parts += "</g>"
    }
    parts += "<line class=\"axis\" x1=\"0\" y1=\"\(base)\" x2=\"\(width)\" y2=\"\(base)\"/>"
    return parts + "</svg>"
  }

  private var rows: String {
    let (width, step) = (720.0, 26.0)
    var parts = open(width, Double(bars.count) * step + 4)
    for (number, bar) in bars.enumerated() {
      let y = Double(number) * step
      let certain = bar.certain / greatest * 300
      let possible = max(0, bar.possible - bar.certain) / greatest * 300
      parts +=
        "<g><title>\(Self.escaped("\(bar.label): \(bar.text)"))</title>"
        + "<text x=\"230\" y=\"\(Self.short(y + 17))\" text-anchor=\"end\">"
        + "\(Self.escaped(Self.cut(bar.label)))</text>"
        + "<rect class=\"certain\" x=\"240\" y=\"\(Self.short(y + 4))\" width=\"\(Self.short(certain))\""
        + " height=\"18\"/><rect class=\"possible\" fill=\"url(#hatch-\(id))\" x=\"\(Self.short(240 + certain))\" "
        + "y=\"\(Self.short(y + 4))\" width=\"\(Self.short(possible))\" height=\"18\"/>"
        + "<text x=\"\(Self.short(248 + certain + possible))\" y=\"\(Self.short(y + 17))\">"
        + "\(Self.escaped(bar.text))</text></g>"
    }
    return parts + "</svg>"
  }

  private func open(_ width: Double, _ height: Double) -> String {
    "<svg viewBox=\"0 0 \(Self.short(width)) \(Self.short(height))\" role=\"img\" "
      + "aria-label=\"\(Self.escaped(title))\" xmlns=\"http://www.w3.org/2000/svg\">"
      + "<defs><pattern id=\"hatch-\(id)\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
      + "<path d=\"M0 6L6 0\"/></pattern></defs>"
  }

  /// A coordinate with one decimal.
  private static func short(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  private static func cut(_ text: String) -> String {
    text.count > 34 ? text.prefix(33) + "…" : text
  }

  /// Text that is nothing but text in SVG and in attributes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\r", "\t": result += " "
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
