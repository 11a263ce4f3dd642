import Foundation
import TestSupport
import Testing

@Suite struct ClusterTests {
  private static let input = "Inputs/clusters-synthetic.csv"

  private static func cluster(_ arguments: String..., status: Int32 = 64, says: [String]) -> Refusal
  {
    var refusal = Refusal(status: status, says: says)
    refusal.arguments = ["cluster", input] + arguments
    return refusal
  }

  @Test(arguments: [
    cluster(says: ["--eps is needed", "--suggest proposes one"]),
    cluster("--eps", "10", says: ["'10' is invalid", "with its unit, km or m"]),
    cluster("--eps", "0km", says: ["--eps 0 makes neighbours only of what lies on one spot"]),
    cluster(
      "--eps", "1km", "--min-points", "0",
      says: ["--min-points counts the incident itself: it is at least 1, not 0."]),
    cluster("--eps", "1km", "--method", "st-dbscan", says: ["--eps-time is needed"]),
    cluster("--eps", "1km", "--eps-time", "3d", says: ["goes with --method st-dbscan"]),
    cluster(
      "--eps", "1km", "--method", "st-dbscan", "--eps-time", "3",
      says: ["'3' is invalid", "as in 14d"]),
    cluster("--method", "hdbscan", "--min-cluster-size", "1", says: ["at least 2, not 1"]),
    cluster(
      "--method", "hdbscan", "--min-points", "3",
      says: ["--min-points does not go with --method hdbscan"]),
    cluster("--eps", "1km", "--min-samples", "3", says: ["go with --method hdbscan"]),
    cluster("--eps", "1km", "--dates", "certain", says: ["--dates goes with --method st-dbscan"]),
    cluster("--eps", "1km", "--format", "json", says: ["--format goes with --summary"]),
    cluster("--eps", "1km", "--hulls", "--summary", says: ["give -o a file"]),
    cluster("--eps", "1km", "--replicates", "0", says: ["--replicates lies within 1 and 100000"]),
    cluster("--eps", "1km", "--network", "x", says: ["go with --method route"]),
    cluster("--eps", "1km", "-o", "x.csv", says: ["cluster writes GeoJSON"]),
    cluster("--eps", "1km", "--summary", "-o", "-", says: ["both go to standard output"]),
    cluster("--suggest", "--summary", says: ["--suggest only prints"]),
    cluster(
      "--eps", "1km", "--condensed-tree", "x", says: ["--condensed-tree goes with --method hdbscan"]
    ),
    cluster(
      "--eps", "1km", "--method", "route", "--network", "no-such-file.geojson", status: 1,
      says: ["no-such-file.geojson"]),
  ])
  func `wrong usage says what is wrong`(refusal: Refusal) throws { try refusal.check() }

  @Test(arguments: [
    ["--eps", "10km", "--min-points", "5", "--hulls"],
    ["--eps", "10km", "--min-points", "5", "--hulls", "--location", "point"],
    ["--method", "hdbscan", "--min-cluster-size", "5"],
    ["--method", "st-dbscan", "--eps", "10km", "--eps-time", "20d", "--dates", "certain"],
  ])
  func `threads, a pipe and a second run change no byte`(arguments: [String]) throws {
    let one = try balise(["cluster", Self.input] + arguments + ["--threads", "1"])
    #expect(one.status == 0, "\(one.messages)")
    for threads in ["2", "5"] {
      let several = try balise(["cluster", Self.input] + arguments + ["--threads", threads])
      #expect(several.output == one.output)
    }
    let pipe = try balise(
      ["cluster", "-"] + arguments, input: inputBytes("clusters-synthetic.csv"))
    #expect(pipe.output == one.output)
  }

  /// The properties of each incident, by its id.
  private static func clusters(_ output: [UInt8]) throws -> [String: [String: String]] {
    let object = try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any]
    let features = try #require(object?["features"] as? [[String: Any]])
    var found: [String: [String: String]] = [:]
    for feature in features {
      let properties = try #require(feature["properties"] as? [String: Any])
      guard let id = properties["id"] as? String else { continue }
      found[id] = properties.filter { $0.key.hasPrefix("cluster") }.mapValues { "\($0)" }
    }
    return found
  }

  @Test func `the order of the rows changes no cluster and no stability`() throws {
    let lines = try inputText("clusters-synthetic.csv").split(separator: "\n")
    let call = ["cluster", "-", "--eps", "10km", "--min-points", "5"]
    func run(_ rows: some Sequence<Substring>) throws -> [String: [String: String]] {
      let text = ([lines[0]] + rows).joined(separator: "\n") + "\n"
      return try Self.clusters(try balise(call, input: Array(text.utf8)).output)
    }
    let plain = try run(lines.dropFirst())
    #expect(plain.count == 47)
    #expect(plain["1"]?["cluster"] == "1")
    #expect(try run(lines.dropFirst().reversed()) == plain)
  }

  @Test func `with exact places every stability is 1 and the rest is the plain answer`() throws {
    let call = [
      "cluster", Self.input, "--eps", "10km", "--min-points", "5", "--where",
      "location_kind = 'exact'",
    ]
    let plain = try Self.clusters(try balise(call + ["--location", "point"]).output)
    let judged = try Self.clusters(try balise(call).output)
    var without = judged
    for id in judged.keys {
      let stability = without[id]?.removeValue(forKey: "cluster_stability")
      #expect(stability == (judged[id]?["cluster"] == nil ? nil : "1"))
    }
    #expect(without == plain)
  }

  @Test func `outlines are no incidents when the output is read again`() throws {
    let call = ["cluster", Self.input, "--eps", "10km", "--location", "point"]
    let plain = try balise(["map", "-"], input: try balise(call).output)
    let outlined = try balise(["map", "-"], input: try balise(call + ["--hulls"]).output)
    #expect(outlined.status == 0, "\(outlined.messages)")
    #expect(outlined.messages.contains("[cluster-outline]"), "\(outlined.messages)")
    #expect(outlined.output == plain.output)
  }

  @Test func `another seed draws other places, the same seed the same`() throws {
    let call = ["cluster", Self.input, "--eps", "10km", "--min-points", "5", "--seed"]
    let first = try balise(call + ["1"]).output
    #expect(try balise(call + ["1"]).output == first)
    #expect(try balise(call + ["2"]).output != first)
  }

  @Test(
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil, "no field data"),
    arguments: [
      // scikit-learn's haversine DBSCAN on the sphere; pyproj 3.7.2 on the ellipsoid.
      (["--metric", "sphere", "--where", "src_where_prec <= 2"], 60, 951),
      (["--metric", "ellipsoid", "--where", "src_where_prec <= 2"], 60, 944),
      (["--metric", "sphere", "--location", "coded"], 83, 1195),
    ])
  func `Nigeria has the clusters that others find`(
    arguments: [String], clusters: Int, noise: Int
  ) throws {
    let input = try #require(fieldData("data/ucdp/nigeria_1990_2019_hdx.csv"))
    let location = arguments.contains("--location") ? [] : ["--location", "point"]
    let run = try balise(
      ["cluster", input.path, "--eps", "10km", "--min-points", "10", "--summary"]
        + ["--format", "json"] + location + arguments)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(object["clusters"] as? Int == clusters)
    #expect(object["noise"] as? Int == noise)
  }
}
