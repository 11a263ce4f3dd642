import GeoFormats
import Incidents
import NameMatching

/// The name and the first values of a column.
struct ColumnSample: Sendable {
  let position: Int
  let name: String
  let folded: String
  /// The values that say something, in order.
  let values: [String]
  /// How many rows were looked at.
  let rows: Int

  init(position: Int, name: String, cells: [String]) {
    self.position = position
    self.name = name
    folded = FoldedName.fold(name)
    let missing = TableSettings().missing
    values = cells.map { trimmed($0) }.filter { !$0.isEmpty && !missing.contains($0) }
    rows = cells.count
  }

  /// The different values in order of first appearance.
  var distinct: [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }

  /// Whether most values are of a kind; false where there are none.
  func mostly(_ isOfKind: (String) -> Bool) -> Bool {
    !values.isEmpty && values.count(where: isOfKind) * 10 >= values.count * 6
  }

  /// Whether every row has its own value.
  var isIdentifier: Bool { !values.isEmpty && values.count == rows && distinct.count == rows }

  /// Whether it is words rather than numbers.
  var isWords: Bool { values.isEmpty || mostly { value in value.contains(where: \.isLetter) } }

  var isDates: Bool { mostly { Self.isDate($0) } }

  /// Whether the values are single days, in a form that nothing else has.
  var isPlainDays: Bool {
    mostly { value in
      guard value.contains(where: { "-/. ".contains($0) }) else { return false }
      return DateText.read(value) != .unreadable
    }
  }

  private static func isDate(_ text: String) -> Bool {
    if (try? UncertainDate(edtf: text)) != nil { return true }
    return DateText.read(text) != .unreadable || DateText.month(text) != nil
  }

  var isMonths: Bool { mostly { DateText.monthNumber($0) != nil } }

  func isWhole(in range: ClosedRange<Int>) -> Bool {
    mostly { value in NumberParser.integer(value).map(range.contains) ?? false }
  }

  func isAngles(upTo limit: Double) -> Bool {
    mostly { value in
      guard let angle = PositionText.angle(value) else { return false }
      return abs(angle.degrees) <= limit
    }
  }

  /// Whether most values are numbers with two decimals or more.
  var hasDecimals: Bool {
    mostly { value in
      let parts = value.split { $0 == "." || $0 == "," }
      return parts.count == 2 && parts[1].count >= 2 && PositionText.angle(value) != nil
    }
  }

  var isPositions: Bool {
    mostly { value in
      guard let pair = PositionText.position(value, latitudeFirst: true) else { return false }
      return abs(pair.latitude) <= 180 && abs(pair.longitude) <= 180
    }
  }

  /// Whether two bare numbers can only be longitude and latitude.
  var isLongitudeFirst: Bool {
    values.contains { value in
      guard let pair = PositionText.position(value, latitudeFirst: true) else { return false }
      return abs(pair.latitude) > 90
    }
  }

  var isLengths: Bool {
    mostly { value in
      NumberParser.double(value.replacing(",", with: ".")) != nil || LengthText.meters(value) != nil
    }
  }

  var isTolls: Bool { mostly { TollText.read($0) != .unreadable } }

  /// What stands between the items of lists; nil where each value is one item.
  var separator: String? {
    if values.contains(where: { $0.contains(";") }) { return ";" }
    return ["|", " / ", "\n"].first { joint in values.contains { $0.contains(joint) } }
  }

  /// A few values, for people.
  var examples: String {
    // A word behind an asterisk would look like an alias of YAML.
    let shown = distinct.filter { !$0.contains("*") }.prefix(3).map { value in
      value.count > 30
        ? Diagnostic.quoted(String(value.prefix(27)) + "...") : Diagnostic.quoted(value)
    }
    return shown.isEmpty ? "empty" : shown.joined(separator: ", ")
  }
}
