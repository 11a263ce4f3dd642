import GeoFormats

/// What a precision column says of a place.
enum LocationKindText: Equatable {
  case exact
  /// A disc; nil: the radius of the row, else 25 km.
  case near(meters: Double?)
  /// An area; nil: the smallest that is named.
  case area(level: Int?)
  case routeSection
  case between
  case unknown

  /// The words that can be written.
  static let words =
    "exact, near, near 25km, area, area admin2, area admin1, country, route_section, between, "
    + "unknown"

  /// Reads one of the words, in any case; nil for any other.
  init?(_ text: String) {
    let words = text.lowercased().split(separator: " ")
    switch words.first {
    case "exact" where words.count == 1: self = .exact
    case "near" where words.count == 1: self = .near(meters: nil)
    case "near":
      guard let meters = LengthText.meters(words.dropFirst().joined()), meters > 0 else {
        return nil
      }
      self = .near(meters: meters)
    case "unknown" where words.count == 1: self = .unknown
    case "route_section" where words.count == 1: self = .routeSection
    case "between" where words.count == 1: self = .between
    case "area" where words.count == 1: self = .area(level: nil)
    case "area" where words.count == 2, "admin1" where words.count == 1,
      "admin2" where words.count == 1, "country" where words.count == 1:
      switch words.last {
      case "country": self = .area(level: 0)
      case "admin1": self = .area(level: 1)
      case "admin2": self = .area(level: 2)
      default: return nil
      }
    default: return nil
    }
  }
}

/// Lengths with their unit, as tables write them.
enum LengthText {
  /// The metres of `25km`, `25 km` or `500 m`, at most half the way around the Earth; nil for other
  /// text.
  static func meters(_ text: String) -> Double? {
    let plain = trimmed(text).lowercased()
    for (suffix, scale) in [("km", 1000.0), ("m", 1)] where plain.hasSuffix(suffix) {
      let number = trimmed(plain.dropLast(suffix.count)).replacing(",", with: ".")
      guard let value = NumberParser.double(number), value >= 0, value * scale <= 20_004_000 else {
        return nil
      }
      return value * scale
    }
    return nil
  }
}
