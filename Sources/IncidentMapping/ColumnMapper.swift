public import Datasets
public import GeoFormats
import Incidents
import SimpleFeatures

/// Writes records as the points that they give, with the input's own columns: nothing is put on the
/// ground, no region is looked up and no place is doubted. What is wrong with a row is said all the
/// same.
public struct ColumnMapper: RecordMapper {
  /// Which of the input's own columns are kept.
  public var columns: KeptColumns
  /// How many threads work; at least 1.
  public var threads: Int

  /// Makes a mapper.
  public init(columns: KeptColumns = .all, threads: Int = 1) {
    self.columns = columns
    self.threads = max(1, threads)
  }

  /// Maps all records of an input, handing features and findings over in input order; no coordinate
  /// is noted.
  public func map(
    _ source: IncidentSource, seen: inout SeenRecords, report: (Diagnostic) throws -> Void,
    note: (CoordinateUse) -> Void, emit: (EncodedIncidents) throws -> Void,
    sum: (IncidentSums) throws -> Void
  ) throws -> MappingCounts {
    try run(
      source, Array(0..<threads), seen: &seen, report: report, emit: emit,
      work: { _, batch in try work(on: batch) })
  }

  private func work(on batch: IncidentBatch) throws -> MappedPiece {
    var piece = MappedPiece(records: batch.countBefore + batch.count)
    let columns = PlainColumns(columns, of: batch.columns)
    let encoder = GeoJSONEncoder()
    var found: [Diagnostic] = []
    piece.features.reserveCollection(batch.count * 2048)
    try batch.read(
      into: &found,
      plain: { (incident, source, bytes) throws in
        guard Self.append(incident, source.record, bytes, columns, to: &piece.features.layers[0])
        else { return false }
        piece.features.count += 1
        piece.identifiers.append(bytes, incident.id.start..<incident.id.end)
        return true
      },
      incident: { incident, _ throws in
        piece.identifiers.append(incident.id)
        var properties = Properties()
        self.columns.append(incident.extra, to: &properties)
        try encoder.append(
          Feature(
            id: incident.id, geometry: incident.place.codedPoint.map(Geometry.point),
            properties: properties), to: &piece.features.layers[0])
        piece.features.count += 1
      })
    piece.unresolved = piece.features.count
    piece.diagnostics = found
    return piece
  }

  private static func append(
    _ incident: PlainIncident, _ record: CSVRecord, _ bytes: Span<UInt8>, _ columns: PlainColumns,
    to features: inout EncodedFeatures
  ) -> Bool {
    let point = incident.position.point
      .map { (longitude: millionths($0.longitude), latitude: millionths($0.latitude)) }
    // Every byte of the input at most six times, and what stands around it.
    let fits = features.append(reserving: 6 * record.byteCount + 8192) { writer in
      writer.append("{\"type\":\"Feature\",\"id\":\"")
      writer.appendEscaped(incident.id, of: bytes)
      writer.append("\",\"geometry\":")
      if let point {
        writer.appendPoint(longitude: point.longitude, latitude: point.latitude)
      } else {
        writer.append("null")
      }
      writer.append(",\"properties\":{")
      guard columns.append(record, bytes, isFirst: true, to: &writer) else { return false }
      writer.append("}}")
      return true
    }
    if fits, let point {
      features.includePoint(longitude: point.longitude, latitude: point.latitude)
    }
    return fits
  }
}

extension PlainIncident.Position {
  /// The coordinate that the row gives.
  fileprivate var point: Coordinate? {
    switch self {
    case .exact(let point), .near(let point, _): point
    case .described(let point, _, _): point
    }
  }
}
