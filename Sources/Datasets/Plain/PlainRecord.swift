public import GeoFormats
public import Incidents

/// The record behind a plain incident.
public struct PlainRecord {
  /// The record.
  public internal(set) var record: CSVRecord
  /// Its row in the data set, from 1, the header not counted.
  public internal(set) var row: Int
  let dialect: any PlainDialect

  /// The place that it describes, and whether it is this program's making; nil where it has none.
  public var place: (place: Place, basis: LocationBasis)? { dialect.place(record) }

  /// The names of the place and the country that it gives; nil where they are empty.
  public var names: (place: String?, country: String?) { dialect.names(record) }
}
