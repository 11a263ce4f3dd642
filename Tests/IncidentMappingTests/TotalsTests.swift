import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

@Suite("Totals")
struct TotalsTests {
  private static func toll(_ min: Int?, _ best: Int?, _ max: Int?) -> Toll {
    Toll(minimum: min, best: best, maximum: max, isOpen: max == nil)
  }

  @Test("least over the certain, most over the possible, best by share")
  func sums() {
    var totals = Totals()
    totals.add(.certain, toll: Self.toll(2, 3, 5))
    totals.add(Admission(share: 0.25), toll: Self.toll(10, 20, 40))
    totals.add(Admission(share: 0.5), toll: nil)
    totals.add(.none, toll: Self.toll(100, 100, 100))
    #expect(totals.certain == 1 && totals.possible == 3)
    #expect(abs(totals.expected - 1.75) < 1e-12)
    #expect(totals.killedMinimum == 2 && totals.killedMaximum == 45)
    #expect(abs(totals.killedExpected - 8) < 1e-12 && !totals.killedExpectedIsFloor)
    #expect(totals.withoutToll == 1 && totals.probabilityOfAny == 1)
    totals.add(Admission(share: 0.5), toll: Self.toll(24, nil, nil))
    #expect(totals.isOpen && totals.killedMaximum == nil && totals.killedExpectedIsFloor)
    #expect(abs(totals.killedExpected - 20) < 1e-12)
  }

  @Test("at least one is 1 - product(1 - share)")
  func probability() {
    var totals = Totals()
    #expect(totals.probabilityOfAny == 0)
    for share in [0.5, 0.2, 0.1] { totals.add(Admission(share: share), toll: nil) }
    #expect(abs(totals.probabilityOfAny - (1 - 0.5 * 0.8 * 0.9)) < 1e-12)
  }

  @Test("numbers beyond all bounds do not stop the program")
  func overflow() {
    var totals = Totals()
    for _ in 0..<3 { totals.add(.certain, toll: Self.toll(.max, .max, .max)) }
    #expect(totals.killedMinimum == .max && totals.killedMaximum == .max)
  }

  @Test("rounded numbers add up, and none moves by a thousandth or more")
  func rounding() {
    let seed: UInt64 = 20_261_122
    var generator = SplitMix64(seed: seed)
    for round in 0..<200 {
      let shares = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
        Double.random(in: 0...3, using: &generator)
      }
      let sum = shares.reduce(0, +)
      let total = Int((sum * 1000).rounded())
      let rounded = thousandths(shares, addingUpTo: total)
      #expect(rounded.reduce(0, +) == total, "seed \(seed), round \(round)")
      for (share, value) in zip(shares, rounded) {
        #expect(abs(share * 1000 - Double(value)) < 1.01, "seed \(seed), round \(round)")
      }
    }
    #expect(thousandths([0, 0], addingUpTo: 0) == [0, 0])
    #expect(thousandths([1, 1, 1], addingUpTo: 3000) == [1000, 1000, 1000])
  }

  @Test("an uncertain date is shared out over months and years")
  func periods() throws {
    func shares(_ text: String, _ unit: Period.Unit) throws -> [String]? {
      DayInterval(try UncertainDate(edtf: text)).periods(unit)?
        .map { "\($0.period) \(($0.admission.share * 1000).rounded() / 1000)" }
    }
    #expect(try shares("2025-02-01", .month) == ["2025-02 1.0"])
    #expect(try shares("2024-12-31/2025-01-02", .year) == ["2024 0.333", "2025 0.667"])
    #expect(
      try shares("2025-01-30/2025-03-02", .month)
        == ["2025-01 0.063", "2025-02 0.875", "2025-03 0.063"])
    #expect(try shares("2025-02/..", .year) == nil)
    #expect(try shares("0001/2020", .month) == nil)
  }

  private static func measure(_ place: Place, _ toll: Toll?, on ground: Ground) throws
    -> IncidentMeasure
  {
    let resolved = try ground.resolve(place)
    return IncidentMeasure(
      days: DayInterval(nil), toll: toll, place: resolved,
      membership: try ground.membership(of: resolved), admission: .certain)
  }

  @Test("rows of every division add up to the incidents with a known place")
  func divisions() throws {
    let ground = try Shipped.ground()
    let places: [Place] = [
      .exact(at(-0.04472, 16.27167)), disc(at(1.0123, 21.3), 60_000), .unknown,
      .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .border(of: "Algeria")),
      .area(AreaReference(names: ["Mopti"], level: 1, country: "Mali")), .exact(at(-30, 0)),
      .exact(at(180, -17)), .exact(at(-179.9, -16.6)), .exact(at(0, 90)), .exact(at(10, -90)),
      .mixture([
        .init(weight: 3, place: .exact(at(1.40921, 18.44345))), .init(weight: 1, place: .unknown),
      ]),
    ]
    let measures = try places.enumerated().map {
      ("synthetic-\($0)", try Self.measure($1, Self.toll(1, 1, 1), on: ground))
    }
    func expectSum(_ rows: [RegionRow], _ label: String) {
      #expect(rows.reduce(0) { $0 + $1.expectedThousandths } == 9750, "\(label)")
      #expect(rows.last?.region == nil, "\(label)")
      #expect(rows.allSatisfy { $0.totals.certain <= $0.totals.possible }, "\(label)")
    }
    let atlas = try Shipped.atlas
    for division in [RegionDivision.countries, .firstLevel] {
      let sharer = try RegionSharer(division, on: ground, adoptedWithinMeters: nil)
      var tally = RegionTally()
      for (id, measure) in measures { try sharer.add(measure, id: id, to: &tally, per: nil) }
      #expect(tally.known == 10 && tally.unknown == 1)
      expectSum(
        tally.rows(division, of: atlas),
        "\(division.regions(of: atlas).description.id)")
      // The Atlantic on the equator is far from all land; the north pole, too.
      #expect(tally.unmatched.map(\.id).contains("synthetic-5"))
    }
    let route = try atlas.route(named: "gao-adrar")
    let grids: [CellGrid] = [
      .prioGrid, .hexagons(widthMeters: 100_000),
      .stretches(route, kilometers: 100, withinMeters: 25_000),
    ]
    for grid in grids {
      var sums = IncidentSums()
      sums.measures = measures
      let division = try sums.count(
        over: grid, of: atlas, per: nil, adoptedWithinMeters: nil)
      expectSum(sums.regions.rows(division, of: atlas), "\(grid)")
    }
  }

  @Test("a cell of PRIO-GRID is told by the published numbers and takes its south and west edges")
  func prioGrid() throws {
    let ground = try Shipped.ground()
    let atlas = try Shipped.atlas
    // Numbers by the formula of Tollefsen, Strand and Buhaug (2012).
    let cases = [
      (at(-0.04472, 16.27167), 153_000), (at(0, 16), 153_001), (at(-180, -90), 1),
      (at(179.9, 89.9), 259_200),
    ]
    for (point, number) in cases {
      var sums = IncidentSums()
      sums.measures = [("synthetic", try Self.measure(.exact(point), nil, on: ground))]
      let division = try sums.count(
        over: .prioGrid, of: atlas, per: nil, adoptedWithinMeters: nil)
      #expect(sums.regions.rows(division, of: atlas).map(\.id) == ["\(number)", ""])
    }
  }

  @Test("a point off the coast is outside, or counted in the nearest region and never certain")
  func adopted() throws {
    let ground = try Shipped.ground()
    let atlas = try Shipped.atlas
    // 4 km south of Lagos.
    let measure = try Self.measure(.exact(at(3.4, 6.36)), Self.toll(1, 1, 1), on: ground)
    for (limit, id, adopted) in [(nil, "", 0), (1000.0, "", 0), (30_000.0, "NGA.lagos", 1)] {
      var tally = RegionTally()
      try RegionSharer(.firstLevel, on: ground, adoptedWithinMeters: limit)
        .add(measure, id: "synthetic", to: &tally, per: nil)
      let row = tally.rows(.firstLevel, of: atlas).first { $0.totals.possible > 0 }
      #expect(row?.id == id && row?.totals.adopted == adopted)
      #expect(id.isEmpty || row?.totals.certain == 0)
      let nearest = try #require(tally.unmatched.first?.nearest)
      #expect(nearest.region.id == "NGA.lagos" && nearest.meters > 1000 && nearest.meters < 30_000)
    }
  }
}
