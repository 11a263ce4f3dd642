import Foundation
import TestSupport
import Testing

@Suite struct RouteHotspotsTests {
  private static let input = "Inputs/route-synthetic.csv"

  private static func hotspots(_ arguments: String..., status: Int32 = 64, says: [String])
    -> Refusal
  {
    var refusal = Refusal(status: status, says: says)
    refusal.arguments = ["hotspots", arguments[0], input] + arguments.dropFirst()
    return refusal
  }

  @Test(arguments: [
    hotspots("knox", "--time-bands", "7d", says: ["--space-bands"]),
    hotspots(
      "knox", "--space-bands", "5", "--time-bands", "7d",
      says: ["'5' is invalid", "with its unit, km or m"]),
    hotspots("knox", "--space-bands", "", "--time-bands", "7d", says: ["their upper ends"]),
    hotspots(
      "knox", "--space-bands", "5km,,9km", "--time-bands", "7d", says: ["their upper ends"]),
    hotspots(
      "knox", "--space-bands", "5km,500m", "--time-bands", "7d",
      says: ["bands ascend", "end 2 of \"5km,500m\""]),
    hotspots(
      "knox", "--space-bands", "5km", "--time-bands", "2w,14d", says: ["end 2 of \"2w,14d\""]),
    hotspots(
      "knox", "--space-bands", "5km", "--time-bands", "7d", "--permutations", "-1",
      says: ["--permutations"]),
    hotspots(
      "knox", "--space-bands", "5km", "--time-bands", "7d", "--during", "2020-10-01",
      says: ["at least 2 incidents", "18 records read, 1 selected, 1 with a known place"]),
    hotspots(
      "knox", "--space-bands", "5km", "--time-bands", "7d", "--during", "1999",
      says: ["18 records read, 0 selected"]),
    hotspots("route", says: ["--route is needed"]),
    hotspots("route", "--route", "x", "--network", "y", says: ["do not go together"]),
    hotspots("route", "--route", "gao-adra", status: 1, says: ["No route is called"]),
    hotspots("route", "--network", "y", says: ["give --statistic density or k"]),
    hotspots(
      "route", "--route", "gao-adrar", "--statistic", "density",
      says: ["--bandwidth is needed"]),
    hotspots(
      "route", "--route", "gao-adrar", "--bandwidth", "5km", says: ["go with --statistic density"]),
    hotspots("route", "--route", "gao-adrar", "--statistic", "k", says: ["--up-to is needed"]),
    hotspots(
      "route", "--route", "gao-adrar", "--statistic", "k", "--up-to", "5km", "-o", "x.geojson",
      says: ["without a map"]),
    hotspots("route", "--route", "gao-adrar", "--every", "0km", says: ["--every must be above 0m"]),
    hotspots("route", "--route", "gao-adrar", "--every", "10m", says: ["more than 5,000 times"]),
    hotspots(
      "route", "--route", "gao-adrar", "--replications", "0", says: ["--replications must be 1"]),
    hotspots(
      "route", "--route", "gao-sevare", "--during", "2020-10-01", status: 1,
      says: [
        "No incident lies within", "of route gao-sevare: 18 records read, 1 selected, 1 with",
        "1 with a first and last day; the nearest is", "km off", "--corridor",
      ]),
    hotspots(
      "route", "--route", "gao-adrar", "--statistic", "k", "--up-to", "50km", "--during",
      "2020-01", status: 1, says: ["at least 2 events"]),
  ])
  func `what cannot be done is said`(refusal: Refusal) throws {
    try refusal.check()
  }

  @Test(arguments: [
    ["knox", "--space-bands", "0m,20km", "--time-bands", "14d", "--permutations", "99"],
    ["route", "--route", "gao-adrar", "--every", "300km", "--replications", "99"],
    ["route", "--route", "gao-adrar", "--statistic", "scan", "--replications", "99"],
    ["route", "--route", "gao-adrar", "--statistic", "density", "--bandwidth", "40km"],
  ])
  func `the same bytes from any number of threads`(arguments: [String]) throws {
    let call =
      ["hotspots", arguments[0], Self.input] + arguments.dropFirst() + ["--replicates", "9"]
    let map = try balise(call + ["-o", "-", "--threads", "1"])
    let json = try balise(call + ["--format", "json", "--threads", "1"])
    #expect(map.status == 0 && json.status == 0 && map.output != json.output)
    for threads in ["2", "3"] {
      #expect(try balise(call + ["-o", "-", "--threads", threads]).output == map.output)
      #expect(try balise(call + ["--format", "json", "--threads", threads]).output == json.output)
    }
  }

  private static func table(_ run: ProgramRun, _ name: String) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    return try #require(object?[name] as? [[String: Any]])
  }

  @Test func `with exact records alone the dots are the test and nothing is drawn`() throws {
    let exact = ["--where", "location_kind = 'exact' AND date_precision = 'day'"]
    let knox = try balise(
      [
        "hotspots", "knox", Self.input, "--space-bands", "5km,20km", "--time-bands", "14d",
        "--permutations", "199", "--format", "json",
      ] + exact)
    for cell in try Self.table(knox, "table") {
      #expect(cell["observed"] as? Double == cell["dots_observed"] as? Double)
      #expect(cell["p"] as? Double == cell["dots_p"] as? Double)
      #expect(cell["replicate_share"] == nil)
    }
    for (statistic, list) in [("sections", "sections"), ("scan", "stretches")] {
      let run = try balise(
        [
          "hotspots", "route", Self.input, "--route", "gao-adrar", "--statistic", statistic,
          "--replications", "199", "--format", "json",
        ] + exact)
      let items = try Self.table(run, list)
      #expect(!items.isEmpty)
      for item in items {
        #expect(item["incidents"] as? Double == item["dots_incidents"] as? Double)
        #expect(item["p"] as? Double == item["dots_p"] as? Double)
        #expect(item["replicate_share"] == nil)
      }
    }
  }

  @Test func `a section of the route counts by its metres, and its way is told`() throws {
    let run = try balise([
      "hotspots", "route", "../../Geodata/incidents/gao-algeria-2025.yaml", "--route",
      "gao-adrar", "--every", "100km", "--replications", "9", "--replicates", "0", "--format",
      "json",
    ])
    let sections = try Self.table(run, "sections")
    let masses = sections.compactMap { $0["incidents"] as? Double }
    #expect(sections.count == 14 && abs(masses.reduce(0, +) - 1) < 1e-5)
    // No calibrated kilometres before the border: every 100 km have as much.
    #expect(abs(masses[0] - masses[4]) < 1e-6 && masses[0] > 0.17 && masses[6] == 0)
    #expect(sections.compactMap { $0["forward"] as? Double } == masses)
  }
}
