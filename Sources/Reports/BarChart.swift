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
    /// A second number that has a panel of its own below: the least and the greatest of it.
    var toll: (least: Double, most: Double, text: String)?
  }

  /// Tells the charts of a page apart; letters and digits.
  var id: String
  var title: String
  var bars: [Bar]
  /// What the numbers are, and those of the second panel.
  var labels: (first: String, second: String) = ("", "")
  /// How a number is written at the scale.
  var scale: (Double) -> String = { _ in "" }
  /// Whether bars stand beside each other, as over time, or lie below each other.
  var isOverTime: Bool

  /// The chart, without style attributes; classes are those of the page's style sheet.
  var svg: String { isOverTime ? columns : rows }

  private var greatest: Double { max(1, bars.map(\.possible).max() ?? 1) }

  private var columns: String {
    let (width, panel) = (720.0, 150.0)
    let hasTolls = bars.contains { ($0.toll?.most ?? 0) > 0 }
    let height = (hasTolls ? 2 : 1) * (panel + 34) + 26
    let first = panel + 20
    let tolls = bars.map { ($0.toll?.least ?? 0, $0.toll?.most ?? 0, $0.toll?.text ?? "") }
    return SVG.open(id: id, title: title, width: width, height: height)
      + columns(
        bars.map { ($0.certain, $0.possible, $0.text) }, label: labels.first, base: first, panel)
      + (hasTolls ? columns(tolls, label: labels.second, base: first + panel + 34, panel) : "")
      + "</svg>"
  }

  /// One panel of bars beside each other over a base line, with a scale of one number.
  private func columns(
    _ values: [(certain: Double, possible: Double, text: String)], label: String, base: Double,
    _ panel: Double
  ) -> String {
    let (left, right) = (64.0, 712.0)
    let greatest = max(1, values.map(\.possible).max() ?? 1)
    let step = (right - left) / Double(max(1, bars.count))
    let every = max(1, Int((58 / step).rounded(.up)))
    func y(_ value: Double) -> Double { base - value / greatest * (panel - 22) }
    var parts =
      SVG.text(label, x: left, y: base - panel + 8)
      + SVG.text(scale(greatest), x: left - 6, y: y(greatest) + 4, anchor: "end")
      + SVG.text("0", x: left - 6, y: base + 4, anchor: "end")
    for (number, value) in values.enumerated() {
      let x = left + Double(number) * step
      parts +=
        "<g>\(SVG.title("\(bars[number].label): \(value.text)"))"
        + SVG.rect("certain", x + step * 0.1, y(value.certain), step * 0.8, base - y(value.certain))
        + SVG.rect(
          "possible", x + step * 0.1, y(value.possible), step * 0.8,
          y(value.certain) - y(value.possible), hatch: id)
      if number % every == 0 {
        parts += SVG.text(bars[number].label, x: x + step / 2, y: base + 18, anchor: "middle")
      }
      parts += "</g>"
    }
    return parts + SVG.line("axis", left, base, right, base)
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
