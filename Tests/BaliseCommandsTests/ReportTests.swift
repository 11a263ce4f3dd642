import Foundation
import TestSupport
import Testing

@Suite("balise report")
struct ReportTests {
  private static let founding = "../../Geodata/incidents/gao-algeria-2025.yaml"

  @Test(arguments: [
    ["report", "Inputs/clusters-synthetic.csv"],
    ["report", founding, "--language", "fr"],
    ["report", founding, "--format", "markdown"],
  ])
  func `the same bytes with one thread and with three`(call: [String]) throws {
    let one = try balise(call + ["--threads", "1"])
    let three = try balise(call + ["--threads", "3"])
    #expect(one.output == three.output)
    #expect(one.output.count > 1000)
  }

  static let refusals = [
    Refusal(
      "report", founding, "--format", "text", "--template", ".", status: 64, says: ["--format html"]
    ),
    Refusal(
      "report", founding, "--logo", founding, status: 1, says: ["no PNG, JPEG, GIF, WebP or SVG"]),
    Refusal(
      "report", founding, "--template", "nowhere", status: 1, says: ["no folder \"nowhere\""]),
  ]

  @Test(arguments: refusals)
  func `what cannot be done is said`(refusal: Refusal) throws { try refusal.check() }
}
