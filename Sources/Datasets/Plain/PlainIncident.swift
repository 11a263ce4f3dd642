public import GeoFormats
public import Incidents
public import SimpleFeatures

/// A row in which every value is as the codebook of its data set says: what an incident needs, as
/// fields of the row's batch and numbers, without a string or an array.
///
/// It is the fast way from a table to features. It must say the same as the row's `Incident`, to
/// the last byte of the feature; a row that needs a finding or a second thought has none and goes
/// the other way.
public struct PlainIncident {
  /// The identifier.
  public var id: CSVField
  /// What happened, in two parts, either of which may be empty.
  public var title: (CSVField, CSVField)
  /// The first day, as it is written in the row.
  public var start: CSVField
  /// The last day, as it is written in the row.
  public var end: CSVField
  /// How precise the date is.
  public var datePrecision: DatePrecision
  /// The kind of event.
  public var eventType: StaticString?
  /// The name of the place.
  public var placeName: CSVField
  /// Where it is.
  public var position: Position
  /// The toll that the data set reports.
  public var toll: (low: Int, best: Int, high: Int)
  /// Whether the numbers of the toll are not in ascending order, which the findings say.
  public var hasDisorderedToll: Bool
  /// The party held responsible; empty for none.
  public var attributedTo: CSVField
  /// The country that the row names.
  public var country: CSVField
  /// The first-level region that the row names.
  public var admin1: CSVField
  /// Properties of this data set, in order: a name with its quotes and colon, and the text.
  public var attributes: [3 of Attribute]
  /// The sources; one, or several between `";"`.
  public var sources: CSVField
  /// What the data set is called.
  public var dataset: StaticString

  /// A property of the data set.
  public struct Attribute {
    /// The name as JSON, with a comma before it and a colon behind it.
    public var name: StaticString
    /// The text; empty for none.
    public var text: CSVField
  }

  /// Where a plain incident is.
  public enum Position {
    /// At a point.
    case exact(Coordinate)
    /// On a disc about a point, cut to nothing.
    case near(Coordinate, radiusMeters: Double)
    /// Somewhere that has to be looked up, the same for all rows of which the fields are the same.
    case described(Coordinate?, code: Int, fields: [4 of CSVField])
  }
}

/// As much of a plain incident as a point with columns needs; the whole is ten times as large.
public struct PlainPoint {
  /// The identifier.
  public var id: CSVField
  /// The coordinate that the row gives; nil where it gives none.
  public var coordinate: Coordinate?
  /// Whether something is found in the row all the same.
  public var hasFindings: Bool
}

extension PlainIncident.Position {
  /// The coordinate that the row gives.
  public var coordinate: Coordinate? {
    switch self {
    case .exact(let point), .near(let point, _): point
    case .described(let point, _, _): point
    }
  }
}

/// A table of which most rows are plain. Every row is wanted and read without the others, so that
/// the rows of `CSVText` can be read on any thread.
protocol PlainDialect: TableDialect {
  /// A row as a plain incident; nil for one that has to be read as an incident.
  /// - Parameter fields: where the row's fields lie in `bytes`.
  func plain(_ fields: Span<CSVField>, _ bytes: Span<UInt8>) -> PlainIncident?
  /// Of the same rows the identifier and the point only, in a fraction of the time.
  func plainPoint(_ fields: Span<CSVField>, _ bytes: Span<UInt8>) -> PlainPoint?
  /// What is found in a row that is plain all the same.
  func findings(in incident: PlainIncident, _ record: CSVRecord) -> [Diagnostic]
  /// The names of place and country; nil where they are empty.
  func names(_ record: CSVRecord) -> (place: String?, country: String?)
  /// The place of a plain incident that has to be looked up, and whether it is this program's
  /// making.
  func place(_ record: CSVRecord) -> (place: Place, basis: LocationBasis)?
}
