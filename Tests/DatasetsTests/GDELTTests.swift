import GeoFormats
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import Datasets

@Suite("GDELT, synthetic rows")
struct GDELTTests {
  private static let point = Coordinate(longitude: -0.04, latitude: 16.27)
  private static let nation = AreaReference(names: ["FIPS:ML", "Mali"], level: 0, at: point)
  private static let region = AreaReference(
    names: ["FIPS:ML09", "Gao"], level: 1, country: "FIPS:ML", at: point)

  private static func disc(_ meters: Double, _ areas: [AreaReference]) -> Place {
    .near(
      center: .coordinate(point, name: "SYNTHETIC, Gao, Mali"), radiusMeters: meters,
      clippedTo: areas)
  }

  @Test("rows of 61, 58 and 57 fields say the same", arguments: [61, 58, 57])
  func layouts(_ count: Int) throws {
    let result = try ReadResult(
      SyntheticGDELT.row(fields: count) + SyntheticGDELT.row(["GLOBALEVENTID": "2"], fields: count))
    #expect(result.format == .gdelt)
    #expect(result.columnNames == SyntheticGDELT.columns(count))
    #expect(result.codes.isEmpty)
    #expect(result.incidents.map(\.id) == ["1001", "2"])
    let incident = try #require(result.incidents.first)
    #expect(incident.date?.edtf == "2019-07-21")
    #expect(incident.eventType == "fighting with small arms")
    #expect(incident.place == Self.disc(25_000, []))
    #expect(incident.locationBasis == .assumed)
    #expect(incident.reportedToll == nil)
    #expect(incident.attributedTo.isEmpty)
    #expect(incident.countryReported == "Mali")
    #expect(incident.admin1Reported == "Gao")
    #expect(incident.sources == (count == 57 ? [] : ["https://example.org/SYNTHETIC"]))
    #expect(incident.attributes["num_mentions"] == .integer(4))
    #expect(incident.attributes["goldstein_scale"] == .number(-10))
    #expect(incident.attributes["is_root_event"] == .bool(true))
    #expect(incident.derived.grade == .unstated)
  }

  @Test("the columns are those of the published lists, in order")
  func names() {
    // Positions from the codebooks: fields 1, 27 to 29, 52 and the last of each layout.
    for (count, place) in [(61, 51), (58, 49), (57, 49)] {
      let names = SyntheticGDELT.columns(count)
      #expect(names.count == count)
      #expect(Array(names[26...28]) == ["EventCode", "EventBaseCode", "EventRootCode"])
      #expect(names[place] == "ActionGeo_Type")
      #expect(names.last == (count == 57 ? "DATEADDED" : "SOURCEURL"))
    }
  }

  @Test("ActionGeo_Type gives the kind of place, as far as there is a point or a code")
  func places() throws {
    let noPoint = ["ActionGeo_Lat": "", "ActionGeo_Long": ""]
    let noCodes = [
      "ActionGeo_CountryCode": "", "ActionGeo_ADM1Code": "", "ActionGeo_FullName": "",
    ]
    let wholeRegion = Place.firstKnown([.area(Self.region), Self.disc(90_000, [Self.nation])])
    var (nation, region) = (Self.nation, Self.region)
    nation.at = nil
    region.at = nil
    let table: [([String: String], Place)] = [
      (["ActionGeo_Type": "1"], .area(Self.nation)),
      (["ActionGeo_Type": "3"], Self.disc(25_000, [])),
      (["ActionGeo_Type": "4"], Self.disc(25_000, [])),
      (["ActionGeo_Type": "5"], wholeRegion),
      (noPoint, .firstKnown([.area(region), .area(nation)])),
      (noPoint.merging(["ActionGeo_Type": "1"]) { $1 }, .area(nation)),
      (noPoint.merging(["ActionGeo_Type": "0"]) { $1 }, .area(nation)),
      (noPoint.merging(noCodes) { $1 }, .unknown),
      (noPoint.merging(noCodes) { $1 }.merging(["ActionGeo_Type": "0"]) { $1 }, .unknown),
    ]
    for (changed, place) in table {
      let found = try SyntheticGDELT.one(changed)
      #expect(found.incident?.place == place, "\(changed)")
      #expect(found.codes.isEmpty, "\(changed)")
    }
  }

  @Test("the region is what stands between the place and the country")
  func regionNames() throws {
    let table: [(String, String, String?, String?)] = [
      ("1", "Mali", nil, "Mali"), ("2", "Texas, United States", "Texas", "United States"),
      ("4", "Leith, Edinburgh, City of, United Kingdom", "Edinburgh, City of", "United Kingdom"),
      ("4", "Pristina, Kosovo", nil, "Kosovo"),
      ("5", "Kogi State, Kogi, Nigeria", "Kogi", "Nigeria"),
      ("0", "", nil, nil),
    ]
    for (type, name, region, country) in table {
      let incident = try SyntheticGDELT.one([
        "ActionGeo_Type": type, "ActionGeo_FullName": name,
      ]).incident
      #expect(incident?.admin1Reported == region, "\(name)")
      #expect(incident?.countryReported == country, "\(name)")
    }
  }

  @Test("only the chosen codes are read; the others are counted in the summary")
  func codes() throws {
    let codes = ["010", "141", "180", "193", "2042"]
    let text = codes.enumerated().map { index, code in
      SyntheticGDELT.row([
        "GLOBALEVENTID": "\(index)", "EventCode": code, "EventRootCode": String(code.prefix(2)),
      ])
    }.joined()
    let usual = try ReadResult(text)
    #expect(usual.incidents.map(\.id) == ["2", "3", "4"])
    #expect(usual.incidents.map(\.sourceRow) == [3, 4, 5])
    #expect(usual.remarks == ["2 rows of other CAMEO codes than 18-20 not read"])
    let chosen = try ReadResult(
      text, options: .init(eventCodes: try CAMEOCodes(text: "01,14,204")))
    #expect(chosen.incidents.map(\.id) == ["0", "1", "4"])
    #expect(
      chosen.incidents.map(\.eventType)
        == ["public statement", "protest", "use of nuclear weapons"])
  }

  @Test("a choice of codes is roots, ranges of roots and longer codes")
  func choice() throws {
    let codes = try CAMEOCodes(text: "14,18-20,0211")
    #expect(["14", "145", "180", "1951", "20", "0211"].allSatisfy(codes.contains))
    #expect(["13", "021", "17", "2", "", "0212"].allSatisfy { !codes.contains($0) })
    for text in [
      "", "1", "18-", "-18", "20-18", "21", "00", "18,,19", "180-190", "18 ", "x", "18-21",
    ] {
      #expect(throws: CAMEOCodesError.self, "\(text)") { try CAMEOCodes(text: text) }
    }
  }

  @Test("a table that a spreadsheet wrote again is read by its header, with a warning")
  func resaved() throws {
    let columns = SyntheticGDELT.columns(61)
    let row = SyntheticGDELT.row([
      "EventCode": "43", "EventRootCode": "4", "DATEADDED": "2.02E+13",
    ]).replacing("\t", with: ";")
    let result = try ReadResult(
      columns.joined(separator: ";") + "\r\n" + row,
      options: .init(eventCodes: try CAMEOCodes(text: "04")))
    #expect(result.format == .gdelt)
    #expect(result.codes == ["spreadsheet-damage"])
    #expect(result.diagnostics.allSatisfy { $0.isKept })
    #expect(result.incidents.map { $0.attributes["cameo_code"] } == [.string("043")])
  }

  @Test("a damaged first row is said and does not hide what the file is", arguments: [61, 58, 57])
  func damagedFirstRow(count: Int) throws {
    for first in ["1000\t20190721\tcut\n", "\t\t\n", "SYNTHETIC\n"] {
      let result = try ReadResult(
        first + SyntheticGDELT.row(fields: count)
          + SyntheticGDELT.row(["GLOBALEVENTID": "2"], fields: count))
      #expect(result.format == .gdelt)
      #expect(result.columnNames == SyntheticGDELT.columns(count))
      #expect(result.incidents.map(\.id) == ["1001", "2"])
      #expect(result.codes == ["csv-too-few-fields"])
    }
  }

  @Test("quotes are text, damaged rows are said and the others kept")
  func damaged() throws {
    let text =
      SyntheticGDELT.row(["Actor1Name": "\"SYNTHETIC"])
      + "1002\t20190721\tcut\n"
      + SyntheticGDELT.row(["GLOBALEVENTID": "1003", "ActionGeo_Lat": "16.27#"])
      + SyntheticGDELT.row(["GLOBALEVENTID": "1004", "SQLDATE": "20190732"])
      + SyntheticGDELT.row(["GLOBALEVENTID": "1005", "ActionGeo_Type": "9"])
    let result = try ReadResult(text)
    #expect(result.incidents.map(\.id) == ["1001", "1004", "1005"])
    #expect(result.incidents.first?.attributes["actor1"] == .string("\"SYNTHETIC"))
    #expect(
      result.codes == [
        "csv-too-few-fields", "latitude-unreadable", "date-damaged", "place-type-unknown",
      ])
    #expect(result.incidents.map { $0.date?.edtf } == ["2019-07-21", "2019", "2019-07-21"])
  }

  @Test("events of 2019-10-24 as published", .enabled(if: fieldData("data/gdelt") != nil))
  func fieldFile() throws {
    // Counts by Python's csv module on the same file.
    let path = try #require(fieldData("data/gdelt/20191024143000.export.CSV"))
    let result = try ReadResult(path: path)
    #expect(result.incidents.count == 219)
    #expect(result.codes.isEmpty)
    #expect(result.remarks == ["1892 rows of other CAMEO codes than 18-20 not read"])
    let kinds = result.incidents.reduce(into: [0, 0, 0, 0]) { counts, incident in
      switch incident.place {
      case .area: counts[0] += 1
      case .firstKnown: counts[1] += 1
      case .near: counts[2] += 1
      default: counts[3] += 1
      }
    }
    #expect(kinds == [51, 39, 123, 6])
  }

  @Test(
    "a copy saved by a spreadsheet is read and said", .enabled(if: fieldData("data/gdelt") != nil))
  func damagedFieldFile() throws {
    let path = try #require(fieldData("data/gdelt/20190121220000.export2.CSV"))
    let result = try ReadResult(path: path)
    #expect(result.incidents.count == 207)
    #expect(result.codes == ["spreadsheet-damage"])
    #expect(result.remarks == ["1422 rows of other CAMEO codes than 18-20 not read"])
  }
}
