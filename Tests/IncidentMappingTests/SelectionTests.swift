import Geodesy
import Incidents
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import Testing

@testable import IncidentMapping

@Suite("Selection")
struct SelectionTests {
  private static let gao = at(-0.04472, 16.27167)

  private static func admits(_ selection: Selection, _ place: Place, on ground: Ground) throws
    -> Bool
  {
    let areas = try selection.areas(in: ground.context)
    return try selection.admits(ground.resolve(place), areas: areas)
  }

  private static func destination(_ azimuth: Double, _ meters: Double, from point: Coordinate)
    -> Coordinate
  {
    Geodesic.wgs84.direct(from: point, azimuthDegrees: azimuth, distanceMeters: meters).destination
  }

  @Test("everything is selected where nothing is asked")
  func everything() throws {
    let ground = try Shipped.ground()
    let selection = Selection()
    #expect(selection.isEverything && selection.admits(nil))
    #expect(try Self.admits(selection, .unknown, on: ground))
  }

  @Test("in a region: what could lie there, borders included")
  func region() throws {
    let ground = try Shipped.ground()
    var selection = Selection()
    selection.regions = [try #require(Shipped.atlas.firstLevel.region(id: "MLI.kidal"))]
    let cases: [(Place, Bool)] = [
      (.exact(at(1.40921, 18.44345)), true), (.exact(Self.gao), false),
      (.exact(at(1.97583, 17.97523)), true), (.unknown, false),
      (disc(at(1.0123, 21.3), 10_000), false), (disc(at(1.0123, 21.3), 60_000), true),
      (.routeSection(route: "gao-adrar", from: .stop("Gao"), to: .stop("Anefis")), false),
      (.routeSection(route: "gao-adrar", from: .stop("Gao"), to: .stop("Tessalit")), true),
      (.area(AreaReference(names: ["Mali"], level: 0)), true),
      (.area(AreaReference(names: ["Bamako"], level: 1, country: "Mali")), false),
      (
        .mixture([
          .init(weight: 1, place: .exact(Self.gao)),
          .init(weight: 1, place: .exact(at(1.40921, 18.44345))),
        ]), true
      ),
      (
        .mixture([
          .init(weight: 1, place: .exact(Self.gao)), .init(weight: 1, place: .unknown),
        ]), false
      ),
    ]
    for (place, expected) in cases {
      #expect(try Self.admits(selection, place, on: ground) == expected, "\(place)")
    }
    // Conditions of one kind are alternatives.
    selection.regions.append(try #require(Shipped.atlas.firstLevel.region(id: "MLI.gao")))
    #expect(try Self.admits(selection, .exact(Self.gao), on: ground))
  }

  @Test("in Fiji: on both sides of the antimeridian and on it")
  func antimeridianRegion() throws {
    let ground = try Shipped.ground()
    var selection = Selection()
    selection.regions = [try #require(Shipped.atlas.countries.region(id: "FJI"))]
    for place in [
      Place.exact(at(180, -16.8)), .exact(at(-180, -16.8)), .exact(at(178.44, -18.13)),
      disc(at(-179.5, -16.9), 75_500), disc(at(179.97, -16.85), 5000),
    ] {
      #expect(try Self.admits(selection, place, on: ground), "\(place)")
    }
    #expect(try !Self.admits(selection, disc(at(-179.5, -16.88), 5000), on: ground))
  }

  @Test("near a point: exact on the ellipsoid for points, by footprint for the rest")
  func near() throws {
    let ground = try Shipped.ground()
    for center in [Self.gao, at(179.999, -16.8), at(20, 89.95), at(0, -90)] {
      var selection = Selection()
      selection.vicinities = [.init(center: center, withinMeters: 25_000)]
      for azimuth in stride(from: 0.0, to: 360, by: 15) {
        let inside = Self.destination(azimuth, 24_999.9, from: center)
        let outside = Self.destination(azimuth, 25_000.1, from: center)
        #expect(try Self.admits(selection, .exact(inside), on: ground), "\(center) \(azimuth)")
        #expect(try !Self.admits(selection, .exact(outside), on: ground), "\(center) \(azimuth)")
        let far = Self.destination(azimuth, 60_000, from: center)
        #expect(try Self.admits(selection, disc(far, 35_100), on: ground), "\(center) \(azimuth)")
        #expect(try !Self.admits(selection, disc(far, 34_900), on: ground), "\(center) \(azimuth)")
      }
    }
  }

  @Test("near with a distance of 0 is the point itself")
  func nearZero() throws {
    let ground = try Shipped.ground()
    var selection = Selection()
    selection.vicinities = [.init(center: Self.gao, withinMeters: 0)]
    #expect(try Self.admits(selection, .exact(Self.gao), on: ground))
    #expect(try !Self.admits(selection, .exact(at(-0.04473, 16.27167)), on: ground))
    #expect(try Self.admits(selection, disc(at(-0.1, 16.27), 10_000), on: ground))
    #expect(try !Self.admits(selection, disc(at(-1, 16.27), 10_000), on: ground))
  }

  @Test("along a stretch of a route: by distance from the stretch, not from the rest of the route")
  func along() throws {
    let ground = try Shipped.ground()
    let route = try Shipped.atlas.route(named: "gao-adrar")
    let anefis = try route.stop(named: "Anefis").measureKilometers
    for (from, to) in [(0, anefis), (anefis, 0)] {
      var selection = Selection()
      selection.corridors = [
        .init(route: route, fromKilometers: from, toKilometers: to, withinMeters: 25_000)
      ]
      // Due west of the first stop, whose leg runs north by east.
      let west = { Self.destination(276.6, $0, from: Self.gao) }
      #expect(try Self.admits(selection, .exact(west(24_990)), on: ground))
      #expect(try !Self.admits(selection, .exact(west(25_010)), on: ground))
      #expect(try Self.admits(selection, disc(west(40_000), 15_100), on: ground))
      #expect(try !Self.admits(selection, disc(west(40_000), 14_900), on: ground))
      let tessalit = at(1.01186, 20.20126)
      #expect(try !Self.admits(selection, .exact(tessalit), on: ground))
      #expect(try Self.admits(selection, .exact(at(0.60111, 18.04)), on: ground))
    }
    var line = Selection()
    line.corridors = [
      .init(route: route, fromKilometers: 0, toKilometers: anefis, withinMeters: 0)
    ]
    #expect(try !Self.admits(line, .exact(at(-0.05, 16.27)), on: ground))
    #expect(try Self.admits(line, disc(at(-0.05, 16.27), 5000), on: ground))
  }

  @Test("in a box: edges included, over the antimeridian where west is greater than east")
  func box() throws {
    let ground = try Shipped.ground()
    var selection = Selection()
    selection.box = Envelope(minX: 177, minY: -20, maxX: -178, maxY: -15)
    let cases: [(Place, Bool)] = [
      (.exact(at(177, -15)), true), (.exact(at(180, -17)), true), (.exact(at(-180, -17)), true),
      (.exact(at(-178, -20)), true), (.exact(at(-177.9, -17)), false),
      (.exact(at(176.9, -17)), false), (.exact(at(0, -17)), false),
      (disc(at(176, -17), 90_000), false), (disc(at(176, -17), 120_000), true),
      (disc(at(-177, -17), 90_000), false), (disc(at(-177, -17), 120_000), true),
      (.unknown, false),
    ]
    for (place, expected) in cases {
      #expect(try Self.admits(selection, place, on: ground) == expected, "\(place)")
    }
    selection.box = Envelope(minX: -1, minY: 16, maxX: 1, maxY: 17)
    #expect(try Self.admits(selection, .exact(Self.gao), on: ground))
    #expect(try !Self.admits(selection, .exact(at(1.1, 16.5)), on: ground))
    #expect(try Self.admits(selection, .exact(at(1, 17)), on: ground))
  }

  @Test("kinds add up")
  func conjunction() throws {
    let ground = try Shipped.ground()
    var selection = Selection()
    selection.regions = [try #require(Shipped.atlas.firstLevel.region(id: "MLI.gao"))]
    selection.vicinities = [.init(center: Self.gao, withinMeters: 10_000)]
    #expect(try Self.admits(selection, .exact(Self.gao), on: ground))
    #expect(try !Self.admits(selection, .exact(at(0.6, 16.27)), on: ground))
    selection.box = Envelope(minX: 5, minY: 5, maxX: 6, maxY: 6)
    #expect(try !Self.admits(selection, .exact(Self.gao), on: ground))
  }

  @Test("during: whatever could have happened on those days; nothing without any date")
  func during() throws {
    func days(_ first: String?, _ last: String?) -> Selection {
      var selection = Selection()
      selection.days = (first.flatMap { Day($0) }, last.flatMap { Day($0) })
      return selection
    }
    let month = days("2025-02-01", "2025-02-28")
    let cases: [(String, Bool)] = [
      ("2025-02-01", true), ("2025-02-28", true), ("2025-01-31", false), ("2025-03-01", false),
      ("2025", true), ("2025-02?", true), ("2024-12-01/2025-02-01", true), ("2024", false),
      ("2025-02-28/..", true), ("2025-03-01/..", false), ("../2025-02-01", true),
      ("../2025-01-31", false),
    ]
    for (text, expected) in cases {
      #expect(month.admits(try UncertainDate(edtf: text)) == expected, "\(text)")
    }
    #expect(!month.admits(nil))
    #expect(days("2025-02-01", nil).admits(try UncertainDate(edtf: "2030")))
    #expect(!days("2025-02-01", nil).admits(try UncertainDate(edtf: "2020")))
    #expect(days(nil, "2025-02-01").admits(try UncertainDate(edtf: "2020")))
    #expect(!days(nil, "2025-02-01").admits(try UncertainDate(edtf: "2026")))
  }
}
