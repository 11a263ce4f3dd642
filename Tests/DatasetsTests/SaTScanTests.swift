import Foundation
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import Datasets

@Suite("SaTScan files")
struct SaTScanTests {
  private static let parameters = """
    [Input]
    ;case data filename
    CaseFile=a.cas
    PopulationFile=a.pop
    CoordinatesFile=a.geo
    PrecisionCaseTimes=3
    StartDate=2020/1/1
    EndDate=2020/12/31
    CoordinatesType=1
    [Analysis]
    AnalysisType=3
    ModelType=0
    TimeAggregationUnits=3
    TimeAggregationLength=7
    SaveSimLLRsASCII=y
    PValueReportType=1

    """

  private static func read(_ text: String) throws -> SaTScanParameters {
    try SaTScanParameters(bytes: Array(text.utf8), name: "a.prm")
  }

  private static func message(_ work: () throws -> Void) -> String {
    do {
      try work()
      return ""
    } catch { return "\(error)" }
  }

  @Test("parameters are read; those that only concern output are named")
  func parameters() throws {
    let parameters = try Self.read(Self.parameters)
    #expect(parameters.caseFile == "a.cas")
    #expect(parameters.analysis == .retrospective)
    #expect(parameters.model == .poisson)
    #expect(parameters.timeUnit == .day)
    #expect(parameters.timeLength == 7)
    #expect(parameters.end.description == "2020-12-31")
    #expect(parameters.maximumPercent == 50)
    #expect(parameters.maximumRadius == nil)
    #expect(parameters.pValue == .monteCarlo)
    #expect(parameters.remarks == ["a.prm:15: SaveSimLLRsASCII=y is not applied"])
  }

  @Test(
    "what cannot be followed is said, with file, line and value",
    arguments: [
      ("ModelType=4", "a.prm:17: \"ModelType=4\": is not supported"),
      ("AnalysisType=2", "a.prm:17: \"AnalysisType=2\": is not supported"),
      ("ScanAreas=3", "low rates"), ("SpatialWindowShapeType=1", "elliptic"),
      ("CaseFile2=b.cas", "several data sets"), ("MonteCarloReps=x", "whole number"),
      ("StartDate=2021/1/1", "ends before it begins"), ("EndDate=2020/2/30", "must be a day"),
      ("CaseFile=", "no case file"), ("PopulationFile=", "population file"),
      ("ModelType=1", "control file"),
    ])
  func refused(line: String, expected: String) {
    let text = Self.message { _ = try Self.read(Self.parameters + line + "\n") }
    #expect(text.contains(expected), "\(text)")
  }

  @Test("data are read beside the parameters")
  func study() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try write("a.prm", Self.parameters)
    try write("a.geo", "\"San Juan\" 36.5 -108.25\r\n\r\nTaos\t36.4 -105.6\n")
    try write("a.cas", "Taos 2 2020/3/4 1 f\n\"San Juan\" 1 12/31/2020 2 m")
    try write("a.pop", "Taos 20 100.5 1 f\nTaos 2019/6 50 2 m\n")
    let path = folder.appending(path: "a.prm").path
    let study = try SaTScanStudy(parameterFile: path)
    #expect(study.locations.map(\.name) == ["San Juan", "Taos"])
    #expect(study.locations[0].position == Coordinate(longitude: -108.25, latitude: 36.5))
    #expect(study.cases.map(\.count) == [2, 1])
    #expect(study.cases.map { $0.day?.description } == ["2020-03-04", "2020-12-31"])
    #expect(study.cases.map(\.covariates) == [["1", "f"], ["2", "m"]])
    #expect(study.populations.map(\.day.description) == ["2020-07-01", "2019-06-15"])
    #expect(study.populations.map(\.count) == [100.5, 50])

    for (name, text, expected) in [
      ("a.cas", "Mora 1 2020/3/4", "a.cas:1: \"Mora\": the location is not in a.geo"),
      ("a.cas", "Taos 1 2020/3/4\nTaos x 2020/3/4", "a.cas:2: \"x\""),
      ("a.cas", "Taos 1 2019/3/4", "is outside the study"),
      ("a.cas", "Taos 1 2020/13/4", "is no date"),
      ("a.pop", "Taos 2020 -1", "a.pop:1: \"-1\""),
      ("a.geo", "Taos 91 0", "not a latitude"),
      ("a.geo", "Taos 1 0\nTaos 1 0", "a.geo:2: \"Taos\": the location is in line 1"),
      ("a.geo", "Taos 1", "two coordinates"),
    ] {
      let before = try Data(contentsOf: folder.appending(path: name))
      try write(name, text)
      let message = Self.message { _ = try SaTScanStudy(parameterFile: path) }
      #expect(message.contains(expected), "\(message)")
      try before.write(to: folder.appending(path: name))
    }
  }
}
