import IncidentMapping
import Incidents
import TestSupport
import Testing

@testable import IncidentAnalysis

/// The statistic of these tests is the number of records kept, and p is such that a hotspot stands
/// with at least as many as it needs. All records are made up.
@Suite("Who says so")
struct FragilityTests {
  typealias Record = (attestation: Attestation, grade: Grade)

  static func record(
    _ sources: [String], kinds: [SourceKind?] = [], parties: [String] = [], isDenied: Bool = false,
    grade: Grade = .unstated
  ) -> Record {
    let named = sources.enumerated().map { index, name in
      Attestation.Source(SourceName(name), kind: index < kinds.count ? kinds[index] : nil)
    }
    return (Attestation(sources: named, parties: parties, isDenied: isDenied), grade)
  }

  /// Each hotspot stands while it keeps so many of its records.
  static func test(_ hotspots: [(members: [Int], needed: Int)]) -> FragilityAnalysis.Test {
    { kept in
      hotspots.map { hotspot in
        let left = hotspot.members.count { kept[$0] }
        guard left > 0 else { return nil }
        return HotspotOutcome(statistic: Double(left), pValue: left >= hotspot.needed ? 0.01 : 0.2)
      }
    }
  }

  static func fragility(
    _ records: [Record], needed: Int, mostTests: Int = 1000
  ) throws -> HotspotFragility? {
    let members = Array(records.indices)
    return try FragilityAnalysis(AttestedRecords(records), mostTests: mostTests)
      .fragilities(of: [members], test: test([(members, needed)])).first ?? nil
  }

  @Test(
    "The smallest set is that found by hand",
    arguments: [
      // One source of all.
      ([["a"], ["a"], ["a"]], 2, ["a"]),
      // Two of three records needed; b and c are spared by each other.
      ([["a"], ["b", "c"], ["b", "c"]], 2, ["b", "c"]),
      ([["a"], ["b", "c"], ["b", "c"]], 3, ["a"]),
      // Every pair leaves two.
      ([["a"], ["b"], ["c"], ["d"]], 2, ["a", "b", "c"]),
      ([["a"], ["b"], ["c"], ["d"]], 3, ["a", "b"]),
      // Three together hold a record that is needed.
      ([["a", "b", "c"], ["d", "a"]], 2, ["a", "d"]),
      ([["a", "b", "c"], ["a", "b", "c", "d"]], 2, ["a", "b", "c"]),
      // Spellings of one.
      ([["Reuters"], ["REUTERS"], ["Reuters News"], ["x"]], 2, ["Reuters"]),
      // A record without a source stays.
      ([["a"], []], 1, []),
    ])
  func smallestSet(sources: [[String]], needed: Int, expected: [String]) throws {
    let records = sources.map { Self.record($0) }
    let fragility = try #require(try Self.fragility(records, needed: needed))
    #expect(fragility.ending?.sources.sorted() ?? [] == expected)
    #expect(fragility.method == .exhaustive)
  }

  @Test("Rows tell what goes with each source, kind, party and grade")
  func rows() throws {
    let records = [
      Self.record(["a"], kinds: [.media], parties: ["Army"], grade: .singleSource),
      Self.record(["a", "b"], kinds: [.media, .witness], parties: ["Army"], grade: .corroborated),
      Self.record(["b"], kinds: [.witness], parties: ["Army", "Rebels"], grade: .contested),
      Self.record(["c"], parties: ["Rebels"], isDenied: true, grade: .contested),
    ]
    let fragility = try #require(try Self.fragility(records, needed: 3))
    func row(_ aspect: AttestedRecords.Aspect, _ name: String) -> HotspotFragility.Row? {
      fragility.rows.first { $0.aspect == aspect && $0.name == name }
    }
    #expect(row(.source, "a")?.lost == 1)
    #expect(row(.source, "b")?.lost == 1)
    #expect(row(.source, "c")?.ends == false)
    #expect(row(.kind, "media")?.lost == 1)
    #expect(row(.party, "Army")?.lost == 2)
    #expect(row(.party, "Army")?.ends == true)
    #expect(row(.party, "Rebels")?.lost == 1)
    #expect(row(.grade, "contested")?.lost == 2)
    #expect(row(.grade, "contested")?.outcome == HotspotOutcome(statistic: 2, pValue: 0.2))
    #expect(fragility.accused?.denied == 1)
    #expect(fragility.accused?.ends == false)
    #expect(fragility.ending?.sources.count == 2)
    #expect(fragility.sources == 3)
  }

  @Test("A hotspot that is none has no fragility, and the other keeps its own")
  func severalHotspots() throws {
    let records = ["a", "a", "b", "b"].map { Self.record([$0]) }
    let found = try FragilityAnalysis(AttestedRecords(records)).fragilities(
      of: [[0, 1], [2, 3]], test: Self.test([([0, 1], 3), ([2, 3], 1)]))
    #expect(found[0] == nil)
    #expect(found[1]?.ending?.sources == ["b"])
  }

  @Test("Beyond three sources the search is greedy, and says so")
  func greedy() throws {
    let records = (0..<12).map { Self.record(["source \($0 % 6)"]) }
    let fragility = try #require(try Self.fragility(records, needed: 4))
    #expect(fragility.method == .greedy)
    #expect(fragility.ending?.sources.count == 5)
    #expect(fragility.searched == 3)
    let bounded = try #require(try Self.fragility(records, needed: 10, mostTests: 10))
    #expect(bounded.method == .greedy)
    #expect(bounded.searched == 1)
    #expect(bounded.ending?.sources.count == 2)
  }

  @Test("Nothing outside of random records contradicts the search", arguments: 0..<40)
  func properties(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let names = ["a", "b", "c", "d", "e"]
    let sources = (0..<Int.random(in: 1...14, using: &random)).map { _ in
      Array(names.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
    }
    let needed = Int.random(in: 1...sources.count, using: &random)
    let records = sources.map { Self.record($0) }
    let table = AttestedRecords(records)
    #expect(table.kept(without: [], .source).allSatisfy { $0 })
    #expect(table.kept(without: Set(names.indices), .source).allSatisfy { !$0 })
    let fragility = try #require(try Self.fragility(records, needed: needed))
    #expect(fragility.whole.statistic == Double(sources.count))
    // The oracle tries every set of the five.
    let sizes = (1..<32).filter { bits in
      let left = Set(names.indices.filter { bits >> $0 & 1 == 1 }.map { names[$0] })
      return sources.count { !Set($0).isSubset(of: left) } < needed
    }.map(\.nonzeroBitCount)
    let smallest = try #require(sizes.min())
    let found = try #require(fragility.ending)
    #expect(smallest <= 3 ? found.sources.count == smallest : found.sources.count >= smallest)
    #expect(found.isSmallest == (smallest <= 3))
    let left = Set(found.sources)
    #expect(sources.count { !Set($0).isSubset(of: left) } < needed)
    // With a second source of its own for each record, nobody alone takes one away.
    let doubled = sources.enumerated().map { Self.record($0.element + ["own \($0.offset)"]) }
    let second = try #require(try Self.fragility(doubled, needed: needed))
    #expect(second.rows.allSatisfy { $0.lost == 0 && !$0.ends })
    #expect((second.ending?.sources.count ?? 2) >= 2)
  }
}
