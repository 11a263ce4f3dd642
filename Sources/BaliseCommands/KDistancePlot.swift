import Balise
import Foundation

/// The distances to the k-th neighbour, ascending, as a plot in letters, and the knee in it.
struct KDistancePlot {
  /// The distances in metres, ascending; infinite where there are too few neighbours.
  let distances: [Double]
  let minimumPoints: Int
  let uncertain: Int
  let unknown: Int

  private static let columns = 60
  private static let lines = 12

  private var knee: Double? { KDistance.knee(of: distances) }

  /// The knee rounded for people: two digits, with its unit.
  private var eps: String? {
    knee.map { meters in
      guard meters > 0 else { return "1m" }
      let unit = pow(10, floor(log10(meters)) - 1)
      let rounded = (meters / unit).rounded() * unit
      return rounded >= 1000
        ? Self.short(rounded / 1000) + "km" : Self.short(max(rounded, 0.01)) + "m"
    }
  }

  private static func short(_ value: Double) -> String {
    let text = Console.decimal(value, places: value >= 10 ? 0 : 2)
    guard text.contains(".") else { return text }
    return String(text.reversed().drop { $0 == "0" }.reversed()).trimmedPoint
  }

  var text: String {
    guard let eps else {
      return "\(counted(distances.count, "incident")) with a known place: "
        + (distances.count < max(3, minimumPoints)
          ? "too few for --min-points \(minimumPoints).\n"
          : "the distances to the nearest \(minimumPoints) have no bend that would make a good "
            + "--eps.\n")
    }
    var lines = [
      "Distance to the nearest \(minimumPoints) incidents, itself counted: "
        + "\(counted(distances.count, "incident")), nearest first, logarithmic"
    ]
    lines += plot(distances)
    lines.append("")
    lines.append("The curve bends at --eps \(eps) (--min-points \(minimumPoints)).")
    let within = distances.count { $0 <= (knee ?? 0) }
    lines.append(
      "\(grouped(within)) incidents have so many neighbours within it; the knee is the point "
        + "furthest from the line between the ends of the curve.")
    if uncertain > 0 {
      lines.append(
        "\(grouped(uncertain)) of them stand for an area or a line: what is coded onto one spot is "
          + "near to itself.")
    }
    if unknown > 0 {
      lines.append("\(counted(unknown, "incident")) without a known place left out.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func plot(_ distances: [Double]) -> [String] {
    let least = log10(max(distances.first { $0 > 0 } ?? 1, 1))
    let most = max(log10(max(distances.last ?? 1, 1)), least + 1e-9)
    func height(_ meters: Double) -> Int {
      let share = (log10(max(meters, pow(10, least))) - least) / (most - least)
      return min(Self.lines - 1, max(0, Int((share * Double(Self.lines - 1)).rounded())))
    }
    let columns = min(Self.columns, distances.count)
    let heights = (0..<columns).map {
      height(distances[$0 * (distances.count - 1) / max(1, columns - 1)])
    }
    let kneeLine = height(knee ?? 0)
    return (0..<Self.lines).reversed().map { line in
      let meters = pow(10, least + (most - least) * Double(line) / Double(Self.lines - 1))
      let label = meters >= 1000 ? Self.short(meters / 1000) + " km" : Self.short(meters) + " m"
      let bar = heights.map { $0 == line ? "*" : line == kneeLine ? "-" : " " }.joined()
      return String(repeating: " ", count: max(0, 9 - label.count)) + label + " |" + bar
        + (line == kneeLine ? " knee" : "")
    }
  }

  func json() throws -> String {
    var document: Properties = [
      "min_points": .integer(minimumPoints), "used": .integer(distances.count),
      "uncertain_places": .integer(uncertain), "left_out_unknown_place": .integer(unknown),
    ]
    document.append("eps", text: eps)
    document.append("knee_m", knee.map { .number(roundedToThousandth($0)) })
    document.append(
      "k_distances_m",
      .array(distances.prefix { $0.isFinite }.map { .number(roundedToThousandth($0)) }))
    return try PropertyValue.object(document).json(isPretty: false) + "\n"
  }
}

extension String {
  /// The text without a point at its end.
  fileprivate var trimmedPoint: String { hasSuffix(".") ? String(dropLast()) : self }
}
