import GeoFormats
import Incidents

/// What the first bytes of an input look like.
struct InputShape {
  let name: String
  /// How the table is written, if it is one with a header.
  let options = CSVOptions(separator: .detect)
  /// The first record as names of columns; empty if the input is no table.
  let header: [String]
  private let head: ArraySlice<UInt8>

  init(_ head: ArraySlice<UInt8>, name: String) {
    self.head = head
    self.name = name
    let source = ByteSource(bytes: Array(head), name: name)
    header = (try? CSVReader(source, options).header) ?? []
  }

  /// The form of the input, recognised by its content.
  func format() throws(InputError) -> IncidentSource.Format {
    if GeoJSONStream.recognises(head) { return .geoJSON }
    if UCDPGEDTable.recognises(header: header) { return .ucdpGED }
    if ACLEDTable.recognises(header: header) { return .acled }
    if GDELTTable.recognises(header: header) || gdeltNames != nil { return .gdelt }
    if IncidentDocument.recognises(head) { return .balise }
    throw InputError(
      file: name,
      reason:
        "not recognised: neither Balise's own YAML or JSON (a key `balise: 1` at the top) nor "
        + "GeoJSON (a FeatureCollection, a Feature or a geometry), UCDP GED (columns id, where_prec, latitude, longitude, country, date_start ...), "
        + "ACLED (event_id_cnty, event_date, geo_precision ...) or GDELT events (57, 58 or 61 "
        + "fields between tabs)",
      action: "check the file, or say what it is with --format")
  }

  /// A table with a header.
  func table<Column>(_ options: IncidentSource.Options) -> Table<Column> {
    Table(fileName: name, columnNames: header, keepsColumns: options.keepsColumns)
  }

  // MARK: GDELT

  /// The names of the columns of GDELT's files without a header; nil for any other input.
  private var gdeltNames: [String]? {
    let source = ByteSource(bytes: Array(head), name: name)
    guard var reader = try? CSVReader(source, GDELTTable.csv) else { return nil }
    return (try? reader.next()).flatMap { GDELTTable.columnNames(ofFileBeginning: $0) }
  }

  /// How a file of GDELT is written: with a header or as published.
  var gdeltOptions: CSVOptions {
    GDELTTable.recognises(header: header) ? options : GDELTTable.csv
  }

  /// The columns of a file of GDELT.
  func gdeltTable(_ options: IncidentSource.Options) throws(InputError) -> Table<GDELTColumn> {
    if GDELTTable.recognises(header: header) { return table(options) }
    guard let names = gdeltNames else {
      throw InputError(
        file: name,
        reason: "this is no event file of GDELT: its first row has neither 61 fields (GDELT 2) nor "
          + "58 or 57 (GDELT 1) between tabs, with a number and a date at the start",
        action: "use the file as GDELT publishes it")
    }
    return Table(fileName: name, columnNames: names, keepsColumns: options.keepsColumns)
  }
}
