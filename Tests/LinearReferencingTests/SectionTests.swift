import Geodesy
import LinearReferencing
import SimpleFeatures
import TestSupport
import Testing

@Suite("Sections of routes")
struct SectionTests {
  @Test("between stops run from one's position to the other's, through those between")
  func stops() throws {
    let route = try Sahel.route(Sahel.track)
    let section = try route.section(fromStop: "tabankort", toStop: "TESSALIT")
    #expect(section.line.coordinates == Sahel.track[1...4].map(\.coordinate))
    let back = try route.section(fromStop: "Tessalit", toStop: "Tabankort")
    #expect(back.line.coordinates == Sahel.track[1...4].map(\.coordinate).reversed())
    #expect(back.fromKilometers == section.toKilometers)
    #expect(back.roadKilometers == section.roadKilometers)
    #expect(back.lengthMeters == section.lengthMeters)
    #expect(throws: RouteError.self) { try route.section(fromStop: "Gao", toStop: "Nowhere") }
  }

  @Test("add up, in kilometres of road and metres of line")
  func sums() throws {
    let seed: UInt64 = 41
    var random = SplitMix64(seed: seed)
    for round in 0..<60 {
      let route = try LocateTests.randomRoute(&random)
      let cuts =
        ([0, route.lengthKilometers]
        + (0..<6).map { _ in Double.random(in: 0...route.lengthKilometers, using: &random) })
        .sorted()
      var road = 0.0
      var line = 0.0
      for (from, to) in zip(cuts, cuts.dropFirst()) {
        let section = try route.section(fromKilometers: from, toKilometers: to)
        road += section.roadKilometers
        line += section.lengthMeters
        let measured = Geodesic.wgs84.length(of: section.line)
        #expect(abs(measured - section.lengthMeters) < 1e-5, "seed \(seed), round \(round)")
      }
      #expect(abs(road - route.lengthKilometers) < 1e-9, "seed \(seed), round \(round)")
      #expect(abs(line - route.lineLengthMeters) < 1e-5, "seed \(seed), round \(round)")
      let whole = try route.section(fromKilometers: 0, toKilometers: route.lengthKilometers)
      #expect(whole.line == route.line, "seed \(seed), round \(round)")
    }
  }

  @Test("over the antimeridian keep continuous longitudes; positions are brought into range")
  func antimeridian() throws {
    let route = try Route(
      id: "fiji", name: "Fiji",
      line: LineString(
        [(178.5, -17.0), (179.5, -17.2), (-179.5, -16.8), (-178.5, -17.0)].map {
          Coordinate(x: $0.0, y: $0.1)
        }))
    #expect(route.line.coordinates.map(\.longitude) == [178.5, 179.5, 180.5, 181.5])
    #expect(abs(route.lengthKilometers - 332.8433492098347) < 1e-9)
    for (from, to) in [(20.0, 300.0), (300, 20), (170, 250)] {
      let section = try route.section(fromKilometers: from, toKilometers: to)
      let longitudes = section.line.coordinates.map(\.longitude)
      #expect(longitudes == (from < to ? longitudes.sorted() : longitudes.sorted().reversed()))
      #expect((longitudes.max() ?? 0) > 180)
    }
    for kilometers in stride(from: 0, through: 310, by: 10.0) {
      let point = try route.interpolate(atKilometers: kilometers)
      #expect(abs(point.longitude) <= 180)
      let located = try #require(route.locate(point).first)
      #expect(abs(located.measureKilometers - kilometers) < 1e-6)
      #expect(abs(located.point.longitude) <= 180)
    }
  }

  @Test("outside the route are refused with its range; of no length are two equal positions")
  func range() throws {
    let route = try Sahel.route(
      [Sahel.gao, Sahel.bourem], [Sahel.span("Gao", "Bourem", 97)])
    for (from, to) in [(-0.001, 5.0), (0, 97.001), (.nan, 5)] {
      let error = try #require(throws: RouteError.self) {
        try route.section(fromKilometers: from, toKilometers: to)
      }
      #expect(error.description.contains("from 0 to 97.0 km"))
    }
    #expect(throws: RouteError.self) { try route.interpolate(atKilometers: 98) }
    let point = try route.section(fromKilometers: 50, toKilometers: 50)
    #expect(point.line.coordinates.count == 2)
    #expect(point.line.coordinates[0] == point.line.coordinates[1])
    #expect(point.lengthMeters == 0)
  }
}
