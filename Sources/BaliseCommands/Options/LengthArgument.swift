import ArgumentParser

/// A length with its unit: `25km`, `500m`.
struct LengthArgument: ExpressibleByArgument, Equatable {
  var meters: Double

  init?(argument: String) {
    let text = argument.lowercased()
    let units: [(suffix: String, meters: Double)] = [("km", 1000), ("m", 1)]
    for unit in units where text.hasSuffix(unit.suffix) {
      let number = text.dropLast(unit.suffix.count)
      guard let value = Double(number), value.isFinite, value >= 0, value <= 20_100_000 else {
        return nil
      }
      meters = value * unit.meters
      return
    }
    return nil
  }
}
