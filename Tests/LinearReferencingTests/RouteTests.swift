import Geodesy
import LinearReferencing
import SimpleFeatures
import Testing

@Suite("Routes")
struct RouteTests {
  /// Source of the distance: geographiclib 2.1 (Python), sum of the inverse over the legs.
  @Test("without calibration measure the geodesic length of their line")
  func uncalibrated() throws {
    let route = try Sahel.route(Sahel.track)
    #expect(abs(route.lengthKilometers - 1323.5596098547285) < 1e-9)
    #expect(abs(route.lineLengthMeters - 1323559.609854728) < 1e-6)
    #expect(route.measures.count == 9)
    #expect(route.measures == route.measures.sorted())
    #expect(route.measures == route.stops.map(\.measureKilometers))
  }

  @Test("read the published road distances at their stops, and evenly in between")
  func calibrated() throws {
    let route = try Sahel.route(
      [Sahel.gao, Sahel.bourem, Sahel.kidal],
      [Sahel.span("gao", "BOUREM", 97), Sahel.span("Bourem", "Kidal", 308)])
    #expect(route.stops.map(\.measureKilometers) == [0, 97, 405])
    #expect(route.lengthKilometers == 405)
    let halfway = route.lineMeters(atKilometers: 48.5)
    let leg = Geodesic.wgs84.distance(from: Sahel.gao.coordinate, to: Sahel.bourem.coordinate)
    #expect(abs(halfway - leg / 2) < 1e-6)
    #expect(abs(route.kilometers(atLineMeters: halfway) - 48.5) < 1e-12)
    let middle = Geodesic.wgs84.interpolate(
      from: Sahel.gao.coordinate, to: Sahel.bourem.coordinate, fraction: 0.5)
    let there = try route.interpolate(atKilometers: 48.5)
    #expect(Geodesic.wgs84.distance(from: there, to: middle) < 1e-6)
    #expect(route.kilometers(atLineMeters: -5) == 0)
    #expect(route.kilometers(atLineMeters: 1e9) == 405)
    #expect(route.lineMeters(atKilometers: -5) == 0)
    #expect(route.lineMeters(atKilometers: 1e9) == route.lineLengthMeters)
  }

  @Test("calibrated in part keep the geodesic length elsewhere")
  func partlyCalibrated() throws {
    let plain = try Sahel.route(Sahel.track)
    let route = try Sahel.route(Sahel.track, [Sahel.span("Anéfis", "Tessalit", 400)])
    let added = 400 - (plain.stops[4].measureKilometers - plain.stops[2].measureKilometers)
    #expect(added > 0)
    for (index, stop) in route.stops.enumerated() {
      let expected = plain.stops[index].measureKilometers
      let shift = index <= 2 ? 0 : index == 3 ? nil : added
      if let shift { #expect(abs(stop.measureKilometers - expected - shift) < 1e-9) }
    }
  }

  @Test("refuse a road shorter than the line, with both figures")
  func impossibleRoad() throws {
    let error = try #require(throws: RouteError.self) {
      try Sahel.route([Sahel.ansongo, Sahel.menaka], [Sahel.span("Ansongo", "Ménaka", 191)])
    }
    #expect(error.description.contains("191.0 km by road"))
    #expect(error.description.contains("205.576 km"))
    #expect(error.description.contains("Ansongo to Ménaka"))
  }

  @Test("accept the published distances that can be")
  func possibleRoads() throws {
    _ = try Sahel.route([Sahel.gao, Sahel.ansongo], [Sahel.span("Gao", "Ansongo", 100)])
    let douentza = Sahel.stop("Douentza", -2.9497, 15.0017)
    _ = try Sahel.route([Sahel.gao, douentza], [Sahel.span("Gao", "Douentza", 397)])
  }

  @Test("refuse lines, stops and spans that cannot be, and say which")
  func refusals() throws {
    func refusal(
      _ coordinates: [(Double, Double)], _ stops: [RouteStop] = [],
      _ calibration: [CalibrationSpan] = [], corridor: Double = 0
    ) throws -> String {
      try #require(throws: RouteError.self) {
        try Route(
          id: "x", name: "X", line: LineString(coordinates.map { Coordinate(x: $0.0, y: $0.1) }),
          stops: stops, calibration: calibration, corridorMeters: corridor)
      }.description
    }
    #expect(try refusal([]).contains("2 or more positions"))
    #expect(try refusal([(1, 1)]).contains("has 1"))
    #expect(try refusal([(1, 1), (1, 1), (2, 2)]).contains("Positions 1 and 2"))
    #expect(try refusal([(1, 1), (2, 91)]).contains("Position 2"))
    #expect(try refusal([(.nan, 1), (2, 9)]).contains("Position 1"))
    #expect(try refusal([(1, 1), (2, 2)], corridor: -1).contains("corridor"))
    let line = [(0.0, 10.0), (0.0, 11.0), (1.0, 11.0)]
    let a = Sahel.stop("A", 0, 10.25)
    let b = Sahel.stop("B", 0, 11)
    let c = Sahel.stop("C", 1, 11)
    #expect(try refusal(line, [Sahel.stop("Far", 0.01, 10)]).contains("lies 1.096 km"))
    #expect(try refusal(line, [Sahel.stop("None", 0, 91)]).contains("\"None\""))
    #expect(try refusal(line, [b, a]).contains("\"A\" of route \"X\" comes before \"B\""))
    #expect(try refusal(line, [a, Sahel.stop("á", 0, 11)]).contains("two stops"))
    let stops = [a, b, c]
    #expect(try refusal(line, stops, [Sahel.span("A", "D", 500)]).contains("\"D\""))
    #expect(try refusal(line, stops, [Sahel.span("B", "A", 500)]).contains("backwards"))
    #expect(try refusal(line, stops, [Sahel.span("A", "A", 500)]).contains("backwards"))
    let overlapping = [Sahel.span("A", "C", 500), Sahel.span("B", "C", 500)]
    #expect(try refusal(line, stops, overlapping).contains("overlap"))
    let unordered = [Sahel.span("B", "C", 500), Sahel.span("A", "B", 500)]
    #expect(try refusal(line, stops, unordered).contains("order"))
    #expect(try refusal(line, stops, [Sahel.span("A", "B", .nan)]).contains("nan"))
    #expect(try refusal(line, stops, [Sahel.span("A", "B", .infinity)]).contains("inf"))
  }

  @Test("met twice place a stop at the first passage after the stop before it")
  func passedTwice() throws {
    // Out along a parallel, back over the same place, and on.
    let line = LineString(
      [(0.0, 10.0), (1.0, 10.0), (1.0, 11.0), (0.0, 11.0), (0.0, 10.0), (-1.0, 10.0)].map {
        Coordinate(x: $0.0, y: $0.1)
      })
    let east = Sahel.stop("East", 1, 10)
    let start = Sahel.stop("Start", 0, 10)
    let first = try Route(id: "a", name: "A", line: line, stops: [start, east])
    #expect(first.stops[0].measureKilometers == 0)
    let second = try Route(id: "b", name: "B", line: line, stops: [east, start])
    #expect(second.stops[1].measureKilometers > 400)
  }

  @Test("find stops whatever the case, accents and punctuation, by any name")
  func stopNames() throws {
    let route = try Sahel.route(Sahel.track)
    let cases = [
      ("gao", "Gao"), ("GAO", "Gao"), ("gawo", "Gao"), ("ANEFIS", "Anéfis"),
      ("anéfis", "Anéfis"), ("aguel hoc", "Aguelhok"), ("in-khalil", "In Khalil"),
      ("I n Khalil", "In Khalil"), ("  tessalit ", "Tessalit"),
    ]
    for (asked, found) in cases {
      #expect(try route.stop(named: asked).name == found)
    }
  }

  @Test("name the nearest stops when there is none of the name")
  func unknownStop() throws {
    let route = try Sahel.route(Sahel.track)
    let error = try #require(throws: RouteError.self) { try route.stop(named: "Tesalit") }
    #expect(error.description.contains("the nearest names are \"Tessalit\""))
    #expect(throws: RouteError.self) { try route.stop(named: "") }
    let bare = try Route(
      id: "b", name: "Bare", line: LineString(Sahel.track.map(\.coordinate)))
    let none = try #require(throws: RouteError.self) { try bare.stop(named: "Gao") }
    #expect(none.description.contains("has no stops"))
  }

  @Test("travelled the other way mirror their measures")
  func reversed() throws {
    let route = try Sahel.route(Sahel.track, [Sahel.span("Anéfis", "Tessalit", 400)])
    let back = route.reversed()
    #expect(back.lengthKilometers == route.lengthKilometers)
    #expect(back.stops.map(\.name) == route.stops.map(\.name).reversed())
    #expect(back.calibration.first?.fromStop == "Tessalit")
    for (there, here) in zip(route.measures, back.measures.reversed()) {
      #expect(abs(there + here - route.lengthKilometers) < 1e-9)
    }
    for kilometers in stride(from: 0, to: route.lengthKilometers, by: 37) {
      let there = try route.interpolate(atKilometers: kilometers)
      let here = try back.interpolate(atKilometers: route.lengthKilometers - kilometers)
      #expect(Geodesic.wgs84.distance(from: there, to: here) < 1e-6)
      #expect(
        abs(
          back.lineMeters(atKilometers: kilometers)
            - (route.lineLengthMeters
              - route.lineMeters(atKilometers: route.lengthKilometers - kilometers))) < 1e-6)
    }
    // What a route gives when reversed can be made as a route of its own.
    let again = try Route(
      id: "r", name: "R", line: back.line, stops: back.stops, calibration: back.calibration)
    #expect(abs(again.lengthKilometers - route.lengthKilometers) < 1e-9)
  }
}
