import Incidents
import Testing

@Suite struct TollTests {
  static let texts: [(text: String, minimum: Int?, best: Int?, maximum: Int?)] = [
    ("24", 24, 24, 24), ("0", 0, 0, 0), (">=24", 24, nil, nil), ("24+", 24, nil, nil),
    ("24-30", 24, nil, 30), ("24-24", 24, nil, 24), ("<=30", nil, nil, 30),
    ("999999999", 999_999_999, 999_999_999, 999_999_999),
  ]

  @Test(arguments: texts) func `each form of text gives its bounds`(
    row: (text: String, minimum: Int?, best: Int?, maximum: Int?)
  ) throws {
    let toll = try TollInterval(text: row.text)
    #expect(toll.minimum == row.minimum)
    #expect(toll.best == row.best)
    #expect(toll.maximum == row.maximum)
  }

  @Test(arguments: [
    "", "-5", "+5", "24 - 30", ">24", "> =24", ">=", "24-", "-", "24-30-36", "24.5", "dozens",
    "２４", "1000000000", "99999999999999999999", "24++", ">=24+", "=24", "1e3",
  ]) func `other text is refused with the forms that are taken`(text: String) throws {
    let error = try #require(throws: TollError.self) { try TollInterval(text: text) }
    #expect(error == .unreadable(text))
    #expect(error.description.contains(">=24"))
  }

  @Test func `numbers below 0 or out of order are refused`() {
    #expect(throws: TollError.negative(-1)) { try TollInterval(minimum: -1, maximum: 3) }
    #expect(throws: TollError.disordered(5, 3)) { try TollInterval(minimum: 5, maximum: 3) }
    #expect(throws: TollError.disordered(30, 24)) { try TollInterval(text: "30-24") }
    #expect(throws: TollError.disordered(4, 3)) {
      try TollInterval(minimum: 1, maximum: 3, best: 4)
    }
    #expect(throws: TollError.disordered(2, 1)) {
      try TollInterval(minimum: 2, maximum: nil, best: 1)
    }
    #expect(throws: TollError.empty) { try TollInterval(minimum: nil, maximum: nil) }
    #expect(throws: TollError.empty) { try ReportedToll(low: nil, best: nil, high: nil) }
    #expect(throws: TollError.negative(-2)) { try ReportedToll(low: 1, best: -2, high: 3) }
  }

  static let ledgers: [(claims: [String], toll: Toll?)] = [
    ([], nil),
    (["A alleges X"], nil),
    (["A alleges X toll=>=24"], Toll(minimum: 24, best: nil, maximum: nil, isOpen: true)),
    (["A alleges X toll=24"], Toll(minimum: 24, best: 24, maximum: 24, isOpen: false)),
    (
      ["A alleges X toll=24", "B alleges X toll=30"],
      Toll(minimum: 24, best: nil, maximum: 30, isOpen: false)
    ),
    (
      ["A alleges X toll=24", "B alleges X toll=20-40"],
      Toll(minimum: 20, best: 24, maximum: 40, isOpen: false)
    ),
    (
      ["A alleges X toll=20-40", "B alleges X toll=24+"],
      Toll(minimum: 20, best: nil, maximum: nil, isOpen: true)
    ),
    (
      ["A alleges X toll=20-40", "B alleges X toll=<=30"],
      Toll(minimum: nil, best: nil, maximum: 40, isOpen: false)
    ),
    (
      ["A alleges X toll=20-40", "X denies toll=0"],
      Toll(minimum: 20, best: nil, maximum: 40, isOpen: false)
    ),
    (
      ["A alleges X toll=20-40", "X partly-denies toll=6"],
      Toll(minimum: 6, best: 6, maximum: 40, isOpen: false)
    ),
    (
      ["A alleges X toll=20-40", "X confirms toll=19"],
      Toll(minimum: 19, best: 19, maximum: 40, isOpen: false)
    ),
    (
      ["A alleges X toll=20-40", "B alleges X toll=90", "B withdraws toll=90"],
      Toll(minimum: 20, best: nil, maximum: 40, isOpen: false)
    ),
    (["A alleges X toll=24", "A withdraws"], nil),
    (["X denies toll=0"], nil),
  ]

  @Test(arguments: ledgers) func `the toll spans the standing claims that give one`(
    row: (claims: [String], toll: Toll?)
  ) throws {
    #expect(GradeRule.balise1.toll(try row.claims.map(claim)) == row.toll)
    var incident = Incident(id: "1", claims: try row.claims.map(claim))
    #expect(incident.derivedToll == incident.derived.toll)
    incident.reportedToll = try ReportedToll(low: 1, best: nil, high: 3)
    #expect(incident.derivedToll == incident.derived.toll)
    incident.statedAssessment = Assessment(rule: .balise1, grade: .unstated)
    #expect(incident.derivedToll == nil)
  }
}
