import Foundation
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
    try admission(selection, place, on: ground).isPossible
  }

  private static func admission(_ selection: Selection, _ place: Place, on ground: Ground) throws
    -> Admission
  {
    let resolved = try ground.resolve(place)
    return try SelectionTest(selection, on: ground)
      .admission(DayInterval(nil), resolved, ground.membership(of: resolved))
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
    #expect(selection.isEverything)
    #expect(try Self.admits(selection, .unknown, on: ground))
  }

  @Test(
    "in a region: what could lie there; a point on a border is in the region that it is counted in")
  func region() throws {
    let ground = try Shipped.ground()
    var selection = Selection()
    selection.regions = [try #require(Shipped.atlas.firstLevel.region(id: "MLI.kidal"))]
    let cases: [(Place, Bool)] = [
      (.exact(at(1.40921, 18.44345)), true), (.exact(Self.gao), false),
      (.exact(at(1.97583, 17.97523)), false), (.unknown, false),
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

  @Test("during: certain, possible or a share of the days; nothing without any date")
  func during() throws {
    func days(_ text: String) throws -> DayInterval { DayInterval(try UncertainDate(edtf: text)) }
    let month = (first: Day("2025-02-01"), last: Day("2025-02-28"))
    // Shares: days in common over days of the date, counted by hand.
    let cases: [(String, Admission)] = [
      ("2025-02-01", .certain), ("2025-02-28", .certain), ("2025-02?", .certain),
      ("2025-01-31", .none), ("2025-03-01", .none), ("2024", .none),
      ("2025", Admission(isCertain: false, isPossible: true, share: 28.0 / 365)),
      ("2024-12-01/2025-02-01", Admission(isCertain: false, isPossible: true, share: 1.0 / 63)),
      ("2025-02-28/..", Admission(isCertain: false, isPossible: true, share: 0)),
      ("2025-03-01/..", .none), ("../2025-01-31", .none),
      ("../2025-02-01", Admission(isCertain: false, isPossible: true, share: 0)),
    ]
    for (text, expected) in cases {
      #expect(try days(text).admission(in: month) == expected, "\(text)")
    }
    #expect(DayInterval(nil).admission(in: month) == .none)
    #expect(try days("2030").admission(in: (month.first, nil)) == .certain)
    #expect(try days("2025-02-01/..").admission(in: (month.first, nil)) == .certain)
    #expect(try days("2020").admission(in: (month.first, nil)) == .none)
    #expect(try days("2020").admission(in: (nil, month.first)) == .certain)
    #expect(try days("2026").admission(in: (nil, month.first)) == .none)
  }

  @Test("the founding route is in Kidal by 0.606, and by the part of the kinds together")
  func shares() throws {
    let ground = try Shipped.ground()
    let founding = Place.routeSection(
      route: "gao-adrar", from: .stop("Gao"), to: .border(of: "Algeria"))
    var selection = Selection()
    selection.regions = [try #require(Shipped.atlas.firstLevel.region(id: "MLI.kidal"))]
    let kidal = try Self.admission(selection, founding, on: ground)
    #expect(!kidal.isCertain && kidal.isPossible && abs(kidal.share - 0.606) < 5e-4)
    // A country and a region in it are not counted twice.
    selection.regions.append(try #require(Shipped.atlas.countries.region(id: "MLI")))
    #expect(try Self.admission(selection, founding, on: ground) == .certain)
    selection.regions.removeLast()
    selection.box = Envelope(minX: -10, minY: 10, maxX: 10, maxY: 30)
    let boxed = try Self.admission(selection, founding, on: ground)
    #expect(abs(boxed.share - kidal.share) < 1e-4 && !boxed.isCertain)
    selection.box = Envelope(minX: 30, minY: 10, maxX: 40, maxY: 30)
    #expect(try Self.admission(selection, founding, on: ground) == .none)
  }

  @Test("half of a disc is in a box through its centre, all of it in a wide circle")
  func discs() throws {
    let ground = try Shipped.ground()
    var selection = Selection()
    selection.box = Envelope(minX: -0.04472, minY: 10, maxX: 10, maxY: 20)
    let half = try Self.admission(selection, disc(Self.gao, 25_000), on: ground)
    #expect(!half.isCertain && abs(half.share - 0.5) < 1e-4)
    selection = Selection()
    selection.vicinities = [.init(center: Self.gao, withinMeters: 50_000)]
    let disc25 = { disc(Self.destination(90, $0, from: Self.gao), 25_000) }
    #expect(try Self.admission(selection, disc25(24_999), on: ground) == .certain)
    #expect(try Self.admission(selection, disc25(75_001), on: ground) == .none)
    let lens = try Self.admission(selection, disc25(50_000), on: ground)
    #expect(!lens.isCertain && lens.isPossible && abs(lens.share - lensShare(50, 25, 50)) < 1e-3)
  }
}

/// The part of the second circle that lies in the first (Weisstein, "Circle-Circle Intersection",
/// MathWorld, equation 14).
private func lensShare(_ R: Double, _ r: Double, _ d: Double) -> Double {
  let first = r * r * acos((d * d + r * r - R * R) / (2 * d * r))
  let second = R * R * acos((d * d + R * R - r * r) / (2 * d * R))
  let kite = ((-d + r + R) * (d + r - R) * (d - r + R) * (d + r + R)).squareRoot() / 2
  return (first + second - kite) / (.pi * r * r)
}
