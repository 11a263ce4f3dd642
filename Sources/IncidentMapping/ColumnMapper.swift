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
      source, (0..<threads).map { _ in ColumnWorker(columns) }, seen: &seen, report: report,
      emit: emit, asText: true,
      work: { worker, batch in try worker.work(on: batch) })
  }
}

/// One thread's writing.
private final class ColumnWorker {
  /// How many bytes a feature is given at first.
  private static let usualRoom = 1 << 16

  private let columns: KeptColumns
  private var plainColumns: PlainColumns?

  init(_ columns: KeptColumns) { self.columns = columns }

  func work(on batch: IncidentBatch) throws -> [MappedPiece] {
    if let unread = batch.unread { return try pieces(of: unread, plainColumns(of: batch)) }
    var piece = MappedPiece()
    piece.features.reserveCollection(batch.count * 2048)
    try work(on: batch, &piece)
    return [piece]
  }

  /// The columns as they are written, made once for an input.
  private func plainColumns(of batch: IncidentBatch) -> PlainColumns {
    let source = batch.columns
    if let plainColumns, plainColumns.sourceTypes == source.types { return plainColumns }
    let made = PlainColumns(columns, of: source)
    plainColumns = made
    return made
  }

  /// Rows that are read here, in one pass from the text to the features.
  private func pieces(of unread: UnreadText, _ columns: PlainColumns) throws -> [MappedPiece] {
    var pieces: [MappedPiece] = []
    var found = unread.diagnostics
    var piece = MappedPiece()
    piece.features.reserveCollection(mappedPieceSize * 2048)
    var pass = CSVPass(unread.text, columns.members(count: unread.text.columnCount))
    let bytes = pass.bytes
    var room = Self.usualRoom
    while true {
      if piece.records == mappedPieceSize {
        pieces.append(piece)
        piece = MappedPiece()
        piece.features.reserveCollection(mappedPieceSize * 2048)
      }
      var outcome = CSVPass.Outcome.odd
      switch pass.findNext() {
      case .record:
        guard let plain = unread.plain(pass.fields.span, bytes.span),
          plain.id.isPlain(in: bytes.span)
        else { break }
        outcome = Self.append(plain, &pass, room, bytes.span, to: &piece)
        if outcome == .written, plain.hasFindings, let record = pass.foundRecord().first {
          piece.diagnostics += unread.findings(in: record)
        }
      case .odd: break
      case .end:
        pieces.append(piece)
        pieces[0].diagnostics = found + pieces[0].diagnostics
        pieces[0].records += found.count(where: \.rejectsRow)
        return pieces
      }
      switch outcome {
      case .written:
        pass.advance()
      case .full:
        room *= 2
      case .odd:
        let batch = pass.passOver()
        found += batch.diagnostics
        try work(on: unread.batch(of: batch), &piece)
      }
    }
  }

  /// Appends the record that a pass has found.
  private static func append(
    _ plain: PlainPoint, _ pass: inout CSVPass, _ room: Int, _ bytes: Span<UInt8>,
    to piece: inout MappedPiece
  ) -> CSVPass.Outcome {
    let point = plain.coordinate.map(inMillionths)
    var outcome = CSVPass.Outcome.full
    let fits = piece.features.layers[0].append(reserving: room) { writer in
      writer.appendHead(plain.id, bytes, point)
      let hasMembers = writer.appendObject { writer in
        outcome = pass.writeMembers(to: &writer)
        return outcome == .written
      }
      writer.append(UInt8(ascii: "}"))
      return hasMembers
    }
    guard fits else { return outcome == .written ? .full : outcome }
    piece.records += 1
    piece.features.count += 1
    piece.unresolved += 1
    piece.identifiers.append(bytes, plain.id.start..<plain.id.end)
    if let point {
      piece.features.layers[0].includePoint(longitude: point.longitude, latitude: point.latitude)
    }
    return .written
  }

  /// Rows and incidents that are read already.
  private func work(on batch: IncidentBatch, _ whole: inout MappedPiece) throws {
    var piece = MappedPiece()
    swap(&piece, &whole)
    var found = piece.diagnostics
    piece.diagnostics = []
    defer {
      piece.diagnostics = found
      piece.unresolved = piece.features.count
      swap(&piece, &whole)
    }
    piece.records += batch.countBefore + batch.count
    let columns = plainColumns(of: batch)
    let encoder = GeoJSONEncoder()
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
  }

  private static func append(
    _ incident: PlainIncident, _ record: CSVRecord, _ bytes: Span<UInt8>, _ columns: PlainColumns,
    to features: inout EncodedFeatures
  ) -> Bool {
    let point = incident.position.coordinate.map(inMillionths)
    // Every byte of the input at most six times, and what stands around it.
    let fits = features.append(reserving: 6 * record.byteCount + 8192) { writer in
      writer.appendHead(incident.id, bytes, point)
      writer.append(UInt8(ascii: "{"))
      let hasMembers = columns.append(record, bytes, isFirst: true, to: &writer)
      writer.append("}}")
      return hasMembers
    }
    if fits, let point {
      features.includePoint(longitude: point.longitude, latitude: point.latitude)
    }
    return fits
  }

}

/// A point in millionths of a degree.
private typealias Millionths = (longitude: Int, latitude: Int)

extension JSONByteWriter {
  /// Begins a feature, up to its properties.
  fileprivate mutating func appendHead(_ id: CSVField, _ bytes: Span<UInt8>, _ point: Millionths?) {
    append("{\"type\":\"Feature\",\"id\":\"")
    appendEscaped(id, of: bytes)
    append("\",\"geometry\":")
    if let point {
      appendPoint(longitude: point.longitude, latitude: point.latitude)
    } else {
      append("null")
    }
    append(",\"properties\":")
  }
}

extension CSVField {
  /// Whether it is short, and no byte of it is written otherwise in JSON or in a quoted field.
  fileprivate func isPlain(in bytes: Span<UInt8>) -> Bool {
    count <= 64
      && (start..<end).allSatisfy { bytes[$0] >= 0x20 && bytes[$0] != 0x22 && bytes[$0] != 0x5C }
  }
}

private func inMillionths(_ point: Coordinate) -> Millionths {
  (millionths(point.longitude), millionths(point.latitude))
}
