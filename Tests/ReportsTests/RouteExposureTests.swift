import Datasets
import Foundation
import IncidentAnalysis
import IncidentMapping
import Incidents
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import SpatialStatistics
import TestSupport
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Incidents and tolls along a route")
struct RouteExposureTests {
  private static let shipped = Result {
    try Atlas(folder: packageFolder.appending(path: "Geodata"))
  }

  /// Mapped as the program maps them: a document with places on a route.
  private static func located(_ places: [(place: String, toll: String)]) throws
    -> [LocatedIncident]
  {
    let text =
      "balise: 1\nincidents:\n"
      + places.enumerated().map { number, incident in
        """
          - id: SYNTHETIC-\(number)
            title: SYNTHETIC
            date: 2024-03-0\(number + 1)
            place: \(incident.place)
            claims:
              - { source: SYNTHETIC, stance: alleges, toll: "\(incident.toll)" }

        """
      }.joined()
    let file = try temporaryFolder().appending(path: "route.yaml")
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    try Data(text.utf8).write(to: file)
    var mapper = IncidentMapper(atlas: try shipped.get())
    mapper.tally = .mapped()
    mapper.makesFeatures = false
    var incidents: [LocatedIncident] = []
    var seen = SeenRecords()
    _ = try mapper.map(
      try IncidentSource(path: file.path), seen: &seen, report: { Issue.record("\($0)") },
      note: { _ in }, emit: { _ in }, sum: { incidents += $0.located })
    return incidents
  }

  private static func exposure(
    _ incidents: [LocatedIncident], stretch: ClosedRange<Double>? = nil
  ) throws -> RouteExposure {
    let atlas = try shipped.get()
    let route = try atlas.route(named: "gao-adrar")
    let ends =
      [0]
      + route.stops.map(\.measureKilometers).filter { $0 > 1 && $0 < route.lengthKilometers - 1 }
      + [route.lengthKilometers]
    let placement = try RoutePlacement(
      incidents, along: route, breaks: ends, corridorMeters: 25_000, on: atlas)
    return RouteExposure(
      placement,
      try placement.sections(ends, replications: 1, replicates: 0, seed: 1, on: atlas),
      stretch: stretch ?? 0...route.lengthKilometers, days: nil)
  }

  private static let places = [
    (
      place: "{ route_section: { route: gao-adrar, from: { stop: Gao }, to: { stop: Anefis } } }",
      toll: ">=24"
    ),
    (place: "{ exact: { lon: 0.85889, lat: 19.46139 } }", toll: "3-5"),
    (place: "{ exact: { lon: 10.013, lat: 10.027 } }", toll: "100"),
  ]

  @Test func `an incident counts by the part of its place on each section`() throws {
    let exposure = try Self.exposure(try Self.located(Self.places))
    #expect(exposure.count == 2)
    let first = Array(exposure.sections.prefix(3))
    #expect(
      first.map(\.name) == ["Gao – Almoustarat", "Almoustarat – Tabankort", "Tabankort – Anefis"])
    // Gao to Anefis by metres.
    let lengths = first.map { $0.total.to - $0.total.from }
    for (section, length) in zip(first, lengths) {
      #expect(abs(section.total.incidents - length / lengths.reduce(0, +)) < 1e-6)
      #expect((section.sums.certain, section.sums.possible) == (0, 1))
      #expect(section.sums.killedLeast == 0 && section.sums.isOpen)
      // An open toll counts up to twice its least, by convention.
      #expect(abs(section.total.killed - 36 * section.total.incidents) < 1e-6)
    }
  }

  @Test func `a point is certain where it lies, with its toll as an interval`() throws {
    let exposure = try Self.exposure(try Self.located(Self.places))
    let certain = exposure.sections.filter { $0.sums.certain > 0 }
    #expect(certain.map(\.name) == ["Aguelhok – Tessalit"])
    let section = try #require(certain.first)
    #expect((section.sums.killedLeast, section.sums.killedMost) == (3, 5))
    #expect(!section.sums.isOpen)
    // Garwood's interval of one: chi-squared quantiles at 2 and 4 degrees of freedom, halved.
    #expect(abs(section.total.interval.low - -log(0.975)) < 1e-9)
    #expect(abs(section.total.interval.high - 5.571643390938898) < 1e-9)
    #expect(abs(section.rate(1) - 100 / (section.total.to - section.total.from)) < 1e-9)
  }

  @Test func `only the stretch that is asked for is told`() throws {
    let exposure = try Self.exposure(try Self.located(Self.places), stretch: 0...130)
    #expect(exposure.sections.map(\.name) == ["Gao – Almoustarat"])
    #expect(exposure.stops.map(\.name) == ["Gao", "Almoustarat"])
    #expect(exposure.count == 1)
  }

  @Test(arguments: ReportLanguage.allCases)
  func `table and chart hold each section`(language: ReportLanguage) throws {
    let exposure = try Self.exposure(try Self.located(Self.places))
    let table = RouteTable(exposure: exposure, id: "route1", words: ReportWords(language: language))
      .table
    #expect(table.rows.count == 10)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    let svg = try #require(table.svg)
    for stop in exposure.stops { #expect(svg.contains(">\(SVG.escaped(stop.name)) ")) }
    #expect(!svg.contains("style="))
    #expect(try XMLDocument(xmlString: svg).rootElement()?.name == "svg")
  }

  @Test func `nothing on a route is a chart too`() throws {
    let table = RouteTable(
      exposure: try Self.exposure([]), id: "route1", words: ReportWords(language: .english)
    ).table
    #expect(table.rows.allSatisfy { $0[2...5] == ["0", "0.00", "0", "0.00"] })
    #expect(table.svg?.contains("nan") == false)
  }
}
