import GeoFormats
import GeoPackage
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

  /// The form of the input, recognised by its content; a mapping is for whatever is no document.
  func format(isMapped: Bool) throws(InputError) -> IncidentSource.Format {
    if GeoPackageReader.recognises(head) { return .geoPackage }
    if GeoJSONStream.recognises(head) { return .geoJSON }
    if isMapped { return IncidentDocument.recognises(head) ? .balise : .table }
    if UCDPGEDTable.recognises(header: header) { return .ucdpGED }
    if ACLEDTable.recognises(header: header) { return .acled }
    if GDELTTable.recognises(header: header) || gdeltNames != nil { return .gdelt }
    if IncidentDocument.recognises(head) { return .balise }
    if MappedTable.recognises(header: header) { return .table }
    throw InputError(
      file: name,
      reason:
        "not recognised: neither Balise's own YAML or JSON (a key `balise: 1` at the top) nor "
        + "GeoJSON (a FeatureCollection, a Feature or a geometry), a GeoPackage, UCDP GED (columns id, where_prec, latitude, longitude, country, date_start ...), "
        + "ACLED (event_id_cnty, event_date, geo_precision ...) or GDELT events (57, 58 or 61 "
        + "fields between tabs) nor a table with Balise's own columns (id, date, latitude ...)",
      action: header.count > 1
        ? "for a table of your own, balise check --suggest-mapping writes a first --mapping; or "
          + "say what it is with --input-format"
        : "check the file, or say what it is with --input-format")
  }

  /// A table with a header.
  func table<Column>() -> Table<Column> {
    Table(fileName: name, columnNames: header)
  }

  // MARK: GDELT

  /// How many rows are looked at, so that a damaged first one does not hide what a file is.
  private static let rowsToTellBy = 20

  /// The names of the columns of GDELT's files without a header; nil for any other input.
  ///
  /// Of the numbers of fields that its files have, the one with the most rows counts.
  private var gdeltNames: [String]? {
    let found = GDELTLayout.fieldCounts.map { count -> (names: [String]?, rows: Int) in
      var options = GDELTTable.csv
      options.fieldCount = count
      let source = ByteSource(bytes: Array(head), name: name)
      guard var reader = try? CSVReader(source, options),
        let batch = try? reader.nextBatch()
      else { return (nil, 0) }
      let names = batch.prefix(Self.rowsToTellBy).compactMap(GDELTTable.columnNames)
      return (names.first, names.count)
    }
    return found.max { $0.rows < $1.rows }?.names
  }

  /// How a file of GDELT is written: with a header or as published.
  var gdeltOptions: CSVOptions {
    if GDELTTable.recognises(header: header) { return options }
    var options = GDELTTable.csv
    options.fieldCount = gdeltNames?.count
    return options
  }

  /// The columns of a file of GDELT.
  func gdeltTable() throws(InputError) -> Table<GDELTColumn> {
    if GDELTTable.recognises(header: header) { return table() }
    guard let names = gdeltNames else {
      throw InputError(
        file: name,
        reason: "this is no event file of GDELT: its first rows have neither 61 fields (GDELT 2) "
          + "nor 58 or 57 (GDELT 1) between tabs, with a number and a date at the start",
        action: "use the file as GDELT publishes it")
    }
    return Table(fileName: name, columnNames: names)
  }
}
