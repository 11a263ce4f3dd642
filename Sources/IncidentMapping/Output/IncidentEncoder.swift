import GeoFormats
import Incidents
import SimpleFeatures

/// Turns mapped incidents into the bytes of an output; pure, so that several threads can each encode
/// a part.
public struct IncidentEncoder: Sendable {
  /// What the output is for.
  public let profile: OutputProfile
  /// How places are drawn.
  public let style: GeometryStyle
  /// Which of the input's own columns are kept.
  public let columns: KeptColumns
  /// Which of the model's properties are written.
  public let properties: PropertyChoice
  /// The columns of a table.
  public let table: IncidentTable
  private let layout: IncidentLayout
  private let features: GeoJSONEncoder
  private let sequence: GeoJSONSequenceEncoder
  private let rows: CSVEncoder

  /// Makes an encoder.
  public init(
    _ profile: OutputProfile, style: GeometryStyle, columns: KeptColumns,
    properties: PropertyChoice = .all, table: IncidentTable,
    isPretty: Bool
  ) {
    self.profile = profile
    self.style = style
    self.columns = columns
    self.properties = properties
    self.table = table
    layout = IncidentLayout(properties)
    features = GeoJSONEncoder(isPretty: isPretty, hasIntegerIDs: profile == .maplibre)
    sequence = GeoJSONSequenceEncoder(hasSeparators: profile == .seq)
    rows = CSVEncoder(endsLinesWithCRLF: profile == .excel)
  }

  /// Adds an incident to those encoded already.
  /// - Returns: whether the viewer can take it; false for geojson.io and an unknown place.
  public func append(_ incident: MappedIncident, to encoded: inout EncodedIncidents) throws -> Bool
  {
    let feature = incident.feature(style, properties: properties, keeping: columns)
    if feature.geometry == nil { encoded.withoutGeometry += 1 }
    switch profile {
    case .geojson: try append(feature, to: &encoded)
    case .geojsonIO:
      // geojson.io stops at a feature without a geometry.
      if feature.geometry == nil { return false }
      try append(incident.simpleStyled(feature), to: &encoded)
    case .leaflet: try append(incident.styledForLeaflet(feature), to: &encoded)
    case .maplibre: try append(incident.typedForMapLibre(feature), to: &encoded)
    case .kepler: try append(incident.styledForKepler(feature), to: &encoded)
    case .umap: try append(incident.styledForUMap(feature), to: &encoded)
    case .qgis: try append(feature.multiPart, to: &encoded, GeometryLayer(feature.geometry))
    case .gpkg: encoded.records.append(IncidentRecord(incident, feature, layout))
    case .seq, .lines: try sequence.append(feature, to: &encoded.bytes)
    case .text: encoded.bytes += incident.line.utf8
    case .csv, .excel:
      rows.append(try table.row(incident, feature), to: &encoded.bytes)
    case .timemap:
      if incident.incident.date?.earliest == nil { encoded.withoutDate += 1 }
      try incident.timeMapEvent(feature, references: &encoded.references)
        .append(to: &encoded.bytes, isFirst: encoded.count == 0)
    }
    encoded.count += 1
    return true
  }

  private func append(
    _ feature: Feature, to encoded: inout EncodedIncidents, _ layer: GeometryLayer? = nil
  ) throws {
    let index = layer?.index ?? 0
    while encoded.layers.count <= index { encoded.layers.append(EncodedFeatures()) }
    try features.append(feature, to: &encoded.layers[index])
  }
}

extension Feature {
  /// The feature with a line or polygon as a multi-part one, so that a layer has one type even where
  /// a geometry is cut at the antimeridian.
  fileprivate var multiPart: Feature {
    var feature = self
    switch geometry {
    case .lineString(let line): feature.geometry = .multiLineString([line])
    case .polygon(let polygon): feature.geometry = .multiPolygon([polygon])
    default: break
    }
    return feature
  }
}
