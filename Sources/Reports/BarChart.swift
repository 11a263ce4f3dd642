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
    var parts = SVG.open(id: id, title: title, width: width, height: height)
    for (number, bar) in bars.enumerated() {
      let x = margin + Double(number) * step + step * 0.1
      func piece(_ from: Double, _ to: Double, _ name: String) -> String {
        let (top, bottom) = (base - to / greatest * 160, base - from / greatest * 160)
        return SVG.rect(
          name, x, top, step * 0.8, bottom - top, hatch: name == "possible" ? id : nil)
      }
      parts +=
        "<g>\(SVG.title("\(bar.label): \(bar.text)"))" + piece(0, bar.certain, "certain")
        + piece(bar.certain, bar.possible, "possible")
      if number % every == 0 {
        parts += SVG.text(bar.label, x: x + step * 0.4, y: 200, anchor: "middle")
      }
      parts += "</g>"
    }
    return parts + SVG.line("axis", 0, base, width, base) + "</svg>"
  }

  private var rows: String {
    let (width, step) = (720.0, 26.0)
    var parts = SVG.open(
      id: id, title: title, width: width, height: Double(bars.count) * step + 4)
    for (number, bar) in bars.enumerated() {
      let y = Double(number) * step
      let certain = bar.certain / greatest * 300
      let possible = max(0, bar.possible - bar.certain) / greatest * 300
      parts +=
        "<g>\(SVG.title("\(bar.label): \(bar.text)"))"
        + SVG.text(Self.cut(bar.label), x: 230, y: y + 17, anchor: "end")
        + SVG.rect("certain", 240, y + 4, certain, 18)
        + SVG.rect("possible", 240 + certain, y + 4, possible, 18, hatch: id)
        + SVG.text(bar.text, x: 248 + certain + possible, y: y + 17) + "</g>"
    }
    return parts + "</svg>"
  }

  private static func cut(_ text: String) -> String {
    text.count > 34 ? text.prefix(33) + "…" : text
  }
}
