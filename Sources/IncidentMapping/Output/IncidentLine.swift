import Incidents
import ReferenceGeography
import SimpleFeatures

extension MappedIncident {
  /// The widths of the columns; the last one has none.
  private static let columns: [(name: String, width: Int)] = [
    ("id", 20), ("date", 21), ("killed", 9), ("share", 6), ("where", 28), ("what", 0),
  ]

  /// The line above those of incidents.
  static var lineHeader: String { line(columns.map(\.name)) }

  /// The incident on one line of columns of fixed width, so that lines can be printed as they come.
  var line: String {
    Self.line([
      incident.id, dateText, tollText, shareText, whereText,
      incident.title ?? incident.eventType ?? incident.placeName ?? "",
    ])
  }

  private static func line(_ cells: [String]) -> String {
    var line = ""
    for (cell, column) in zip(cells, columns) {
      let text = cell.onOneLine(limit: 120)
      guard column.width > 0 else {
        line += text
        continue
      }
      let shown = text.count > column.width ? text.prefix(column.width - 1) + "\u{2026}" : text[...]
      line += shown + String(repeating: " ", count: column.width - shown.count + 1)
    }
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }

  private var dateText: String {
    switch (incident.date?.earliest, incident.date?.latest) {
    case (let first?, let last?): first == last ? "\(first)" : "\(first)/\(last)"
    case (let first?, nil): "\(first)/.."
    case (nil, let last?): "../\(last)"
    case (nil, nil): "unknown"
    }
  }

  private var tollText: String {
    guard let toll = incident.derived.toll else { return "" }
    let least = toll.minimum.map(String.init) ?? "0"
    if toll.isOpen { return "\(least)+" }
    guard let most = toll.maximum, "\(most)" != least else { return least }
    return "\(least)-\(most)"
  }

  private var shareText: String {
    guard let admission else { return "" }
    return admission.isCertain ? "1" : "\(thousandths(admission.share))"
  }

  /// The kind of place, unless it is a known point, and the largest region.
  private var whereText: String {
    let region = membership.firstLevel.first?.region.name ?? membership.countries.first?.region.name
    let name = region ?? (place.kind == .unknown ? "unknown" : Membership.outsideName)
    return place.isExact || place.kind == .unknown ? name : "\(name) (\(place.kind.rawValue))"
  }

  private func thousandths(_ share: Double) -> Double { (share * 1000).rounded() / 1000 }
}
