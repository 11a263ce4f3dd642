import IncidentAnalysis
import SpatialStatistics

/// Incidents and people killed per 100 km along a route, as inline SVG: a bar over each section, as
/// wide as the section is long, with stops as ticks.
///
/// Of a bar what is certain is dark and what is only expected hatched; a line shows the interval of
/// the mean, with an arrow where it goes beyond the picture.
struct RouteChart {
  let exposure: RouteExposure
  let id: String
  let title: String
  let language: ReportLanguage

  private static let (width, left, right) = (720.0, 46.0, 712.0)
  private static let panel = 130.0

  private var from: Double { exposure.sections.first?.total.from ?? 0 }
  private var length: Double {
    max(1e-9, (exposure.sections.last?.total.to ?? 0) - from)
  }

  private func x(_ kilometers: Double) -> Double {
    Self.left + (kilometers - from) / length * (Self.right - Self.left)
  }

  var svg: String {
    let incidents = exposure.sections.map { section in
      Bar(
        section, certain: Double(section.sums.certain), expected: section.total.incidents,
        interval: section.total.interval)
    }
    let killed = exposure.sections.map { section in
      Bar(
        section, certain: Double(section.sums.killedLeast), expected: section.total.killed,
        interval: section.total.hasNoToll ? nil : section.total.killedInterval)
    }
    let hasToll = exposure.sections.contains { !$0.total.hasNoToll }
    let base = 24 + Self.panel
    let second = base + 30 + Self.panel
    let axis = hasToll ? second : base
    let texts = stopTexts(below: axis)
    return SVG.open(id: id, title: title, width: Self.width, height: texts.bottom + 8)
      + panel(
        incidents, base: base, label: language.pick("incidents per 100 km", "incidents par 100 km"))
      + (hasToll
        ? panel(
          killed, base: second, label: language.pick("killed per 100 km", "morts par 100 km"))
        : "") + texts.svg + "</svg>"
  }

  /// A bar in numbers per 100 km.
  private struct Bar {
    var (from, to) = (0.0, 0.0)
    var (certain, expected) = (0.0, 0.0)
    var interval: (low: Double, high: Double)?
    var name: String

    init(
      _ section: RouteExposure.Section, certain: Double, expected: Double,
      interval: PoissonInterval?
    ) {
      (from, to, name) = (section.total.from, section.total.to, section.name)
      self.expected = section.rate(expected)
      self.certain = min(section.rate(certain), self.expected)
      if let interval, expected > 0 {
        self.interval = (section.rate(interval.low), section.rate(interval.high))
      }
    }
  }

  /// The bars of one quantity over a base line.
  private func panel(_ bars: [Bar], base: Double, label: String) -> String {
    let highest = bars.map(\.expected).max() ?? 0
    let widest = bars.compactMap { $0.interval?.high }.max() ?? 0
    // Few incidents have wide intervals, which must not flatten the bars.
    let greatest = highest > 0 ? min(max(widest, highest), 3 * highest) : 1
    func y(_ value: Double) -> Double { base - min(1, value / greatest) * (Self.panel - 16) }
    var parts =
      SVG.text(label, x: Self.left, y: base - Self.panel + 6)
      + SVG.text(
        language.decimal(greatest, places: greatest < 10 ? 1 : 0), x: Self.left - 6,
        y: y(greatest) + 4, anchor: "end")
      + SVG.text("0", x: Self.left - 6, y: base + 4, anchor: "end")
    for bar in bars {
      let (start, end) = (x(bar.from) + 0.5, max(x(bar.from) + 1, x(bar.to) - 0.5))
      let numbers = language.decimal(bar.expected, places: 2)
      parts +=
        "<g>\(SVG.title("\(bar.name): \(numbers) \(label)"))"
        + SVG.rect("certain", start, y(bar.certain), end - start, base - y(bar.certain))
        + SVG.rect(
          "possible", start, y(bar.expected), end - start, y(bar.certain) - y(bar.expected),
          hatch: id)
      if let interval = bar.interval {
        let middle = (start + end) / 2
        parts += SVG.line("axis", middle, y(interval.low), middle, y(interval.high))
        if interval.high > greatest {
          let top = y(greatest)
          parts += SVG.path(
            "axis",
            "M\(SVG.short(middle - 4)) \(SVG.short(top + 6))"
              + "L\(SVG.short(middle)) \(SVG.short(top))L\(SVG.short(middle + 4)) "
              + "\(SVG.short(top + 6))")
        }
      }
      parts += "</g>"
    }
    return parts + SVG.line("axis", Self.left, base, Self.right, base)
  }

  /// Ticks with the names of stops.
  ///
  /// A name stands below all names and ticks that it would meet to its right, so no tick runs through
  /// a name; one that would leave the picture is moved to the left, and stands below what it meets
  /// there.
  private func stopTexts(below base: Double) -> (svg: String, bottom: Double) {
    let texts = exposure.stops.map { stop in
      "\(stop.name) \(language.decimal(stop.kilometers, places: 0)) km"
    }
    let places = exposure.stops.map { x($0.kilometers) }
    let widths = texts.map { Double(TerminalText.width($0)) * 7.2 + 6 }
    let isMoved = places.indices.map { places[$0] + widths[$0] > Self.width }
    var rows = [Int](repeating: 0, count: texts.count)
    for stop in places.indices.reversed() where !isMoved[stop] {
      let met = places.indices.filter {
        $0 > stop && !isMoved[$0] && places[$0] < places[stop] + widths[stop]
      }
      rows[stop] = (met.map { rows[$0] }.max() ?? -1) + 1
    }
    for stop in places.indices where isMoved[stop] {
      let start = places[stop] - widths[stop]
      let met = places.indices.filter {
        $0 < stop && (isMoved[$0] ? places[$0] : places[$0] + widths[$0]) > start
      }
      rows[stop] = (met.map { rows[$0] }.max() ?? -1) + 1
    }
    var parts = ""
    for (stop, text) in texts.enumerated() {
      let y = base + 18 + Double(rows[stop]) * 16
      parts +=
        SVG.line("axis", places[stop], base, places[stop], y - 10)
        + SVG.text(text, x: places[stop], y: y, anchor: isMoved[stop] ? "end" : "start")
    }
    return (parts, base + 18 + Double(rows.max() ?? 0) * 16)
  }
}
