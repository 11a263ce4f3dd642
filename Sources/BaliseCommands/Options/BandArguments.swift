import Balise

/// Bands of distance by their upper ends: `0m,1km,5km`.
struct LengthBands {
  let bands: Bands<Double>
  /// As it was written.
  let text: String
  /// What each band is called, the one beyond the last end included.
  let labels: [String]

  init(_ argument: String) throws {
    let ends = try parts(argument, "length", as: "0m,1km,5km").map {
      try LengthArgument($0 == "0" ? "0m" : $0)
    }
    bands = try checked(ends.map(\.meters), argument)
    text = ends.map(\.text).joined(separator: ",")
    var labels: [String] = []
    for (place, end) in ends.enumerated() {
      labels.append(
        end.meters == 0
          ? "same place"
          : place == 0 ? "0m to \(end.text)" : "over \(ends[place - 1].text) to \(end.text)")
    }
    self.labels = labels + ["over \(ends[ends.count - 1].text)"]
  }
}

/// Bands of time by their upper ends: `0d,7d,14d`.
struct DurationBands {
  let bands: Bands<Int>
  /// As it was written.
  let text: String
  /// What each band is called, the one beyond the last end included.
  let labels: [String]

  init(_ argument: String) throws {
    let ends = try parts(argument, "duration", as: "0d,7d,14d").map {
      try DurationArgument($0 == "0" ? "0d" : $0)
    }
    bands = try checked(ends.map(\.days), argument)
    text = ends.map(\.text).joined(separator: ",")
    var labels: [String] = []
    for (place, end) in ends.enumerated() {
      let first = place == 0 ? 0 : ends[place - 1].days + 1
      labels.append(
        end.days == 0
          ? "same day" : first == end.days ? "\(first)d" : "\(first)d to \(end.days)d")
    }
    self.labels = labels + ["over \(ends[ends.count - 1].days)d"]
  }
}

/// Why a text is no list of bands.
struct BandProblem: Error, CustomStringConvertible {
  let description: String
}

private func parts(_ argument: String, _ kind: String, as example: String) throws -> [String] {
  let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    .map { CoordinateText.trimmed($0) }
  guard !parts.contains("") else {
    throw BandProblem(
      description:
        "bands are their upper ends with commas between, each a \(kind), as in \(example)"
    )
  }
  return parts
}

private func checked<Value: Comparable & Hashable & Sendable & AdditiveArithmetic>(
  _ ends: [Value], _ argument: String
) throws -> Bands<Value> {
  for (place, pair) in zip(ends, ends.dropFirst()).enumerated() where !(pair.0 < pair.1) {
    throw BandProblem(
      description:
        "bands ascend, and end \(place + 2) of \"\(argument)\" does not lie above the one "
        + "before it")
  }
  return try Bands(ends)
}
