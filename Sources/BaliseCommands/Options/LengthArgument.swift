/// A length with its unit: `25km`, `500m`.
struct LengthArgument: Equatable {
  /// Why a text is no length.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  var meters: Double
  /// As it was written.
  var text: String

  /// Reads a length of 0 to 20,100 km, which is half the way around the Earth.
  init(_ argument: String) throws {
    let text = CoordinateText.trimmed(argument).lowercased()
    let units: [(suffix: String, meters: Double)] = [("km", 1000), ("m", 1)]
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
      let value = Double(CoordinateText.trimmed(text.dropLast(unit.suffix.count)))
    else {
      throw Problem(description: "a length is a number with its unit, km or m, as in 25km")
    }
    guard value >= 0, value * unit.meters <= 20_100_000 else {
      throw Problem(description: "a length lies within 0 and 20100km")
    }
    meters = value * unit.meters
    self.text = text
  }
}
