import Foundation
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// Answers on a boundary set other than the one that ships. Made-up regions are SYNTHETIC.
@Suite("A chosen boundary set")
struct ChosenSetTests {
  private static func region(
    _ id: String, _ west: Double, _ south: Double, _ east: Double, _ north: Double,
    country: String = "MLI"
  ) -> Region {
    Region(
      id: id, name: "SYNTHETIC \(id)", level: 1, countryID: country, countryName: country,
      geometry: .polygon(
        Polygon(exterior: [
          at(west, south), at(east, south), at(east, north), at(west, north), at(west, south),
        ])))
  }

  /// A box about Gao, linked to Mali, its neighbour in the east, linked to Niger, and one of no
  /// country in the south.
  private static func atlas(accuracyMeters: Double = 0) throws -> Atlas {
    try Shipped.atlas.choosing(
      BoundarySet(
        description: .init(
          id: "synthetic", name: "SYNTHETIC set", date: "2020", accuracyMeters: accuracyMeters,
          level: 1),
        regions: [
          region("s-gao", -1, 16, 1, 17), region("east", 1, 16, 2, 17, country: "NER"),
          region("south", -1, 14, 1, 16, country: ""),
        ]))
  }

  @Test("inside the set its region and that region's country, outside the shipped country only")
  func points() throws {
    let ground = try Ground(atlas: try Self.atlas())
    let table: [(Coordinate, region: String?, country: String?)] = [
      (at(-0.04, 16.27), "s-gao", "Mali"),
      // Mali on the shipped set: the chosen one decides.
      (at(1.5, 16.5), "east", "Niger"),
      (at(0.4, 15.5), "south", "Mali"), (at(0.9, 14.2), "south", "Niger"),
      (at(-8, 12.65), nil, "Mali"), (at(7.5, 9), nil, "Nigeria"), (at(-30, 0), nil, nil),
    ]
    for (point, region, country) in table {
      let membership = try ground.membership(.exact(point))
      #expect(membership.firstLevel.first?.region.id == region, "\(point)")
      #expect(membership.countries.first?.region.name == country, "\(point)")
      #expect(membership.outside == (region == nil ? 1 : 0))
      #expect(membership.homeCountry.map { ground.atlas.countries.regions[$0].name } == country)
      #expect(membership.boundarySet.label == "SYNTHETIC set (2020)")
    }
  }

  @Test("a disc over the edge of the set is shared, and countries and regions both add up")
  func discs() throws {
    let ground = try Ground(atlas: try Self.atlas())
    // Half in "s-gao", half outside; all of it in Mali on the shipped set.
    let half = try ground.membership(disc(at(-1, 16.5), 10_000))
    #expect(abs(half.share("s-gao") - 0.5) < 1e-3 && abs(half.outside - 0.5) < 1e-3)
    #expect(half.countries.map(\.region.id) == ["MLI"] && abs(half.countries[0].share - 1) < 1e-9)
    // Half in Niger by the chosen set.
    let east = try ground.membership(disc(at(1, 16.5), 10_000))
    #expect(abs(east.share("east") - 0.5) < 1e-3 && east.outside == 0)
    #expect(Set(east.countries.map(\.region.id)) == ["MLI", "NER"])
    #expect(abs(east.countries.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    let far = try ground.membership(disc(at(7.5, 9), 30_000))
    #expect(far.firstLevel.isEmpty && far.outside == 1)
    #expect(far.countries.map(\.region.id) == ["NGA"])
  }

  @Test("seeded places: country shares are those of the shipped set where the chosen one is far")
  func sameFarAway() throws {
    let ground = try Ground(atlas: try Self.atlas())
    let shipped = try Shipped.ground()
    var generator = SplitMix64(seed: 7)
    for _ in 0..<150 {
      let center = at(
        Double.random(in: 3...40, using: &generator), Double.random(in: -30...35, using: &generator)
      )
      let radius = Double.random(in: 0...60_000, using: &generator)
      let (own, other) = (
        try ground.membership(disc(center, radius)), try shipped.membership(disc(center, radius))
      )
      #expect(own.firstLevel.isEmpty, "seed 7 \(center)")
      #expect(
        own.countries.map(\.region.id) == other.countries.map(\.region.id), "seed 7 \(center)")
      #expect(
        zip(own.countries, other.countries).allSatisfy { abs($0.share - $1.share) < 1e-9 },
        "seed 7 \(center)")
    }
  }

  @Test("areas: the chosen region by its name, else the shipped one, without strips of neighbours")
  func areas() throws {
    let ground = try Ground(atlas: try Self.atlas())
    let own = try ground.resolve(.area(AreaReference(names: ["SYNTHETIC s-gao"], level: 1)))
    #expect(own.region?.id == "s-gao")
    #expect(try ground.membership(of: own).share("s-gao") == 1)
    let gao = try ground.resolve(
      .area(AreaReference(names: ["Gao"], level: 1, country: "Mali")))
    #expect(gao.region?.id == "MLI.gao")
    let membership = try ground.membership(of: gao)
    #expect(membership.share("s-gao") > 0.05 && membership.share("east") == 0)
    #expect(membership.countries.map(\.region.id) == ["MLI"])
    #expect(abs(membership.sum - 1) < 1e-9)
    let country = try ground.resolve(.area(AreaReference(names: ["Nigeria"], level: 0)))
    #expect(try ground.membership(of: country).countries.map(\.region.id) == ["NGA"])
  }

  @Test("the stated accuracy decides when a border is near")
  func accuracy() throws {
    let point = at(-0.99, 16.5)
    #expect(try Ground(atlas: Self.atlas()).membership(.exact(point)).nearBorderMeters == nil)
    let near = try Ground(atlas: Self.atlas(accuracyMeters: 2000)).membership(.exact(point))
    // pyproj 3.7.2: 1,067.6 m from 0.99 W to 1 W at 16.5 N.
    #expect(near.nearBorderMeters.map { abs($0 - 1067.6) < 1 } == true)
  }

  private static func admission(
    _ selection: Selection, _ point: Coordinate, _ date: String? = nil, on ground: Ground
  ) throws -> Admission {
    let place = try ground.resolve(.exact(point))
    return try SelectionTest(selection, on: ground).admission(
      DayInterval(date.map { try UncertainDate(edtf: $0) }), place, ground.membership(of: place))
  }

  @Test("a selected country is its land on the chosen set, and beyond it that on the shipped one")
  func selectedCountry() throws {
    let ground = try Ground(atlas: try Self.atlas())
    var selection = Selection()
    selection.regions = try ground.atlas.regions(named: "Niger").regions
    #expect(selection.regions.map(\.id) == ["NER", "east"])
    for (point, expected) in [(at(1.5, 16.5), true), (at(8, 17), true), (at(-0.04, 16.27), false)] {
      #expect(try Self.admission(selection, point, on: ground).isCertain == expected, "\(point)")
      #expect(try Self.admission(selection, point, on: ground).isPossible == expected, "\(point)")
    }
  }

  @Test("a group is its members of the day: certain on all days, possible on some")
  func selectedGroup() throws {
    let gao = at(-0.04, 16.27)
    let table: [(Coordinate, String?, certain: Bool, possible: Bool, share: Double)] = [
      (gao, "2025-01-28", true, true, 1), (gao, "2025-01-29", false, false, 0),
      // 28 of 31 days.
      (gao, "2025-01", false, true, 28.0 / 31), (gao, nil, false, true, 0),
      (at(7.5, 9), "2025-06-01", true, true, 1), (at(3, 28), "2020-01-01", false, false, 0),
      (at(-30, 0), "2020-01-01", false, false, 0), (at(3, 28), nil, false, false, 0),
    ]
    for ground in [try Shipped.ground(), try Ground(atlas: try Self.atlas())] {
      var selection = Selection()
      selection.groups = try [#require(ground.atlas.regions(named: "ECOWAS").group)]
      #expect(!selection.isEverything)
      for (point, date, certain, possible, share) in table {
        let found = try Self.admission(selection, point, date, on: ground)
        #expect(found.isCertain == certain && found.isPossible == possible, "\(date ?? "")")
        #expect(abs(found.share - share) < 1e-12, "\(date ?? "") \(found.share)")
      }
      // With a span only its days count, with a region that is an alternative.
      selection.days = (Day("2025-01-29"), nil)
      #expect(try !Self.admission(selection, gao, "2025-01", on: ground).isPossible)
      selection.days = (nil, Day("2025-01-28"))
      #expect(
        try abs(Self.admission(selection, gao, "2025-01", on: ground).share - 28.0 / 31) < 1e-12)
      selection.days = nil
      selection.regions = try ground.atlas.regions(named: "Algeria").regions
      #expect(try Self.admission(selection, at(3, 28), "2020-01-01", on: ground).isCertain)
      #expect(try Self.admission(selection, at(7.5, 9), "2020-01-01", on: ground).isCertain)
      selection.vicinities = [.init(center: at(7.5, 9), withinMeters: 5000)]
      #expect(try !Self.admission(selection, at(3, 28), "2020-01-01", on: ground).isPossible)
      #expect(try Self.admission(selection, at(7.5, 9), "2020-01-01", on: ground).isCertain)
    }
  }

  @Test("plain rows give the same bytes and findings both ways", arguments: 0..<6)
  func plain(seed: Int) throws {
    let atlas = try Self.atlas(accuracyMeters: Double(seed % 2) * 5000)
    let table = PlainFeaturesTests.table(seed: 100 + seed, rows: 300)
    let slow = try PlainFeaturesTests.run(table, plain: false, atlas: atlas)
    let fast = try PlainFeaturesTests.run(table, plain: true, threads: 2, atlas: atlas)
    #expect(fast.bytes == slow.bytes, "seed \(seed)")
    #expect(fast.findings == slow.findings && fast.kinds == slow.kinds, "seed \(seed)")
  }

  @Test(
    "points lie in the regions of COD-AB Mali that shapely finds",
    .enabled(if: fieldData("data/boundaries/mali_cod_ab/adm1.geojson") != nil))
  func fieldMembership() throws {
    let name = "data/boundaries/mali_cod_ab/mli_admbnda_adm1_1m_gov_20211220.shp"
    let shipped = try Shipped.atlas
    let file = try BoundaryFile(
      path: try #require(fieldData(name)).path, countries: shipped.countries)
    let ground = try Ground(atlas: shipped.choosing(file.set))
    // shapely 2.2, random points of numpy's default_rng(20240305).
    let table: [(Double, Double, String)] = [
      (1.8386, 20.3748, ""), (-12.4031, 14.7725, ""), (3.035, 22.0712, ""),
      (-7.4616, 15.1666, "ML02"), (-7.6394, 11.0049, "ML03"), (-8.7935, 20.2362, ""),
      (4.0664, 18.6461, "ML08"), (-5.3686, 23.472, "ML06"), (-7.6113, 19.4242, ""),
      (-2.473, 19.7485, "ML06"), (-10.1556, 14.0833, "ML01"), (-1.6702, 19.6324, "ML08"),
      (-3.9372, 21.462, "ML06"), (3.4822, 17.6487, "ML10"), (-0.8082, 22.1093, "ML06"),
      (-4.9405, 19.6572, "ML06"), (-3.8142, 17.2384, "ML06"), (-2.8219, 16.9273, "ML06"),
      (-1.7804, 18.0533, "ML06"), (1.549, 19.5024, "ML08"), (-0.081, 20.0943, "ML08"),
      (-10.3154, 14.4264, "ML01"), (-0.8311, 21.4421, "ML06"), (1.1784, 20.2349, "ML08"),
    ]
    for (longitude, latitude, id) in table {
      let membership = try ground.membership(.exact(at(longitude, latitude)))
      #expect(membership.firstLevel.first?.region.id ?? "" == id, "\(longitude) \(latitude)")
    }
  }
}
