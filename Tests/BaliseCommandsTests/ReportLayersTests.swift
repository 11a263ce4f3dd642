import Foundation
import TestSupport
import Testing

@Suite("What a report finds is what the verb finds")
struct ReportLayersTests {
  private static let input = "Inputs/clusters-synthetic.csv"

  /// The features of the first layer of a page.
  private static func layer(_ arguments: [String], of input: String = input) throws
    -> [NSDictionary]
  {
    let page = try balise(["report", input] + arguments)
    #expect(page.status == 0, "\(page.messages)")
    let start = try #require(page.text.range(of: "id=\"page-data\">"))
    let end = try #require(page.text[start.upperBound...].range(of: "</script>"))
    let data = try JSONSerialization.jsonObject(
      with: Data(page.text[start.upperBound..<end.lowerBound].utf8))
    let layers = try #require((data as? NSDictionary)?["layers"] as? [NSDictionary])
    return try features(try #require(layers.first)["features"])
  }

  /// The features of a file that another verb has written.
  private static func written(_ arguments: [String]) throws -> [NSDictionary] {
    let run = try balise(arguments)
    #expect(run.status == 0, "\(run.messages)")
    return try features(try JSONSerialization.jsonObject(with: Data(run.output)))
  }

  private static func features(_ collection: Any?) throws -> [NSDictionary] {
    try #require((collection as? NSDictionary)?["features"] as? [NSDictionary])
  }

  private static func number(_ name: String, of feature: NSDictionary) -> Double? {
    ((feature["properties"] as? NSDictionary)?[name] as? NSNumber)?.doubleValue
  }

  @Test func clusters() throws {
    let verb = try Self.written(["cluster", Self.input, "--eps", "10km", "--hulls", "-o", "-"])
      .filter { ($0["properties"] as? NSDictionary)?["cluster_role"] as? String == "hull" }
    #expect(!verb.isEmpty)
    #expect(try Self.layer(["--clusters", "10km"]) == verb)
  }

  @Test func scan() throws {
    let verb = try Self.written(["hotspots", "scan", Self.input, "--fragility", "-o", "-"])
    let found = verb.filter { (Self.number("p", of: $0) ?? 1) <= 0.05 }
    #expect(!found.isEmpty && found.count < verb.count)
    #expect(try Self.layer(["--hotspots", "scan", "--fragility"]) == found)
  }

  @Test func local() throws {
    let attested = "Inputs/attested-synthetic.yaml"
    let verb = try Self.written([
      "hotspots", "local", attested, "--grid", "prio", "--fragility", "--in", "Kidal", "-o", "-",
    ])
    let found = verb.filter { (Self.number("p_adjusted", of: $0) ?? 1) <= 0.05 }
    #expect(!found.isEmpty && found.count < verb.count)
    let own = try Self.layer(
      ["--hotspots", "local", "--fragility", "--in", "Kidal"], of: attested)
    #expect(own == found)
  }

  @Test func `the file of a verb gives the same layer`() throws {
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "scan.geojson").path
      let run = try balise(["hotspots", "scan", Self.input, "-o", file])
      #expect(run.status == 0, "\(run.messages)")
      #expect(
        try Self.layer(["--layer", "Scan=\(file)"]) == Self.layer(["--hotspots", "scan"]))
    }
  }

  @Test(arguments: [
    (["--language", "en"], ["A small p says", "population at risk", "equally likely", "seed: 1"]),
    (
      ["--language", "fr"],
      ["Un petit p dit", "population exposée", "également probables", "graine\u{A0}: 1"]
    ),
  ])
  func `the caveats stand beside the claim, the method in its place`(
    language: [String], says: [String]
  ) throws {
    let report = try balise(
      ["report", Self.input, "--hotspots", "scan", "--format", "markdown"] + language)
    for words in says { #expect(report.text.contains(words), "\(report.text)") }
    #expect(report.text.contains("999"))
  }

  @Test func `without the options nothing is claimed`() throws {
    let report = try balise(["report", Self.input, "--format", "text"])
    for word in ["hotspot", "A cluster", "small p"] { #expect(!report.text.contains(word)) }
  }

  @Test(arguments: ["scan", "local"])
  func `what cannot be tested is said on the page`(kind: String) throws {
    let report = try balise([
      "report", Self.input, "--during", "1999", "--hotspots", kind, "--clusters", "10km",
      "--format", "text",
    ])
    #expect(report.status == 0, "\(report.messages)")
    #expect(report.text.contains("Nothing could be tested."))
    #expect(report.text.contains("No incident was selected."))
  }

  static let refusals = [
    Refusal("report", input, "--clusters", "0km", status: 64, says: ["--clusters 0"]),
    Refusal("report", input, "--clusters", "10", status: 64, says: ["with its unit, km or m"]),
    Refusal("report", input, "--fragility", status: 64, says: ["--fragility goes with"]),
    Refusal("report", input, "--hotspots", "knox", status: 64, says: ["scan", "local"]),
    Refusal(
      "report", input, "--hotspots", "local", "--near", "Gao", status: 64, says: ["--study-area"]),
    Refusal("report", input, "--layer", "nowhere.geojson", status: 1, says: ["nowhere.geojson"]),
  ]

  @Test(arguments: refusals)
  func `what cannot be done is said`(refusal: Refusal) throws { try refusal.check() }
}
