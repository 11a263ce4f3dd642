import Datasets
import Foundation
import IncidentAnalysis
import Incidents
import SpatialStatistics
import TestSupport
import Testing

/// What SaTScan prints, where `BALISE_FIELD_DATA` names a folder with its sample data.
@Suite("SaTScan's answers")
struct SaTScanAnalysisTests {
  struct Answer: Sendable {
    var names: [String]
    var days: String
    var radius: Double
    var observed: Int
    var expected: Double
    var ratio: Double
    var rank: Int
  }

  private static let study = "1973-01-01 1991-12-31"

  static let newMexicoRuns: [(file: String, answers: [Answer])] = [
    (
      "nm_st_mc",
      [
        Answer(
          names: [
            "Torrance", "Bernalillo", "Valencia", "SantaFe", "Guadelupe", "Socorro", "Sandoval",
            "SanMiguel", "LosAlamos",
          ], days: "1985-01-01 1989-12-31", radius: 125.60, observed: 236, expected: 176.22,
          ratio: 10.979758, rank: 14),
        Answer(
          names: ["Chaves"], days: "1988-01-01 1989-12-31", radius: 0, observed: 16,
          expected: 6.03, ratio: 5.684828, rank: 692),
        Answer(
          names: ["Curry", "Roosevelt"], days: "1982-01-01 1983-12-31", radius: 41.28,
          observed: 13, expected: 5.37, ratio: 3.884186, rank: 996),
      ]
    ),
    (
      "nm_spatial_mc",
      [
        Answer(
          names: ["Torrance", "Bernalillo", "Valencia", "SantaFe", "Guadelupe", "Socorro"],
          days: study, radius: 113.54, observed: 576, expected: 512.66, ratio: 6.890841, rank: 12),
        Answer(
          names: ["Chaves"], days: study, radius: 0, observed: 64, expected: 52.26,
          ratio: 1.290459, rank: 948),
        Answer(
          names: ["RioArriba", "LosAlamos"], days: study, radius: 75.18, observed: 49,
          expected: 41.30, ratio: 0.703703, rank: 996),
      ]
    ),
    (
      "nm_stp_retro_mc",
      [
        Answer(
          names: ["Guadelupe", "SanMiguel", "DeBaca", "Torrance"], days: "1980-01-01 1980-12-31",
          radius: 109.13, observed: 6, expected: 1.44, ratio: 4.012587, rank: 793),
        Answer(
          names: [
            "SanMiguel", "Mora", "Guadelupe", "SantaFe", "LosAlamos", "Harding", "Torrance",
            "Colfax",
          ], days: "1986-01-01 1988-12-31", radius: 124.13, observed: 47, expected: 30.46,
          ratio: 3.966169, rank: 819),
      ]
    ),
  ]

  @Test(
    "New Mexico", .enabled(if: fieldData("oracles/satscan_new_mexico") != nil, "no field data"),
    arguments: Array(0..<3))
  func newMexico(_ number: Int) throws {
    let (file, answers) = Self.newMexicoRuns[number]
    let path = try #require(fieldData("oracles/satscan_new_mexico/\(file).prm")).path
    var analysis = try SaTScanAnalysis(try SaTScanStudy(parameterFile: path))
    analysis.settings.threads = 2
    let result = try analysis.result()
    #expect(result.clusters.count >= answers.count)
    for (cluster, answer) in zip(result.clusters, answers) {
      #expect(cluster.members.map { analysis.locations.names[$0] } == answer.names)
      let days = analysis.intervals.days(cluster.window)
      #expect("\(days.first) \(days.last)" == answer.days)
      #expect(abs(cluster.radius - answer.radius) <= 0.00501)
      #expect(cluster.observed == Double(answer.observed))
      #expect(abs(cluster.expected - answer.expected) <= 0.00501)
      #expect(abs(cluster.logLikelihoodRatio - answer.ratio) <= 6e-7)
      #expect(cluster.rank == answer.rank)
    }
  }

  @Test(
    "New York leukaemia",
    .enabled(if: fieldData("oracles/satscan_ny_leukemia") != nil, "no field data"),
    arguments: [
      (50, [14.083511, 9.019716, 6.114140, 4.651839, 3.363518, 3.209485], 28),
      (
        10, [11.577255, 9.019716, 6.114140, 4.651839, 4.169203, 3.363518, 3.209485], 26
      ),
    ] as [(Int, [Double], Int)])
  func newYork(percent: Int, ratios: [Double], members: Int) throws {
    let folder = try #require(fieldData("oracles/satscan_ny_leukemia")).path
    let text = """
      CaseFile=satscan_ny_cases.txt
      PrecisionCaseTimes=1
      StartDate=2000/1/1
      EndDate=2000/12/31
      PopulationFile=satscan_ny_pop.txt
      CoordinatesFile=satscan_ny_coords.txt
      CoordinatesType=0
      MaxSpatialSizeInPopulationAtRisk=\(percent)
      PValueReportType=1
      """
    let parameters = try SaTScanParameters(bytes: Array(text.utf8), name: folder + "/ny.prm")
    let analysis = try SaTScanAnalysis(try SaTScanStudy(parameters))
    let clusters = try analysis.result().clusters
    #expect(clusters.count >= ratios.count)
    for (cluster, ratio) in zip(clusters, ratios) {
      #expect(abs(cluster.logLikelihoodRatio - ratio) <= 6e-7)
    }
    let first = try #require(clusters.first)
    #expect(first.members.count == members)
    #expect(try #require(first.pValue) <= 0.004)
    let second = try #require(clusters.dropFirst().first)
    #expect(
      second.members.map { analysis.locations.names[$0] } == [
        "89", "88", "87", "84", "90", "86", "92", "85",
      ])
  }

  static let syntheticRuns: [(file: String, names: Int, days: String, answer: Answer)] = [
    (
      "a_spatial_poisson", 19, "2020-01-01 2020-12-29",
      Answer(
        names: ["L00036"], days: "", radius: 275.36, observed: 93, expected: 53.16,
        ratio: 13.257097, rank: 1)
    ),
    (
      "b_spatial_bernoulli", 89, "2020-01-01 2020-12-29",
      Answer(
        names: ["L00057"], days: "", radius: 682.83, observed: 206, expected: 180.67,
        ratio: 4.848740, rank: 463)
    ),
    (
      "c_st_permutation", 17, "2020-07-15 2020-08-11",
      Answer(
        names: ["L00140"], days: "", radius: 140.05, observed: 25, expected: 6.53,
        ratio: 15.297540, rank: 1)
    ),
    (
      "d_st_poisson", 19, "2020-05-20 2020-06-30",
      Answer(
        names: ["L00036"], days: "", radius: 275.36, observed: 39, expected: 6.13,
        ratio: 39.964218, rank: 1)
    ),
  ]

  @Test(
    "synthetic towns", .enabled(if: fieldData("bench/scan_inputs.py") != nil, "no field data"),
    arguments: Array(0..<4))
  func synthetic(_ number: Int) throws {
    let (file, members, days, answer) = Self.syntheticRuns[number]
    let script = try #require(fieldData("bench/scan_inputs.py"))
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = try run(
      URL(filePath: "/usr/bin/env"), ["python3", script.path, folder.path, "200", "20240601"],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], folder: folder)
    #expect(made.status == 0)
    let parameters = try SaTScanParameters(
      bytes: Array(try Data(contentsOf: try #require(fieldData("bench/\(file).prm")))),
      name: folder.path + "/x.prm")
    var analysis = try SaTScanAnalysis(try SaTScanStudy(parameters))
    analysis.settings.threads = 2
    let cluster = try #require(try analysis.result().clusters.first)
    #expect(analysis.locations.names[cluster.center] == answer.names[0])
    #expect(cluster.members.count == members)
    let found = analysis.intervals.days(cluster.window)
    #expect("\(found.first) \(found.last)" == days)
    #expect(abs(cluster.radius - answer.radius) <= 0.00501)
    #expect(cluster.observed == Double(answer.observed))
    #expect(abs(cluster.expected - answer.expected) <= 0.00501)
    #expect(abs(cluster.logLikelihoodRatio - answer.ratio) <= 6e-7)
    #expect(cluster.rank == answer.rank)
  }
}
