import Foundation
import GeoFormats
import Incidents

@testable import Datasets

/// What was read from a text as if it were a file.
struct ReadResult {
  var incidents: [Incident] = []
  var diagnostics: [Diagnostic] = []
  var remarks: [String] = []
  var columnNames: [String] = []
  var format: IncidentSource.Format
  var codes: [String] { diagnostics.map(\.code) }

  init(_ text: String, options: IncidentSource.Options = .init()) throws {
    try self.init(
      IncidentSource(bytes: Array(text.utf8), name: "synthetic.csv", options: options))
  }

  init(path: URL, options: IncidentSource.Options = .init()) throws {
    try self.init(IncidentSource(path: path.path, options: options))
  }

  private init(_ source: IncidentSource) throws {
    format = source.format
    columnNames = source.columnNames
    while let batch = try source.next() {
      let (incidents, diagnostics) = batch.read()
      self.incidents += incidents
      self.diagnostics += diagnostics
    }
    remarks = source.remarks
  }
}

/// Text as a field of a table with commas.
func csvField(_ text: String) -> String {
  text.contains { ",\"\r\n".contains($0) }
    ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
}

/// Made-up rows in the form of ACLED. Nothing in them happened; every record says SYNTHETIC.
enum SyntheticACLED {
  /// The layout before 2023.
  static let oldColumns = [
    "data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year",
    "time_precision", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1",
    "actor2", "assoc_actor_2", "inter2", "interaction", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "timestamp", "iso3",
  ]
  /// The layout since 2023.
  static let newColumns = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
  ]

  private static let usual = [
    "event_id_cnty": "MLI1", "event_date": "2020-07-15", "year": "2020", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "SYNTHETIC A", "assoc_actor_1": "SYNTHETIC C",
    "inter1": "1", "actor2": "SYNTHETIC B", "inter2": "State forces", "interaction": "12",
    "civilian_targeting": "Civilian targeting", "country": "Mali", "admin1": "Gao",
    "location": "SYNTHETIC town", "latitude": "16.27", "longitude": "-0.04",
    "geo_precision": "1", "source": "SYNTHETIC One; SYNTHETIC Two", "source_scale": "National",
    "notes": "SYNTHETIC, with \"quotes\".", "fatalities": "3", "tags": "crowd size=no report",
    "timestamp": "1596240000",
  ]

  static func header(_ columns: [String] = newColumns) -> String {
    columns.joined(separator: ",") + "\n"
  }

  static func row(_ changed: [String: String] = [:], _ columns: [String] = newColumns) -> String {
    columns.map { csvField(changed[$0] ?? usual[$0] ?? "") }.joined(separator: ",") + "\n"
  }

  /// The one incident of a row, and the codes of what was found.
  static func one(_ changed: [String: String]) throws -> (incident: Incident?, codes: [String]) {
    let result = try ReadResult(header() + row(changed))
    return (result.incidents.first, result.codes)
  }
}

/// Made-up rows in the form of GDELT. Nothing in them happened; every record says SYNTHETIC.
enum SyntheticGDELT {
  private static let usual = [
    "GLOBALEVENTID": "1001", "SQLDATE": "20190721", "MonthYear": "201907", "Year": "2019",
    "Actor1Name": "SYNTHETIC A", "Actor2Name": "SYNTHETIC B", "IsRootEvent": "1",
    "EventCode": "193", "EventBaseCode": "193", "EventRootCode": "19", "QuadClass": "4",
    "GoldsteinScale": "-10.0", "NumMentions": "4", "NumSources": "1", "NumArticles": "4",
    "AvgTone": "-2.5", "ActionGeo_Type": "4", "ActionGeo_FullName": "SYNTHETIC, Gao, Mali",
    "ActionGeo_CountryCode": "ML", "ActionGeo_ADM1Code": "ML09", "ActionGeo_Lat": "16.27",
    "ActionGeo_Long": "-0.04", "DATEADDED": "20190721100000",
    "SOURCEURL": "https://example.org/SYNTHETIC",
  ]

  static func columns(_ count: Int) -> [String] { GDELTLayout.columnNames(count: count) ?? [] }

  static func row(_ changed: [String: String] = [:], fields: Int = 61) -> String {
    columns(fields).map { changed[$0] ?? usual[$0] ?? "" }.joined(separator: "\t") + "\n"
  }

  static func one(_ changed: [String: String]) throws -> (incident: Incident?, codes: [String]) {
    let result = try ReadResult(row(changed))
    return (result.incidents.first, result.codes)
  }
}
