import Foundation
import SimpleFeatures
import SpatialStatistics
import TestSupport
import Testing

/// Answers of other programs: scikit-learn 1.9.1 and hdbscan 0.8.44 (Peers/make_peer_labels.py).
@Suite("Peers")
struct PeerTests {
  /// The points of the script.
  private let points: [Coordinate] = {
    var random = SplitMix64(seed: 750)
    func normal() -> Double {
      (0..<12).reduce(0.0) { sum, _ in sum + Double(random.next() >> 11) * 0x1p-53 } - 6
    }
    return [(1.0, 1.0), (-1, -1), (1, -1)].flatMap { center in
      (0..<250).map { _ in
        let x = center.0 + 0.4 * normal()
        return Coordinate(x: x, y: center.1 + 0.4 * normal())
      }
    }
  }()

  private func text(_ clusters: [Int32]) -> String {
    clusters.map { $0 < 0 ? "." : "\($0)" }.joined()
  }

  @Test("DBSCAN on a sphere is scikit-learn's with the haversine")
  func scikitLearn() throws {
    let labels = try DBSCAN(epsilonMeters: 20_000, minimumPoints: 10, metric: .sphere())
      .labels(points)
    #expect(text(labels.clusters) == Self.scikitLearnLabels)
  }

  @Test("HDBSCAN is the hdbscan package's", arguments: HDBSCAN.Selection.allCases)
  func hdbscan(selection: HDBSCAN.Selection) throws {
    let plane = points.map { Coordinate(x: 1024 * $0.x, y: 1024 * $0.y) }
    let found = try HDBSCAN(
      minimumClusterSize: 20, minimumSamples: 10, selection: selection, metric: .plane
    ).clusters(plane)
    // Two clusters reach the point 269 at the height at which they join: there it goes to one of
    // them, here to none.
    var theirs = Array(Self.hdbscanLabels)
    theirs[269] = "."
    #expect(text(found.clusters) == String(theirs))
    let stabilities = zip(found.persistences, [229.0, 225, 220]).map { $0 * $1 }
    for (ours, theirs) in zip(
      stabilities, [75.44769103093103, 74.63911451293053, 64.75005258715998])
    {
      #expect(abs(ours - theirs) < 1e-9 * theirs)
    }
    let outliers = [
      0.6429792782001449, 0.29573129221881284, 0.6170984249380471, 0.4333695233975574,
      0.29190129149629834, 0.2442994853781945, 0.28646927210015266, 0.3202404677255286,
      0.3680798676269885, 0.28992551672929695,
    ]
    let probabilities = [
      0.35702072179985506, 0.7042687077811872, 0.38290157506195294, 0.5666304766024426,
      0.7080987085037017, 0.7557005146218055, 0.7135307278998474, 0.6797595322744714,
      0.6319201323730115, 0.710074483270703,
    ]
    for place in 0..<10 {
      #expect(abs(found.outlierScores[75 * place] - outliers[place]) < 1e-9)
      #expect(abs(found.probabilities[75 * place] - probabilities[place]) < 1e-9)
    }
  }

  @Test(
    "DBSCAN of events in Nigeria is scikit-learn's",
    .enabled(if: fieldData("oracles/hdbscan/nigeria_wp12_dbscan_haversine_10km_min10.csv") != nil))
  func nigeria() throws {
    let url = try #require(
      fieldData("oracles/hdbscan/nigeria_wp12_dbscan_haversine_10km_min10.csv"))
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",") }
    let points = rows.compactMap { row in
      Double(row[2]).flatMap { x in Double(row[1]).map { Coordinate(x: x, y: $0) } }
    }
    let theirs = rows.compactMap { row in row.last.flatMap { Int($0) } }
    try #require(points.count == 3268 && theirs.count == 3268)
    let sphere = try DBSCAN(epsilonMeters: 10_000, minimumPoints: 10, metric: .sphere())
      .labels(points, threads: 2)
    #expect(sphere.clusterCount == 60)
    #expect(sphere.clusters.count { $0 < 0 } == 951)
    // Core points have one cluster; where two reach a border point, scikit-learn takes the first.
    var numbers: [Int: Int32] = [:]
    for (point, label) in theirs.enumerated() {
      #expect((label < 0) == (sphere.clusters[point] < 0))
      guard sphere.roles[point] == .core else { continue }
      #expect(sphere.clusters[point] == numbers[label, default: sphere.clusters[point]])
      numbers[label] = sphere.clusters[point]
    }
    #expect(Set(numbers.values).count == 60)
    let ellipsoid = try DBSCAN(epsilonMeters: 10_000, minimumPoints: 10).labels(points)
    #expect(ellipsoid.clusterCount == 60)
    #expect(ellipsoid.clusters.count { $0 < 0 } == 944)
  }

  /// The data of the hdbscan package's own guide, against its exact answers (`algorithm="generic"`) for
  /// clusters of 15: two points that two clusters reach at the height at which those join go to one
  /// of them there, and to none here.
  @Test(
    "HDBSCAN of the hdbscan package's data is its own",
    .enabled(if: fieldData("oracles/hdbscan/clusterable_data.npy") != nil))
  func clusterable() throws {
    let bytes = [UInt8](
      try Data(contentsOf: #require(fieldData("oracles/hdbscan/clusterable_data.npy"))))
    // A header, then 2,309 pairs of little-endian numbers.
    let start = bytes.count - 2309 * 16
    func number(_ offset: Int) -> Double {
      Double(
        bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) })
    }
    let points = (0..<2309).map {
      Coordinate(x: number(start + 16 * $0), y: number(start + 16 * $0 + 8))
    }
    let found = try HDBSCAN(minimumClusterSize: 15, metric: .plane).clusters(points, threads: 2)
    let counts = (1...6).map { cluster in found.clusters.count { $0 == cluster } }
    #expect(found.clusterCount == 6)
    #expect(counts == [406, 354, 310, 264, 196, 196])
    let theirs = [
      84.72907434940436, 108.20777346287392, 51.62683653907866, 23.076767101058596,
      53.08622658809243, 59.98052375947853,
    ]
    for (ours, theirs) in zip(
      zip(found.persistences, counts).map { $0 * Double($1) }.sorted(), theirs.sorted())
    {
      #expect(abs(ours - theirs) < 1e-9 * theirs)
    }
    #expect(abs(found.outlierScores.reduce(0, +) - 979.9129977516843) < 0.5)
    let outliers = [
      0.44341734056494986, 0.6212112554639189, 0.5425987844823565, 0.6705831390703828,
      0.25151172378329384, 0.5912993824810149, 0.2243675880936081, 0.0, 0.7773753771754308,
      0.8160932878588872,
    ]
    for place in 0..<10 {
      #expect(abs(found.outlierScores[231 * place] - outliers[place]) < 1e-9)
    }
    let leaves = try HDBSCAN(minimumClusterSize: 15, selection: .leaf, metric: .plane)
      .clusters(points)
    #expect(leaves.clusterCount == 13)
    let joined = try HDBSCAN(minimumClusterSize: 15, epsilonMeters: 0.04, metric: .plane)
      .clusters(points)
    #expect(joined.clusterCount == 4)
  }

  private static let scikitLearnLabels = [
    ".333333.3.33.333333333.33.33..33.333...3.33.3.33.3.333.333333.3.33333.33333",
    "33.3...33.3333.33333.3.333333.3333.333.33333.33..33333..33..3333..33333.333",
    "...3333333.3..33.3..333333.333..333333.3333.33.33.3333.3.333.3.3333.33..33.",
    "33..3333...33.333.333333322222.222222222..42.22222222222222222.2.2212..2222",
    "22.22.22.222222224.22.2222222.22222...22222222222222.2.22222222.4222242.22.",
    "2222224..222.2.222.22..2.2222242.222222222222222222222222422.22.2222.222222",
    "2222224222..222.2.24.22.2.22.222422222.22.2222.2221111111...1111.111.11.111",
    "111111111.111111.1111..1111111.11..111111111.1111.1111111..111.111111111111",
    "1111.111111.1111..11.111111.1111111111.111111111111111.1111111.1.111.11111.",
    "1.1111111.1111.11.111111.11.11111.1.111111.11111111111.111.111.111111111111",
  ].joined()

  private static let hdbscanLabels = [
    "111111111.111111111111.11111.111.111.111111.111111.111111111111111111111111",
    "1111111111111111111111111111111111.1111111111111111111.1111111111.11111.111",
    "11.111111111111111.11111111111111111111111111111111111111111.1.1111.11..111",
    "11.111111..11111111111111333333333333333.33323333333333333333333.3323..3333",
    "33333.33.333333333.33.3333333.33333.333333333333333333.3333333333333333.33.",
    "3333333.3333.3.333333..3.3333333333333333333333333333333333333333333.333333",
    "33333333333.333.3.33333.3.33.333333333.33.333333332222222.2222222222.222222",
    "222222222.222222.2222..22222222222222222222222222.2222222.2222.222222222222",
    "2222.22222222222..22.222222.2222222222.222222222222222.2222222222222.22222.",
    "22222222222222.22.222222.22.22222.22222222.22222222222.2222222.222222222222",
  ].joined()
}
