import Testing

@testable import IncidentAnalysis

/// Checked by hand.
@Suite("Numbers of clusters and their matches")
struct ClusterLabelsTests {
  private static func labels(_ clusters: [Int32], ids: [String]? = nil) -> ClusterLabels {
    ClusterLabels(
      clusters, roles: clusters.map { $0 < 0 ? .noise : .core },
      order: RecordOrder(ids ?? clusters.indices.map { "\($0)" }))
  }

  @Test("the largest cluster is 1, of equal ones that with the smallest record id")
  func numbers() {
    #expect(Self.labels([7, 7, 3, 3, 3, -1]).numbers == [2, 2, 1, 1, 1, 0])
    #expect(Self.labels([5, 5, 2, 2]).numbers == [1, 1, 2, 2])
    // 9 comes before 10 as a number, both before texts, and texts by their bytes.
    #expect(
      Self.labels([0, 1, 2, 3], ids: ["b", "10", "9", "a"]).numbers == [4, 2, 1, 3])
    #expect(Self.labels([]).count == 0)
    #expect(Self.labels([-1, -1]).members.isEmpty)
  }

  @Test("each cluster has at most one match, the pair that shares most first")
  func matches() {
    let plain = Self.labels([0, 0, 0, 0, 1, 1, 1, -1])
    #expect(plain.numbers == [1, 1, 1, 1, 2, 2, 2, 0])
    // Both plain clusters share most with the first of the replicate: the pair of 4 wins.
    let merged = ClusterMatch(Self.labels([0, 0, 0, 0, 0, 0, 0, 0]), with: plain)
    #expect(merged.numbers == [1, 1, 1, 1, 1, 1, 1, 1])
    #expect(merged.overlaps == [4.0 / 8, 0] && merged.sizes == [8, 0])
    // A cluster in two parts is matched with the larger; the other part matches nobody.
    let split = ClusterMatch(Self.labels([0, 0, 0, 1, 2, 2, 2, 2]), with: plain)
    #expect(split.numbers == [1, 1, 1, 0, 2, 2, 2, 2])
    #expect(split.overlaps == [0.75, 0.75] && split.sizes == [3, 4])
    // Equal pairs: the lower plain number first.
    let halves = Self.labels([0, 0, 1, 1])
    let tie = ClusterMatch(Self.labels([0, 1, 1, 0]), with: halves)
    #expect(tie.numbers == [1, 2, 2, 1])
    #expect(tie.overlaps == [1.0 / 3, 1.0 / 3])
  }

  @Test("stability is the share of draws, and noise that joins half of them is listed")
  func stability() {
    let plain = Self.labels([0, 0, 0, -1, -1])
    var tally = ClusterStability.Tally(plain)
    tally.add(ClusterMatch(Self.labels([0, 0, 0, 0, -1]), with: plain))
    tally.add(ClusterMatch(Self.labels([0, 0, -1, 0, -1]), with: plain))
    tally.add(ClusterMatch(Self.labels([0, 0, 0, -1, -1]), with: plain))
    tally.add(ClusterMatch(Self.labels([-1, -1, -1, -1, -1]), with: plain))
    let stability = tally.stability(replicates: 4)
    #expect(stability.incidents == [0.75, 0.75, 0.5, nil, nil])
    #expect(stability.joiners == [.init(incident: 3, cluster: 1, share: 0.5)])
    let cluster = stability.clusters[0]
    #expect(abs(cluster.stability - (0.75 + 0.5 + 1 + 0) / 4) < 1e-15)
    #expect(cluster.expectedEvents == 2.5)
    #expect(cluster.stableCore == 0)
  }
}
