import Foundation
import TestSupport
import Testing

/// What is told of a hotspot without a source must be what a file without that source's records gives.
@Suite struct RouteFragilityTests {
  struct Method: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    /// The list of hotspots, the property that is the statistic and that which names the hotspot.
    let list: String
    let names: [String]
    let statistic: @Sendable ([String: Any]) -> Double?
    let p: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  private static let methods = [
    Method(
      arguments: [
        "knox", "--space-bands", "5km,20km", "--time-bands", "7d,14d", "--permutations", "499",
        "--replicates", "20",
      ], list: "table", names: ["space", "time"], statistic: { $0["ratio"] as? Double },
      p: "p_adjusted"),
    Method(
      arguments: ["route", "--route", "gao-adrar", "--replications", "499", "--replicates", "0"],
      list: "sections", names: ["route_from_km"],
      statistic: { row in
        guard let incidents = row["incidents"] as? Double,
          let expected = row["expected"] as? Double, expected > 0
        else { return nil }
        return incidents / expected
      }, p: "p_adjusted"),
    Method(
      arguments: [
        "route", "--route", "gao-adrar", "--statistic", "scan", "--replications", "499",
        "--replicates", "0",
      ], list: "stretches", names: ["route_from_km", "route_to_km"],
      statistic: { $0["llr"] as? Double }, p: "p"),
  ]

  private static func rows(
    _ method: Method, _ input: String, _ more: [String], _ folder: URL
  ) throws -> [[String: Any]] {
    let run = try balise(
      ["hotspots", method.arguments[0], input] + method.arguments.dropFirst() + more
        + ["--format", "json"], folder: folder)
    #expect(run.status == 0, "\(run.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    return try #require(object?[method.list] as? [[String: Any]])
  }

  @Test(arguments: methods)
  func `without a source it is as if its records were not in the file`(method: Method) throws {
    try inTemporaryFolder { folder in
      let text = try inputText("route-sources-synthetic.csv")
      try write(text, to: "all.csv", in: folder)
      let lines = text.split(separator: "\n").map(String.init)
      var compared = 0
      for row in try Self.rows(method, "all.csv", ["--fragility"], folder) {
        guard let fragility = row["fragility"] as? [String: Any] else { continue }
        #expect((fragility["p"] as? Double) ?? 1 <= 0.05)
        for left in try #require(fragility["left_out"] as? [[String: Any]])
        where left["by"] as? String == "source" {
          let name = try #require(left["name"] as? String)
          // The records of which every source is this one.
          let rest = lines.filter { line in
            let named = ["A", "B", "C", "D"].filter { line.contains("SYNTHETIC \($0),2020") }
            return named.isEmpty || named.contains { "SYNTHETIC \($0)" != name }
          }
          try write(rest.joined(separator: "\n") + "\n", to: "rest.csv", in: folder)
          let alone = try Self.rows(method, "rest.csv", [], folder).first { other in
            method.names.allSatisfy { "\(other[$0] ?? "")" == "\(row[$0] ?? "")" }
          }
          guard let alone, let statistic = method.statistic(alone), statistic > 1,
            let told = left["statistic"] as? Double
          else { continue }
          #expect(abs(told - statistic) < 1e-4 * statistic, "\(name)")
          #expect(abs((left["p"] as? Double ?? -1) - (alone[method.p] as? Double ?? -2)) < 1e-5)
          #expect(left["stands"] as? Bool == ((alone[method.p] as? Double ?? 1) <= 0.05))
          compared += 1
        }
      }
      #expect(compared >= 2)
    }
  }

  @Test func `what has no p cannot be fragile`() throws {
    for (arguments, words) in [
      (["--statistic", "density", "--bandwidth", "9km"], "--statistic sections or scan"),
      (["--statistic", "k", "--up-to", "9km"], "--statistic sections or scan"),
    ] {
      var refusal = Refusal(status: 64, says: [words])
      refusal.arguments =
        ["hotspots", "route", "Inputs/route-sources-synthetic.csv", "--route", "gao-adrar"]
        + arguments + ["--fragility"]
      try refusal.check()
    }
    var refusal = Refusal(status: 64, says: ["--permutations above 0"])
    refusal.arguments = [
      "hotspots", "knox", "Inputs/route-sources-synthetic.csv", "--space-bands", "5km",
      "--time-bands", "7d", "--permutations", "0", "--fragility",
    ]
    try refusal.check()
  }
}
