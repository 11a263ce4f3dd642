import Foundation
import Incidents
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

@Suite("Membership of points and lines")
struct MembershipTests {
  @Test("the founding stretch: 567.0 km from Gao to the border, 0.606 in Kidal, 0.394 in Gao")
  func founding() throws {
    let ground = try Shipped.ground()
    let place = try ground.resolve(
      .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .border(of: "Algeria")))
    let membership = try ground.membership(of: place)
    // pyproj 3.7.2 and shapely 2.2 on the line densified to 500 m: 567.0062 km to 1.04239 E
    // 21.16980 N, of which 343,626.97 m in Kidal and 223,379.24 m in Gao.
    let section = try #require(place.section).section
    #expect(abs(section.toKilometers - 567.0062) < 0.001)
    #expect(abs(section.fromKilometers) < 1e-9)
    #expect(abs(membership.share("MLI.kidal") - 0.606037) < 1e-5)
    #expect(abs(membership.share("MLI.gao") - 0.393963) < 1e-5)
    #expect(membership.sharesText == "Kidal 0.606; Gao 0.394")
    #expect(membership.countries.map(\.region.id) == ["MLI"])
    #expect(abs((membership.countries.first?.share ?? 0) - 1) < 1e-9)
    #expect(place.kind == .routeSection && place.corridorMeters == 25_000)
    let end = try #require(section.line.coordinates.last)
    #expect(abs(end.longitude - 1.042387) < 1e-5 && abs(end.latitude - 21.169795) < 1e-5)
  }

  struct Line: Sendable, CustomTestStringConvertible {
    var name: String
    var place: Place
    var meters: Double
    var shares: [String: Double]
    var outside: Double
    var testDescription: String { name }

    static func between(_ a: Coordinate, _ b: Coordinate) -> Place {
      .between(
        .coordinate(a, name: nil), .coordinate(b, name: nil), at: nil, withinMeters: nil)
    }
  }

  /// By pyproj 3.7.2 and shapely 2.2: the geodesic cut every 200 m, laid over the polygons.
  static let lines: [Line] = [
    Line(
      name: "Gao to Kidal",
      place: .between(
        .named("Gao", country: "Mali"), .named("Kidal", country: "Mali"), at: nil,
        withinMeters: nil), meters: 285_738.65,
      shares: ["MLI.gao": 0.706705, "MLI.kidal": 0.293295], outside: 0),
    Line(
      name: "Kano to Zaria",
      place: .between(
        .named("Kano", country: "Nigeria"), .named("Zaria", country: "Nigeria"), at: nil,
        withinMeters: nil), meters: 131_028.29,
      shares: ["NGA.kano": 0.586862, "NGA.kaduna": 0.413138], outside: 0),
    Line(
      name: "Suva to Apia, over the antimeridian",
      place: Line.between(at(178.44149, -18.14161), at(-171.76666, -13.83333)),
      meters: 1_151_095.28,
      shares: ["FJI.central": 0.018673, "WSM.a-ana": 0.014252, "WSM.tuamasaga": 0.006834],
      outside: 0.955934),
    Line(
      name: "Murmansk to Nome, over the Arctic",
      place: Line.between(at(33.08, 68.97), at(-165.4, 64.5)), meters: 5_123_679.24,
      shares: ["USA.alaska": 0.035896, "RUS.murmansk": 0.009827, "RUS.arkhangel-sk": 0.0025],
      outside: 0.951777),
    Line(
      name: "Gao to Douentza by the road",
      place: .routeSection(route: "gao-sevare", from: .stop("Gao"), to: .stop("Douentza")),
      meters: 355_883.35,
      shares: ["MLI.mopti": 0.44051, "MLI.timbuktu": 0.351845, "MLI.gao": 0.207645], outside: 0),
    Line(
      name: "Anefis back to Gao",
      place: .routeSection(route: "gao-adrar", from: .stop("Anefis"), to: .stop("Gao")),
      meters: 216_608.32, shares: ["MLI.gao": 1], outside: 0),
  ]

  @Test("lines are shared by their length in each region", arguments: lines)
  func sharedByLength(_ row: Line) throws {
    let ground = try Shipped.ground()
    let place = try ground.resolve(row.place)
    guard case .line(_, let length) = place.shape else {
      Issue.record("not a line")
      return
    }
    #expect(abs(length - row.meters) < 0.02, "\(length)")
    let membership = try ground.membership(of: place)
    for (id, share) in row.shares {
      #expect(abs(membership.share(id) - share) < 2e-5, "\(id) \(membership.share(id))")
    }
    #expect(abs(membership.outside - row.outside) < 2e-5, "\(membership.outside)")
    #expect(abs(membership.sum - 1) < 1e-9)
  }

  struct Spot: Sendable {
    var longitude: Double
    var latitude: Double
    var region: String?
    var isTie = false
  }

  /// Vertices of the shipped polygons, and spots whose region shapely 2.2 finds.
  static let spots: [Spot] = [
    Spot(longitude: -0.04472, latitude: 16.27167, region: "MLI.gao"),
    Spot(longitude: 1.97583, latitude: 17.97523, region: "MLI.gao", isTie: true),
    Spot(longitude: 1.14652, latitude: 21.10171, region: "DZA.adrar", isTie: true),
    Spot(longitude: -0.88516, latitude: 18.95528, region: "MLI.gao", isTie: true),
    Spot(longitude: 0.00373, latitude: 21.8489, region: "DZA.adrar", isTie: true),
    Spot(longitude: 0.21847, latitude: 14.91098, region: "BFA.oudalan", isTie: true),
    Spot(longitude: 1.55635, latitude: 42.53811, region: "AND.andorra-la-vella", isTie: true),
    Spot(longitude: 0, latitude: 0, region: nil),
    Spot(longitude: -30, latitude: 10, region: nil),
    Spot(longitude: 0, latitude: 90, region: nil),
    Spot(longitude: 77, latitude: -90, region: "ATA.antarctica"),
    Spot(longitude: 34.4833, latitude: 31.5272, region: "PSX.gaza-strip"),
    Spot(longitude: 34.8, latitude: 32.05, region: "ISR.tel-aviv"),
    Spot(longitude: 180, latitude: 68.5, region: "RUS.chukchi-autonomous-okrug"),
    Spot(longitude: -180, latitude: 68.5, region: "RUS.chukchi-autonomous-okrug"),
    Spot(longitude: 180, latitude: -16.8, region: "FJI.northern"),
    Spot(longitude: -180, latitude: -16.8, region: "FJI.northern"),
    Spot(longitude: 180, latitude: 0, region: nil),
    Spot(longitude: 21.1655, latitude: 42.6629, region: "KOS.pristina"),
  ]

  @Test("a point lies in one region; on a border in the one with the smallest identifier")
  func points() throws {
    let ground = try Shipped.ground()
    for spot in Self.spots {
      let membership = try ground.membership(.exact(at(spot.longitude, spot.latitude)))
      #expect(membership.firstLevel.map(\.region.id) == [spot.region].compactMap(\.self), "\(spot)")
      #expect(membership.isBorderTie == spot.isTie, "\(spot)")
      #expect(membership.outside == (spot.region == nil ? 1 : 0), "\(spot)")
      #expect(membership.countries.count == membership.firstLevel.count)
    }
  }

  @Test("nothing is known of an unknown place: neither inside nor outside")
  func unknown() throws {
    let membership = try Shipped.ground().membership(.unknown)
    #expect(membership.firstLevel.isEmpty && membership.outside == 0)
    #expect(membership.sharesText.isEmpty)
  }

  @Test("a mixture is shared by its weights; what is unknown in it is not at sea")
  func mixture() throws {
    let ground = try Shipped.ground()
    let gao = Place.exact(at(-0.04472, 16.27167))
    let kidal = Place.exact(at(1.40921, 18.44345))
    let known = try ground.membership(
      .mixture([.init(weight: 1, place: gao), .init(weight: 3, place: kidal)]))
    #expect(known.sharesText == "Kidal 0.750; Gao 0.250")
    #expect(!known.isBorderTie)
    let partly = try ground.membership(
      .mixture([.init(weight: 1, place: gao), .init(weight: 3, place: .unknown)]))
    #expect(partly.share("MLI.gao") == 0.25)
    #expect(partly.outside == 0)
    #expect(partly.unknown == 0.75)
    #expect(
      partly.sharesText == "(unknown) 0.750; Gao 0.250"
        || partly.sharesText == "Gao 0.250; (unknown) 0.750")
    let sea = try ground.membership(
      .mixture([.init(weight: 1, place: gao), .init(weight: 1, place: .exact(at(-30, 10)))]))
    #expect(sea.outside == 0.5)
  }

  @Test("an area is its region whole; a country is shared among its regions")
  func areas() throws {
    let ground = try Shipped.ground()
    let kidal = try ground.membership(
      .area(AreaReference(names: ["Kidal"], level: 1, country: "Mali")))
    #expect(kidal.sharesText == "Kidal 1.000")
    for name in ["Mali", "Fiji", "Israel", "South Africa"] {
      let country = try ground.membership(.area(AreaReference(names: [name], level: 0)))
      #expect(country.countries.count == 1, "\(name)")
      #expect(abs(country.sum - 1) < 1e-9 && country.outside == 0, "\(name): \(country.sum)")
    }
  }

  /// By pyproj 3.7.2: the polygon, edges cut every 0.01 degrees, in the cylindrical equal-area
  /// projection.
  @Test(
    "the radius of an area is that of the disc of equal area",
    arguments: [
      ("MLI.kidal", 215_924.237), ("MLI.gao", 234_780.195), ("ECU.pichincha", 54_591.824),
      ("NOR.svalbard", 140_485.925), ("FJI.northern", 44_724.906),
      ("ATA.antarctica", 1_981_467.915),
    ])
  func areaRadius(_ id: String, _ radius: Double) throws {
    let ground = try Shipped.ground()
    let place = try ground.resolve(.area(AreaReference(names: [id], level: 1)))
    #expect(abs((place.radiusMeters ?? 0) / radius - 1) < 1e-6)
    #expect(place.region?.id == id && place.way == .areaByName)
    let point = try #require(place.representativePoint)
    #expect(try ground.membership(.exact(point)).firstLevel.first?.region.id == id)
  }

  @Test("what overlapping regions have in common goes to the smallest identifier")
  func overlap() throws {
    func region(_ id: String, _ west: Double, _ east: Double) -> Region {
      Region(
        id: id, name: id, level: 1, countryID: "X", countryName: "X",
        geometry: .polygon(
          Polygon(exterior: [
            at(west, 0), at(east, 0), at(east, 1), at(west, 1), at(west, 0),
          ])))
    }
    let shipped = try Shipped.atlas
    let set = BoundarySet(
      description: .init(id: "x", name: "X", date: "", accuracyMeters: 0, level: 1),
      regions: [region("b", 0, 2), region("a", 1, 3)])
    let country = BoundarySet(
      description: .init(id: "y", name: "Y", date: "", accuracyMeters: 0, level: 0),
      regions: [region("X", 0, 3)])
    let ground = try Ground(
      atlas: Atlas(
        countries: country, firstLevel: set, gazetteer: shipped.gazetteer, routes: [], groups: []))
    let wide = try ground.membership(disc(at(1.5, 0.5), 10_000))
    #expect(wide.firstLevel.map(\.region.id) == ["a"])
    let edge = try ground.membership(disc(at(1, 0.5), 10_000))
    #expect(abs(edge.share("a") - 0.5) < 1e-4 && abs(edge.share("b") - 0.5) < 1e-4)
    #expect(abs(edge.sum - 1) < 1e-9 && edge.outside == 0)
    let point = try ground.membership(.exact(at(1.5, 0.5)))
    #expect(point.firstLevel.map(\.region.id) == ["a"] && point.isBorderTie)
  }

  @Test(
    "shares rounded to thousandths add up to 1,000, each within one of its own",
    arguments: [UInt64](1...20))
  func rounding(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let count = Int.random(in: 1...40, using: &generator)
      let power = Double.random(in: 0...8, using: &generator)
      let raw = (0..<count).map { _ in pow(Double.random(in: 0...1, using: &generator), power) }
      let total = raw.reduce(0, +)
      guard total > 0 else { continue }
      let rounded = roundedToThousandths(raw.map { $0 / total })
      #expect(rounded.reduce(0, +) == 1000, "seed \(seed)")
      for (share, value) in zip(raw, rounded) {
        #expect(abs(share / total * 1000 - Double(value)) < 1 + 1e-9, "seed \(seed)")
      }
    }
    #expect(roundedToThousandths([1 / 3.0, 1 / 3.0, 1 / 3.0]) == [334, 333, 333])
    #expect(roundedToThousandths([0.5, 0.5]) == [500, 500])
    #expect(roundedToThousandths([]).isEmpty && roundedToThousandths([0, 0]) == [0, 0])
  }
}
