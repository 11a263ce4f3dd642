import Incidents
import TestSupport
import Testing

@Suite struct GradeTests {
  /// Each row is one definition of rule balise-1 or the edge of one.
  static let table: [(why: String, claims: [String], grade: Grade)] = [
    ("a data set without claims", [], .unstated),
    ("a denial that no allegation is recorded for", ["Army denies Army"], .unstated),
    ("a withdrawal alone", ["FLA withdraws"], .unstated),

    ("one source", ["FLA alleges Army"], .singleSource),
    ("one source that names nobody", ["FLA alleges"], .singleSource),
    ("two sources of one group", ["FLA alleges Army", "Radio:FLA alleges Army"], .singleSource),
    ("two voices of one party", ["A>FLA alleges Army", "B>FLA alleges Army"], .singleSource),
    ("a bystander's denial", ["FLA alleges Army", "Neighbour denies"], .singleSource),
    (
      "a denial that was withdrawn", ["FLA alleges Army", "Army denies", "Army withdraws"],
      .singleSource
    ),

    ("the accused denies", ["FLA alleges Army", "Army denies"], .contested),
    ("the accused denies in part", ["FLA alleges Army", "Army partly-denies"], .contested),
    ("a party named as possible denies", ["FLA alleges Army?", "Army denies"], .contested),
    ("a group of the accused", ["FLA alleges Army=State", "Ministry:State denies"], .contested),
    ("a spokesman for the accused", ["FLA alleges Army", "Ministry>Army denies"], .contested),
    ("the second party named", ["FLA alleges Army,Wagner?", "Wagner denies"], .contested),
    ("parties accuse each other", ["FLA alleges Army", "Army alleges FLA"], .contested),
    ("the accused lays it on a third", ["FLA alleges Army", "Army alleges JNIM"], .contested),
    ("the accused names nobody", ["FLA alleges Army", "Army alleges"], .contested),
    ("the accused confirms, of another", ["FLA alleges Army", "Army confirms FLA"], .contested),
    ("two voices of one group", ["FLA alleges X", "R:FLA alleges X", "X denies"], .contested),

    ("two independent sources", ["FLA alleges Army", "HRW alleges Army"], .corroborated),
    ("a third party confirms", ["FLA alleges Army", "HRW confirms Army"], .corroborated),
    ("one of them names nobody", ["FLA alleges Army", "HRW alleges"], .corroborated),
    ("they name different parties", ["A alleges X", "B alleges Y"], .corroborated),
    (
      "a denial by the accused does not lower it",
      ["FLA alleges Army", "HRW alleges Army", "Army denies"], .corroborated
    ),
    (
      "accusing back does not lower it",
      ["FLA alleges Army", "HRW alleges Army", "Army alleges FLA"], .corroborated
    ),
    (
      "a source outside a mutual accusation supports one side",
      ["FLA alleges Army", "Army alleges FLA", "HRW alleges Army"], .corroborated
    ),

    ("the accused accepts", ["FLA alleges Army", "Army confirms"], .confirmed),
    ("a spokesman accepts", ["FLA alleges Army", "Ministry>Army confirms"], .confirmed),
    ("the accused names itself", ["FLA alleges Army", "Army alleges Army"], .confirmed),
    ("a claim of responsibility alone", ["JNIM confirms JNIM"], .confirmed),
    ("one of two accused accepts", ["A alleges X,Y", "X denies", "Y confirms Y"], .confirmed),
    ("accepted though another denies it", ["A alleges X", "X confirms X", "Z denies"], .confirmed),
    ("naming oneself as possible accepts nothing", ["Army alleges Army?"], .singleSource),
    ("a bystander's confirmation accepts nothing", ["A alleges X", "B confirms"], .corroborated),

    ("withdrawn", ["FLA alleges Army", "FLA withdraws"], .discounted),
    ("withdrawn by the same group", ["R:FLA alleges X", "FLA withdraws"], .discounted),
    ("withdrawn, and denied", ["FLA alleges X", "X denies", "FLA withdraws"], .discounted),
    ("a withdrawn confession", ["X confirms X", "X withdraws"], .discounted),
    ("another group's withdrawal", ["FLA alleges Army", "HRW withdraws"], .singleSource),
    (
      "one of two withdraws", ["FLA alleges Army", "HRW alleges Army", "FLA withdraws"],
      .singleSource
    ),
    (
      "said again after the withdrawal",
      [
        "FLA alleges X date=2025-02-01", "FLA withdraws date=2025-02-03",
        "FLA alleges X date=2025-02-04",
      ],
      .singleSource
    ),
    (
      "said on the day of the withdrawal",
      ["FLA alleges X date=2025-02-03", "FLA withdraws date=2025-02-03"], .discounted
    ),
    (
      "perhaps said after the withdrawal",
      ["FLA alleges X date=2025-02", "FLA withdraws date=2025-02-03"], .discounted
    ),

    ("shown wrong", ["FLA alleges Army id=a", "HRW denies wrong=a"], .discounted),
    (
      "only one shown wrong", ["A alleges X id=a", "B alleges X", "C denies wrong=a"], .singleSource
    ),
    (
      "each by its own way",
      ["A alleges X id=a", "B alleges X", "B withdraws", "C denies wrong=a"], .discounted
    ),
    ("the accused shows wrong", ["FLA alleges Army id=a", "Army denies wrong=a"], .contested),
    (
      "the showing was withdrawn", ["A alleges X id=a", "C denies wrong=a", "C withdraws"],
      .singleSource
    ),
  ]

  @Test(arguments: table) func `each definition of rule balise-1 gives its grade`(
    row: (why: String, claims: [String], grade: Grade)
  ) throws {
    let claims = try row.claims.map(claim)
    #expect(GradeRule.balise1.grade(claims) == row.grade, "\(row.why)")
  }

  @Test func `grade and toll do not depend on the order of the claims`() throws {
    let seed: UInt64 = 24
    var random = SplitMix64(seed: seed)
    for row in Self.table {
      let claims = try row.claims.map(claim)
      let toll = GradeRule.balise1.toll(claims)
      for _ in 0..<10 {
        let shuffled = claims.shuffled(using: &random)
        #expect(GradeRule.balise1.grade(shuffled) == row.grade, "\(row.why), seed \(seed)")
        #expect(GradeRule.balise1.toll(shuffled) == toll, "\(row.why), seed \(seed)")
      }
    }
  }

  @Test func `random ledgers keep what the rule promises`() throws {
    let seed: UInt64 = 1962
    var random = SplitMix64(seed: seed)
    let voices = ["A", "B", "C", "a:A", "b>B"]
    let parties = ["", "A", "B", "C", "A?", "A,B"]
    for _ in 0..<3000 {
      let claims = try (0..<Int.random(in: 0...6, using: &random)).map { _ in
        let voice = voices.randomElement(using: &random) ?? "A"
        let stance = (Stance.allCases.randomElement(using: &random) ?? .denies).rawValue
        let toll = ["", "toll=>=5", "toll=3-9", "toll=7", "toll=<=4"].randomElement(using: &random)
        return try claim(
          "\(voice) \(stance) \(parties.randomElement(using: &random) ?? "") \(toll ?? "")")
      }
      let rule = GradeRule.balise1
      let grade = rule.grade(claims)
      let why = "\(claims), seed \(seed)"
      let shuffled = claims.shuffled(using: &random)
      #expect(rule.grade(shuffled) == grade, "\(why)")
      #expect(rule.toll(shuffled) == rule.toll(claims), "\(why)")
      #expect(Set(rule.allegedBy(shuffled)) == Set(rule.allegedBy(claims)), "\(why)")
      let isSilent = grade == .unstated || grade == .discounted
      #expect(rule.allegedBy(claims).isEmpty == isSilent, "\(why)")
      if grade == .corroborated {
        let denied = claims + [try claim("C denies")]
        #expect(rule.grade(denied) == .corroborated, "a denial lowers it: \(why)")
      }
      if let toll = rule.toll(claims) {
        #expect(toll.isOpen == (toll.maximum == nil), "\(why)")
        #expect(toll.minimum ?? 0 <= toll.maximum ?? .max, "\(why)")
        #expect(try rule.toll(claims + [claim("C denies toll=0")]) == toll, "\(why)")
      }
    }
  }

  @Test func `lists name each once, in order of first appearance`() throws {
    let claims = try [
      "FLA alleges Wagner?,Army", "HRW confirms Army,Wagner?", "Army denies", "FLA alleges Police",
      "UN partly-denies", "Army denies", "Old alleges Gone", "Old withdraws",
    ].map(claim)
    #expect(GradeRule.balise1.allegedBy(claims) == ["FLA", "HRW"])
    #expect(GradeRule.balise1.deniedBy(claims) == ["Army", "UN"])
    #expect(GradeRule.balise1.attributedTo(claims) == ["Wagner (possible)", "Army", "Police"])
  }

  @Test func `a party named outright anywhere is not marked as possible`() throws {
    let claims = try ["FLA alleges Wagner?", "HRW alleges Wagner"].map(claim)
    #expect(GradeRule.balise1.attributedTo(claims) == ["Wagner"])
  }

  @Test func `a data set's own parties and toll stand where claims give none`() throws {
    var incident = Incident(id: "1", attributedTo: ["Side A", "Side B"])
    incident.reportedToll = try ReportedToll(low: 9, best: 3, high: 6)
    #expect(incident.derived.grade == .unstated)
    #expect(incident.derived.attributedTo == ["Side A", "Side B"])
    #expect(incident.derived.toll == Toll(minimum: 3, best: 3, maximum: 9, isOpen: false))
    incident.claims = [try claim("FLA alleges Side toll=24+")]
    #expect(incident.derived.toll == Toll(minimum: 24, best: nil, maximum: nil, isOpen: true))
    #expect(incident.derived.attributedTo == ["Side", "Side A", "Side B"])
  }
}
