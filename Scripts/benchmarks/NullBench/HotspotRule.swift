import Foundation
import SpatialStatistics

/// The rules that are compared: what each calls hot or cold in a data set.
enum HotspotRule: String, CaseIterable {
  case dotsByNormal = "dots, p of the normal distribution"
  case dots = "dots, permuted"
  case expected = "expected counts, permuted"
  case draws = "expected counts against permuted draws"
  case certain = "certain counts, permuted"
  case recommended = "recommended: expected and certain counts"
  case share = "replicate share of at least 0.8"
  case truth = "true cells, permuted"
}

/// The tests of one data set.
struct HotspotTests {
  static let level = 0.05
  static let replicates = 200
  /// How many of the draws are tested one by one.
  static let tested = 50
  let test: ConditionalPermutation
  let weights: SpatialWeights
  private let dots: [Double]
  private let expected: [Double]
  private let certain: [Double]
  private let truth: [Double]
  private let draws: [[Double]]

  init(_ data: NullLaw.DataSet, seed: UInt64, _ weights: SpatialWeights) {
    // Enough that one cell alone can be rejected.
    test = ConditionalPermutation(permutations: 100 * StudyGround.cells, seed: seed)
    self.weights = weights
    func sums(_ cells: (StudyGround.Place, Int) -> [(cell: Int, mass: Double)]) -> [Double] {
      var sums = [Double](repeating: 0, count: StudyGround.cells)
      for record in data.records {
        for part in cells(record.place, record.cell) { sums[part.cell] += part.mass }
      }
      return sums
    }
    dots = sums { place, _ in [(place.dot, 1)] }
    expected = sums { place, _ in place.masses }
    certain = sums { place, _ in place.masses.count == 1 ? place.masses : [] }
    truth = sums { _, cell in [(cell, 1)] }
    draws = (0..<Self.replicates).map { replicate in
      var random = SeededStream(seed, 1, UInt64(replicate))
      return sums { place, _ in
        guard place.masses.count > 1 else { return place.masses }
        var rest = Double.random(in: 0..<1, using: &random)
        let drawn = place.masses.first { part in
          rest -= part.mass
          return rest < 0
        }
        return [((drawn ?? place.masses[place.masses.count - 1]).cell, 1)]
      }
    }
  }

  /// What a rule rejects: 1 for a hot cell, -1 for a cold one, 0 for none.
  func signs(by rule: HotspotRule) -> [Int] {
    switch rule {
    case .dotsByNormal:
      let scores = GetisOrd(countsSelf: true).zScores(dots, weights)
      let adjusted = BenjaminiHochberg.adjusted(
        scores.map { $0.map { erfc(abs($0) / 2.0.squareRoot()) } })
      return zip(scores, adjusted).map { score, p in
        p.map { $0 <= Self.level } == true ? ((score ?? 0) > 0 ? 1 : -1) : 0
      }
    case .dots: return signs(dots, test.counts(dots, weights))
    case .expected: return signs(expected, test.counts(expected, weights))
    case .draws: return signs(expected, test.counts(expected, dealing: draws, weights))
    case .certain: return signs(certain, test.counts(certain, weights))
    case .recommended:
      let association = LocalAssociation(.giStar, test)
      return association.results(expected, certain: certain, draws: draws, weights)
        .map { ($0.adjustedP ?? 1) <= Self.level ? $0.bin.signum() : 0 }
    case .share: return signsByShare
    case .truth: return signs(truth, test.counts(truth, weights))
    }
  }

  private func signs(_ values: [Double], _ counts: [PermutationCounts?]) -> [Int] {
    let adjusted = BenjaminiHochberg.adjusted(
      counts.map { $0?.pValue(permutations: test.permutations) })
    return zip(counts, adjusted).map { counts, p in
      guard let counts, let p, p <= Self.level else { return 0 }
      return counts.upper < counts.lower ? 1 : -1
    }
  }

  /// Cells with the same sign in 80 % of the replicates; the rest of them is not tested once no cell
  /// can reach that any more.
  private var signsByShare: [Int] {
    let draws = draws.prefix(Self.tested)
    let needed = Int((0.8 * Double(draws.count)).rounded(.up))
    var (hot, cold) = (expected.map { _ in 0 }, expected.map { _ in 0 })
    for (done, draw) in draws.enumerated() {
      for (cell, sign) in signs(draw, test.counts(draw, weights)).enumerated() {
        if sign > 0 { hot[cell] += 1 } else if sign < 0 { cold[cell] += 1 }
      }
      let rest = draws.count - done - 1
      guard (hot + cold).contains(where: { $0 + rest >= needed }) else { break }
    }
    return zip(hot, cold).map { $0 >= needed ? 1 : $1 >= needed ? -1 : 0 }
  }
}
