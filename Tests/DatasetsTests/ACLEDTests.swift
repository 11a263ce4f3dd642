import GeoFormats
import Incidents
import SimpleFeatures
import Testing

@testable import Datasets

@Suite("ACLED, synthetic rows")
struct ACLEDTests {
  private static let point = Coordinate(longitude: -0.04, latitude: 16.27)

  @Test("both layouts say the same, in any order of columns")
  func layouts() throws {
    let orders = [
      SyntheticACLED.newColumns, SyntheticACLED.oldColumns, SyntheticACLED.oldColumns.reversed(),
    ]
    for columns in orders {
      let result = try ReadResult(SyntheticACLED.header(columns) + SyntheticACLED.row([:], columns))
      #expect(result.format == .acled)
      #expect(result.codes.isEmpty)
      #expect(result.columnNames == columns)
      let incident = try #require(result.incidents.first)
      #expect(incident.id == "MLI1")
      #expect(incident.title == "Armed clash: SYNTHETIC town")
      #expect(incident.date?.edtf == "2020-07-15")
      #expect(incident.eventType == "Battles")
      #expect(incident.summary == "SYNTHETIC, with \"quotes\".")
      #expect(incident.place == .exact(Self.point))
      #expect(incident.locationBasis == .stated)
      #expect(incident.reportedToll == (try ReportedToll(low: 3, best: 3, high: 3)))
      #expect(incident.sources == ["SYNTHETIC One", "SYNTHETIC Two"])
      #expect(incident.attributedTo.isEmpty)
      #expect(incident.countryReported == "Mali")
      #expect(incident.admin1Reported == "Gao")
      #expect(incident.sourceRow == 1)
      #expect(incident.derived.grade == .unstated)
    }
  }

  @Test("attributes keep actors, their kinds and the time of the last change")
  func attributes() throws {
    let incident = try #require(try SyntheticACLED.one([:]).incident)
    let expected: [(String, PropertyValue)] = [
      ("disorder_type", .string("Political violence")), ("sub_event_type", .string("Armed clash")),
      ("actor1", .string("SYNTHETIC A")), ("actor1_type", .string("State forces")),
      ("assoc_actor_1", .string("SYNTHETIC C")), ("actor2", .string("SYNTHETIC B")),
      ("actor2_type", .string("State forces")),
      ("civilian_targeting", .string("Civilian targeting")),
      ("tags", .string("crowd size=no report")), ("source_scale", .string("National")),
      ("timestamp", .integer(1_596_240_000)),
    ]
    #expect(incident.attributes.members.map(\.name) == expected.map(\.0))
    #expect(incident.attributes.members.map(\.value) == expected.map(\.1))
  }

  @Test("kinds of actors are words, whether the file has words or numbers")
  func actorTypes() throws {
    let table: [String: PropertyValue?] = [
      "1": .string("State forces"), "2.0": .string("Rebel group"), "7": .string("Civilians"),
      "8": .string("External/Other forces"), "0": nil, "": nil, "9": .string("9"),
      "Rebel group": .string("Rebel group"),
    ]
    for (text, expected) in table {
      #expect(
        try SyntheticACLED.one(["inter1": text]).incident?.attributes["actor1_type"] == expected,
        "\(text)")
    }
  }

  @Test("geo_precision is ACLED's own scale of 1 to 3")
  func places() throws {
    let nation = AreaReference(names: ["Mali"], level: 0, at: Self.point)
    let region = AreaReference(names: ["Gao"], level: 1, country: "Mali", at: Self.point)
    func disc(_ meters: Double, _ areas: [AreaReference]) -> Place {
      .near(
        center: .coordinate(Self.point, name: "SYNTHETIC town"), radiusMeters: meters,
        clippedTo: areas)
    }
    let table: [(String, Place?, LocationBasis?, [String])] = [
      ("1", .exact(Self.point), .stated, []),
      ("2", disc(25_000, []), .assumed, []),
      ("3.0", .firstKnown([.area(region), disc(90_000, [nation])]), .stated, []),
      ("4", nil, nil, ["geo-precision-unknown"]),
      ("", nil, nil, ["geo-precision-unknown"]),
    ]
    for (code, place, basis, codes) in table {
      let found = try SyntheticACLED.one(["geo_precision": code])
      #expect(found.incident?.place == place, "\(code)")
      #expect(found.incident?.locationBasis == basis, "\(code)")
      #expect(found.codes == codes, "\(code)")
    }
    let zero = try SyntheticACLED.one(["latitude": "0", "longitude": "0.0", "geo_precision": "3"])
    #expect(
      zero.incident?.place == .area(AreaReference(names: ["Gao"], level: 1, country: "Mali")))
    #expect(zero.codes == ["null-island"])
    let nowhere = try SyntheticACLED.one([
      "latitude": "0", "longitude": "0", "geo_precision": "3", "admin1": "",
    ])
    #expect(nowhere.incident?.place == .area(AreaReference(names: ["Mali"], level: 0)))
  }

  @Test("time_precision widens the date to its week or its month")
  func datePrecision() throws {
    let table: [(String, String, DatePrecision, [String])] = [
      ("1", "2020-07-15", .day, []),
      ("2", "2020-07-12/2020-07-18", .week, []),
      ("3.0", "2020-07", .month, []),
      ("", "2020-07-15", .day, []),
      ("4", "2020-07-15", .day, ["time-precision-unknown"]),
    ]
    for (code, edtf, precision, codes) in table {
      let found = try SyntheticACLED.one(["time_precision": code])
      #expect(found.incident?.date?.edtf == edtf, "\(code)")
      #expect(found.incident?.date?.precision == precision, "\(code)")
      #expect(found.codes == codes, "\(code)")
    }
  }

  @Test("dates of every export are read; a damaged one leaves the year")
  func dates() throws {
    let table: [(String, String, String?, [String])] = [
      ("25-Aug-03", "2003", "2003-08-25", []),
      ("25-Aug-98", "", "1998-08-25", []),
      ("25 August 2003", "2003", "2003-08-25", []),
      ("04-08-2003", "2003", "2003-08-04", []),
      ("04/08/2003", "2003", "2003", ["date-ambiguous"]),
      ("24/08/2003", "2003", "2003-08-24", []),
      ("37857", "2003", "2003-08-24", ["date-serial"]),
      ("37857", "2004", "2004", ["date-damaged"]),
      ("00:00.0", "2003", "2003", ["date-damaged"]),
      ("00:00.0", "", nil, ["date-damaged"]),
    ]
    for (text, year, edtf, codes) in table {
      let found = try SyntheticACLED.one(["event_date": text, "year": year])
      #expect(found.incident?.date?.edtf == edtf, "\(text)")
      #expect(found.codes == codes, "\(text)")
    }
  }

  @Test("one date that has only one order decides for the column, and the summary says so")
  func dateOrder() throws {
    let rows = ["07/04/2020", "07/13/2020"].map { SyntheticACLED.row(["event_date": $0]) }
    let result = try ReadResult(SyntheticACLED.header() + rows.joined())
    #expect(result.incidents.map { $0.date?.edtf } == ["2020-07-04", "2020-07-13"])
    #expect(result.remarks == ["dates read as month/day/year"])
    let mixed = ["07/04/2020", "07/13/2020", "13/07/2020"].map {
      SyntheticACLED.row(["event_date": $0])
    }
    let unclear = try ReadResult(SyntheticACLED.header() + mixed.joined())
    #expect(unclear.incidents.map { $0.date?.edtf } == ["2020", "2020-07-13", "2020-07-13"])
    #expect(unclear.codes == ["date-ambiguous"])
  }

  @Test("0 dead is a number, 10 is flagged, nothing is nothing")
  func tolls() throws {
    let table: [(String, Int?, Bool, [String])] = [
      ("0", 0, false, []), ("10", 10, true, ["toll-several"]), ("11", 11, false, []),
      ("10.0", 10, true, ["toll-several"]), ("", nil, false, []),
      ("-1", nil, false, ["toll-negative"]), ("many", nil, false, ["toll-unreadable"]),
      ("99999999999999999999", nil, false, ["toll-unreadable"]),
    ]
    for (text, count, isFlagged, codes) in table {
      let found = try SyntheticACLED.one(["fatalities": text])
      #expect(found.incident?.reportedToll?.best == count, "\(text)")
      #expect((found.incident?.attributes["killed_note"] != nil) == isFlagged, "\(text)")
      #expect(found.codes == codes, "\(text)")
    }
    let finding = try ReadResult(
      SyntheticACLED.header() + SyntheticACLED.row(["fatalities": "10"])
    ).diagnostics.first
    #expect(finding?.isKept == true)
  }

  @Test("a row of HXL tags is no incident, nor is its column of numbers text")
  func tags() throws {
    let tags = SyntheticACLED.row([
      "event_id_cnty": "#event+code", "event_date": "#date+occurred", "latitude": "#geo+lat",
      "longitude": "#geo+lon", "fatalities": "#affected+killed",
    ])
    let result = try ReadResult(
      SyntheticACLED.header() + tags + SyntheticACLED.row(["event_id_cnty": "7173324.0"]))
    #expect(result.incidents.map(\.id) == ["7173324"])
    #expect(result.incidents.map(\.sourceRow) == [1])
    #expect(result.remarks == ["1 row of HXL tags left out"])
    #expect(result.codes.isEmpty)
  }

  @Test("a row without an id or with a position that is none is left out, and said")
  func rejected() throws {
    let table: [([String: String], String)] = [
      (["event_id_cnty": ""], "id-missing"), (["latitude": "north"], "latitude-unreadable"),
      (["longitude": ""], "longitude-unreadable"), (["latitude": "-91"], "latitude-out-of-range"),
      (["longitude": "181"], "longitude-out-of-range"),
    ]
    for (changed, code) in table {
      let result = try ReadResult(SyntheticACLED.header() + SyntheticACLED.row(changed))
      #expect(result.incidents.isEmpty, "\(code)")
      #expect(result.codes == [code])
      #expect(result.diagnostics.allSatisfy { $0.rejectsRow })
    }
  }

  @Test("a file without a needed column is refused with the name of the column")
  func missingColumn() throws {
    let columns = SyntheticACLED.newColumns.filter { $0 != "geo_precision" }
    let error = #expect(throws: (any Error).self) {
      try ReadResult(SyntheticACLED.header(columns) + SyntheticACLED.row([:], columns))
    }
    #expect(error.map { "\($0)" }?.contains("columns are missing: geo_precision") == true)
  }

  @Test("own columns are kept under their names when asked for")
  func ownColumns() throws {
    let result = try ReadResult(
      SyntheticACLED.header(["data_id"] + SyntheticACLED.newColumns)
        + SyntheticACLED.row(["data_id": "77"], ["data_id"] + SyntheticACLED.newColumns),
      options: .init(columns: .text))
    #expect(result.incidents.first?.extra["data_id"] == .string("77"))
    #expect(result.incidents.first?.extra["assoc_actor_2"] == nil)
  }
}
