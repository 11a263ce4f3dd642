import GeoFormats
import Incidents
import SimpleFeatures
import Testing

@testable import Datasets

@Suite("UCDP GED, synthetic rows")
struct UCDPGEDTests {
  private static let point = Coordinate(longitude: -0.04, latitude: 16.27)
  private static let nation = AreaReference(names: ["Mali"], level: 0, at: point)
  private static let region = AreaReference(
    names: ["Gao region"], level: 1, country: "Mali", at: point)
  private static let district = AreaReference(
    names: ["SYNTHETIC district"], level: 2, country: "Mali", at: point)

  private static func disc(_ meters: Double, _ areas: [AreaReference]) -> Place {
    .near(
      center: .coordinate(point, name: "SYNTHETIC town"), radiusMeters: meters, clippedTo: areas)
  }

  @Test("each where_prec is a place of its own kind")
  func precisions() throws {
    let places: [String: Place] = [
      "1": .exact(Self.point),
      "2": Self.disc(25_000, []),
      "3": .firstKnown([.area(Self.district), Self.disc(30_000, [Self.region, Self.nation])]),
      "4": .firstKnown([.area(Self.region), Self.disc(90_000, [Self.nation])]),
      "5": Self.disc(150_000, [Self.region, Self.nation]),
      "6": .area(AreaReference(names: ["Mali"], level: 0, at: Self.point)),
      "7": .unknown,
    ]
    for (code, place) in places {
      for text in [code, code + ".0"] {
        let (incident, codes) = try SyntheticGED.one(["where_prec": text])
        #expect(incident?.place == place, "\(text)")
        #expect(codes.isEmpty, "\(text)")
        // Only the large disc alone is no one's statement; fallbacks are marked on the ground.
        #expect(incident?.locationBasis == (code == "5" ? .assumed : .stated), "\(text)")
      }
    }
  }

  @Test("a road of where_prec 5 is tried as a line first, the disc behind it")
  func road() throws {
    let (incident, _) = try SyntheticGED.one([
      "where_prec": "5", "where_coordinates": "Gao-Bourem road",
    ])
    let disc = Place.near(
      center: .coordinate(Self.point, name: "Gao-Bourem road"), radiusMeters: 150_000,
      clippedTo: [Self.region, Self.nation])
    #expect(
      incident?.place
        == .firstKnown([
          .between(
            .named("Gao", country: "Mali"), .named("Bourem", country: "Mali"), at: Self.point,
            withinMeters: 50_000), disc,
        ]))
    #expect(incident?.locationBasis == .stated)
    let exact = try SyntheticGED.one(["where_coordinates": "Gao-Bourem road"]).incident
    #expect(exact?.place == .exact(Self.point))
  }

  @Test("a position of 0/0 is missing: named areas stay, points and discs do not")
  func nullIsland() throws {
    func place(_ code: String, _ changed: [String: String] = [:]) throws -> (Place?, [String]) {
      let zero = ["where_prec": code, "latitude": "0", "longitude": "0.0"]
      let (incident, codes) = try SyntheticGED.one(zero.merging(changed) { $1 })
      return (incident?.place, codes)
    }
    let region = AreaReference(names: ["Gao region"], level: 1, country: "Mali")
    let district = AreaReference(names: ["SYNTHETIC district"], level: 2, country: "Mali")
    let expected: [String: Place] = [
      "1": .unknown, "2": .unknown, "3": .firstKnown([.area(district), .area(region)]),
      "4": .area(region), "5": .unknown,
    ]
    for (code, place) in expected {
      let found = try SyntheticGED.one(
        ["where_prec": code, "latitude": "0", "longitude": "0.0"])
      #expect(found.incident?.place == place, "\(code)")
      #expect(found.codes == ["null-island"], "\(code)")
    }
    #expect(try place("6").1.isEmpty && place("7").1.isEmpty)
    #expect(try place("1", ["longitude": "0.001"]).1.isEmpty)
  }

  @Test(
    "a row without id, position or precision is left out, and said to be",
    arguments: [
      (["id": ""], "id-missing"), (["where_prec": ""], "where-prec-unknown"),
      (["where_prec": "8"], "where-prec-unknown"), (["where_prec": "0"], "where-prec-unknown"),
      (["where_prec": "1.5"], "where-prec-unknown"),
      (["where_prec": "high"], "where-prec-unknown"),
      (["latitude": ""], "latitude-unreadable"), (["latitude": "north"], "latitude-unreadable"),
      (["latitude": "16,27"], "latitude-unreadable"),
      (["longitude": "nan"], "longitude-unreadable"),
      (["latitude": "inf"], "latitude-unreadable"),
      (["latitude": "91"], "latitude-out-of-range"),
      (["latitude": "120.5", "longitude": "14.6"], "latitude-out-of-range"),
      (["longitude": "180.1"], "longitude-out-of-range"),
      (["latitude": "1e400"], "latitude-unreadable"),
    ])
  func rejected(_ changed: [String: String], _ code: String) throws {
    let result = try SyntheticGED.read(
      SyntheticGED.header + SyntheticGED.row(changed) + SyntheticGED.row(["id": "2"]))
    #expect(result.incidents.map(\.id) == ["2"])
    #expect(result.incidents.first?.sourceRow == 2)
    #expect(result.codes == [code], "\(result.diagnostics)")
    let finding = try #require(result.diagnostics.first)
    #expect(finding.severity == .error && finding.rejectsRow && finding.line == 2)
    #expect(finding.file.hasSuffix(".csv"))
    let swap = finding.reason.contains("swapped")
    #expect(swap == (changed["longitude"] == "14.6" || changed["latitude"] == "91"))
  }

  @Test("a position is not needed for a country or for nothing")
  func withoutPosition() throws {
    for code in ["6", "7"] {
      let (incident, codes) = try SyntheticGED.one([
        "where_prec": code, "latitude": "", "longitude": "",
      ])
      #expect(incident != nil && codes.isEmpty)
    }
  }

  @Test("low, best and high: order is a doubt, a negative or unreadable number is left out")
  func tolls() throws {
    func toll(_ low: String, _ best: String, _ high: String) throws -> (Toll?, [String]) {
      let (incident, codes) = try SyntheticGED.one(["low": low, "best": best, "high": high])
      return (incident?.reportedToll?.toll, codes)
    }
    func expected(_ minimum: Int?, _ best: Int?, _ maximum: Int?) -> Toll {
      Toll(minimum: minimum, best: best, maximum: maximum, isOpen: false)
    }
    let cases: [(String, String, String, Toll?, [String])] = [
      ("2", "3", "5", expected(2, 3, 5), []), ("2.0", "3.0", "5.0", expected(2, 3, 5), []),
      ("0", "0", "0", expected(0, 0, 0), []),
      ("2", "6", "5", expected(2, 6, 6), ["toll-out-of-order"]),
      ("4", "3", "5", expected(3, 3, 5), ["toll-out-of-order"]),
      ("9", "", "5", expected(5, nil, 9), ["toll-out-of-order"]),
      ("-1", "3", "5", expected(3, 3, 5), ["toll-negative"]),
      ("2", "three", "5", expected(2, nil, 5), ["toll-unreadable"]),
      ("2", "3.5", "5", expected(2, nil, 5), ["toll-unreadable"]),
      ("", "", "7", expected(7, nil, 7), []), ("", "", "", nil, []),
      ("-1", "-2", "-3", nil, ["toll-negative", "toll-negative", "toll-negative"]),
      ("99999999999999999999", "3", "5", expected(3, 3, 5), ["toll-unreadable"]),
    ]
    for (low, best, high, toll, codes) in cases {
      let found = try SyntheticGED.one(["low": low, "best": best, "high": high])
      #expect(found.incident?.reportedToll?.toll == toll, "\(low) \(best) \(high)")
      #expect(found.codes == codes, "\(low) \(best) \(high)")
    }
  }

  @Test("dates: the time is dropped, swapped ends are put in order, a damaged one leaves the year")
  func dates() throws {
    let cases: [(start: String, end: String, year: String, dates: String, codes: [String])] = [
      ("2024-03-05", "2024-03-05", "2024", "2024-03-05 2024-03-05 day", []),
      ("2024-03-05 00:00:00.000", "2024-03-09T12:00", "2024", "2024-03-05 2024-03-09 range", []),
      ("2024-03-09", "2024-03-05", "2024", "2024-03-05 2024-03-09 range", ["dates-swapped"]),
      (
        "00:00.0", "00:00.0", "2024", "2024-01-01 2024-12-31 year",
        ["date-damaged", "date-damaged"]
      ),
      ("2024-03-05", "00:00.0", "2024", "2024-01-01 2024-12-31 year", ["date-damaged"]),
      ("2024-02-30", "2024-03-05", "2024", "2024-01-01 2024-12-31 year", ["date-damaged"]),
      ("5/3/2024", "2024-03-05", "", "none", ["date-ambiguous"]),
      ("00:00.0", "00:00.0", "", "none", ["date-damaged", "date-damaged"]),
      ("00:00.0", "00:00.0", "99999", "none", ["date-damaged", "date-damaged"]),
      ("", "", "2024.0", "2024-01-01 2024-12-31 year", []),
      ("2024-03-05", "", "2024", "2024-03-05 2024-03-05 day", []),
    ]
    for row in cases {
      let (incident, codes) = try SyntheticGED.one([
        "date_start": row.start, "date_end": row.end, "year": row.year,
      ])
      let date = incident?.date
      let shown =
        date.map {
          "\($0.earliest?.description ?? "-") \($0.latest?.description ?? "-") \($0.precision)"
        } ?? "none"
      #expect(shown == row.dates, "\(row)")
      #expect(codes == row.codes, "\(row)")
    }
  }

  @Test(
    "date_prec gives the precision, but several days are never one",
    arguments: [
      ("1", "range"), ("2", "range"), ("3", "week"), ("4", "month"), ("5", "year"), ("3.0", "week"),
    ])
  func datePrecision(_ code: String, _ precision: String) throws {
    let (incident, _) = try SyntheticGED.one([
      "date_prec": code, "date_start": "2024-03-04", "date_end": "2024-03-08",
    ])
    #expect(incident?.date?.precision.rawValue == precision)
  }

  @Test("the rest of a row")
  func values() throws {
    let (incident, codes) = try SyntheticGED.one([
      "id": "123.0", "type_of_violence": "3.0",
      "source_article": "\"SYNTHETIC 1, day\";\"SYNTHETIC \"\"2\"\"\"",
    ])
    #expect(codes.isEmpty)
    let found = try #require(incident)
    #expect(found.id == "123")
    #expect(found.title == "SYNTHETIC A - SYNTHETIC B: SYNTHETIC town")
    #expect(found.eventType == "one-sided violence")
    #expect(found.attributedTo == ["SYNTHETIC A"])
    #expect(found.sources == ["SYNTHETIC 1, day", "SYNTHETIC \"\"2\"\""])
    #expect(found.countryReported == "Mali" && found.admin1Reported == "Gao region")
    #expect(found.dataset == "UCDP GED" && found.sourceRow == 1)
    #expect(found.extra.members.isEmpty)
    #expect(found.attributes["dyad"]?.string == "SYNTHETIC A - SYNTHETIC B")
    let (other, wrong) = try SyntheticGED.one(["type_of_violence": "4"])
    #expect(other?.eventType == nil && wrong == ["type-of-violence-unknown"])
    #expect(other?.attributedTo == [])
  }

  @Test("quotes, commas and line breaks inside fields are text; lines are counted all the same")
  func quoting() throws {
    let text =
      SyntheticGED.header
      + SyntheticGED.row(["where_coordinates": "SYNTHETIC, \"town\"\r\nsecond line"])
      + SyntheticGED.row(["id": "2", "latitude": "91"]) + SyntheticGED.row(["id": "3"])
    let result = try SyntheticGED.read(text)
    #expect(result.incidents.map(\.id) == ["1", "3"])
    #expect(result.incidents.first?.placeName == "SYNTHETIC, \"town\"\r\nsecond line")
    #expect(result.diagnostics.first?.line == 4)
    #expect(result.incidents.map(\.sourceRow) == [1, 3])
  }

  @Test("a row cut off at the end of the file is reported, the rows before it are kept")
  func truncated() throws {
    let whole = SyntheticGED.row(["id": "2"])
    let text = SyntheticGED.header + SyntheticGED.row() + String(whole.prefix(60))
    let result = try SyntheticGED.read(text)
    #expect(result.incidents.map(\.id) == ["1"])
    #expect(result.codes == ["csv-too-few-fields"])
    #expect(result.diagnostics.first?.rejectsRow == true && result.diagnostics.first?.line == 3)
  }

  @Test("a row of HXL tags is no incident, and is said")
  func tags() throws {
    let tags = SyntheticGED.columns.enumerated().map { $0 % 3 == 0 ? "#tag+\($1)" : "" }
      .joined(separator: ",")
    let result = try SyntheticGED.read(
      SyntheticGED.header + tags + "\n" + SyntheticGED.row())
    #expect(result.incidents.map(\.id) == ["1"])
    #expect(result.diagnostics.isEmpty && result.remarks == ["1 row of HXL tags left out"])
    let plain = try SyntheticGED.read(SyntheticGED.header + SyntheticGED.row())
    #expect(plain.remarks.isEmpty)
  }

  @Test(
    "columns may stand in any order and case, under older names, and be missing where not needed")
  func columns() throws {
    let text = """
      Where_Prec,LONGITUDE,latitude,id,country,date_start,best_est,high_est,low_est
      1,-0.04,16.27,SYNTHETIC-1,Mali,2024-03-05,3,5,2

      """
    let result = try SyntheticGED.read(text, columns: .text)
    let incident = try #require(result.incidents.first)
    #expect(result.diagnostics.isEmpty && incident.place == .exact(Self.point))
    #expect(incident.reportedToll?.toll.maximum == 5)
    #expect(incident.date?.latest?.description == "2024-03-05")
    #expect(incident.extra.members.first?.name == "Where_Prec")
    #expect(incident.extra["LONGITUDE"]?.string == "-0.04")
    #expect(incident.title == nil && incident.eventType == nil)
  }

  @Test(
    "what is not UCDP GED is an error that says what was expected",
    arguments: [
      ("a,b\n1,2\n", "not recognised"), ("", "empty"),
      ("id,where_prec,latitude,longitude,country\n1,1,1,1,Mali\n", "date_start"),
    ])
  func unrecognised(_ text: String, _ part: String) {
    let error = #expect(throws: InputError.self) { try SyntheticGED.read(text) }
    #expect(error.map { "\($0)".contains(part) } == true, "\(error as Any)")
  }

  @Test("parts of a batch read the same as the whole")
  func parts() throws {
    let rows = (1...200).map { number in
      SyntheticGED.row(["id": "\(number)", "latitude": number % 7 == 0 ? "95" : "16.27"])
    }
    let text = SyntheticGED.header + rows.joined()
    let source = try IncidentSource(bytes: Array(text.utf8), name: "synthetic.csv")
    let batch = try #require(try source.next())
    let whole = batch.read()
    #expect(whole.incidents.count == 172 && whole.diagnostics.count == 28)
    var incidents: [Incident] = []
    var diagnostics: [Diagnostic] = []
    for start in stride(from: 0, to: 200, by: 33) {
      let part = batch.part(start..<(start + 33)).part(0..<1000).read()
      incidents += part.incidents
      diagnostics += part.diagnostics
    }
    #expect(incidents == whole.incidents && diagnostics == whole.diagnostics)
  }

  @Test("older names, names cut by a shapefile, other orders and an index column are read alike")
  func olderNames() throws {
    let older = [
      "best": "best_est", "high": "high_est", "low": "low_est",
      "type_of_violence": "type_of_vi", "source_article": "source_art",
      "source_original": "source_ori", "where_coordinates": "where_coor",
    ]
    var usual = try #require(
      try SyntheticGED.read(SyntheticGED.header + SyntheticGED.row()).incidents.first)
    usual.placePosition = nil
    let header = String(SyntheticGED.header.dropLast())
    let row = String(SyntheticGED.row().dropLast())
    let renamed = SyntheticGED.columns.map { older[$0] ?? $0 }.joined(separator: ",")
    func reversed(_ line: String) -> String {
      line.split(separator: ",", omittingEmptySubsequences: false).reversed()
        .joined(separator: ",")
    }
    let texts: [String] = [
      "\(renamed)\n\(row)\n", "\(renamed.uppercased())\n\(row)\n", ",\(header)\n0,\(row)\n",
      "\(header)\n\(row)\n".replacing(",", with: ";"), "\(reversed(header))\n\(reversed(row))\n",
    ]
    for text in texts {
      let result = try SyntheticGED.read(text)
      #expect(result.format == .ucdpGED)
      var incidents = result.incidents
      for index in incidents.indices { incidents[index].placePosition = nil }
      #expect(incidents == [usual])
      #expect(result.codes.isEmpty)
    }
  }

  @Test("dates of a spreadsheet are read where the column leaves one order of day and month")
  func spreadsheetDates() throws {
    func dates(_ texts: [String]) throws -> ReadResult {
      try SyntheticGED.read(
        SyntheticGED.header
          + texts.map { SyntheticGED.row(["date_start": $0, "date_end": $0]) }.joined())
    }
    let dayFirst = try dates(["4/3/2024", "13/3/2024 0:00"])
    #expect(dayFirst.incidents.map { $0.date?.edtf } == ["2024-03-04", "2024-03-13"])
    #expect(dayFirst.remarks == ["dates read as day/month/year"])
    let monthFirst = try dates(["4/3/2024", "3/13/2024"])
    #expect(monthFirst.incidents.map { $0.date?.edtf } == ["2024-04-03", "2024-03-13"])
    #expect(monthFirst.remarks == ["dates read as month/day/year"])
    let unclear = try dates(["4/3/2024"])
    #expect(unclear.incidents.map { $0.date?.edtf } == ["2024"])
    #expect(unclear.codes == ["date-ambiguous", "date-ambiguous"])
    #expect(unclear.remarks.isEmpty)
    // 45356 is 2024-03-05: pandas 2.3, to_datetime(45356, unit="D", origin="1899-12-30").
    let serial = try dates(["45356"])
    #expect(serial.incidents.map { $0.date?.edtf } == ["2024-03-05"])
    #expect(serial.codes == ["date-serial", "date-serial"])
    #expect(serial.diagnostics.allSatisfy { $0.isKept })
  }
}
