import GeoFormats
import Incidents
import SimpleFeatures

/// Where the columns of UCDP GED stand in a file; -1 for those that it does not have.
struct UCDPGEDPositions: Sendable {
  let id, latitude, longitude, wherePrecision, dateStart, dateEnd, datePrecision: Int
  let country, firstLevel, secondLevel, placeName, dyad, conflict, sourceOriginal: Int
  let cell, typeOfViolence, sideA, sources, low, best, high: Int

  init(_ table: Table<UCDPGEDColumn>) {
    func position(_ column: UCDPGEDColumn) -> Int { table[column] ?? -1 }
    id = position(.id)
    latitude = position(.latitude)
    longitude = position(.longitude)
    wherePrecision = position(.wherePrecision)
    dateStart = position(.dateStart)
    dateEnd = position(.dateEnd)
    datePrecision = position(.datePrecision)
    country = position(.country)
    firstLevel = position(.firstLevel)
    secondLevel = position(.secondLevel)
    placeName = position(.whereCoordinates)
    dyad = position(.dyadName)
    conflict = position(.conflictName)
    sourceOriginal = position(.sourceOriginal)
    typeOfViolence = position(.typeOfViolence)
    sideA = position(.sideA)
    sources = position(.sourceArticle)
    low = position(.low)
    best = position(.best)
    high = position(.high)
    cell = position(.priogridCell)
  }
}

/// What the numbers and days of a plain row say.
private struct UCDPGEDValues {
  var id: CSVField
  var precision: Int
  var point: Coordinate?
  var days: (first: Day, last: Day)
  var datePrecision: DatePrecision?
  var type: Int
  var eventType: StaticString
  var toll: (low: Int, best: Int, high: Int)

  var hasDisorderedToll: Bool { toll.low > toll.best || toll.best > toll.high }
}

extension UCDPGEDTable: PlainDialect {
  /// The values of a row; nil where one is not as the codebook says.
  @inline(__always)
  private func values(_ fields: Span<CSVField>, _ bytes: Span<UInt8>) -> UCDPGEDValues? {
    let at = positions
    let id = bytes.withoutFraction(fields.field(at.id))
    guard !id.isEmpty,
      let precision = bytes.plainCount(fields.field(at.wherePrecision)), (1...7).contains(precision)
    else { return nil }
    var point: Coordinate?
    let isEmptyPoint = fields.field(at.latitude).isEmpty && fields.field(at.longitude).isEmpty
    if precision < 6 || !isEmptyPoint {
      guard let north = bytes.plainDegrees(fields.field(at.latitude)),
        let east = bytes.plainDegrees(fields.field(at.longitude)),
        abs(north) <= 90, abs(east) <= 180, north != 0 || east != 0
      else { return nil }
      let read = Coordinate(longitude: east, latitude: north)
      let cell = fields.field(at.cell)
      if !cell.isEmpty {
        guard let number = bytes.plainCount(cell), PRIOGRIDCell.cell(number, holds: read) else {
          return nil
        }
      }
      point = read
    }
    let start = fields.field(at.dateStart)
    let end = at.dateEnd < 0 ? start : fields.field(at.dateEnd)
    guard let first = bytes.plainDay(start),
      let last = bytes.isSameDay(start, end) ? first : bytes.plainDay(end), first <= last
    else { return nil }
    let dateCode = fields.field(at.datePrecision)
    var stated: DatePrecision?
    if !dateCode.isEmpty {
      guard let code = bytes.plainCount(dateCode) else { return nil }
      stated = Self.datePrecision(code)
    }
    if stated == .day && first != last { stated = nil }
    guard let type = bytes.plainCount(fields.field(at.typeOfViolence)),
      let eventType = Self.eventType(type),
      let low = bytes.plainCount(fields.field(at.low)),
      let best = bytes.plainCount(fields.field(at.best)),
      let high = bytes.plainCount(fields.field(at.high))
    else { return nil }
    return UCDPGEDValues(
      id: id, precision: precision, point: point, days: (first, last), datePrecision: stated,
      type: type, eventType: eventType, toll: (low, best, high))
  }

  func plainPoint(_ fields: Span<CSVField>, _ bytes: Span<UInt8>) -> PlainPoint? {
    values(fields, bytes).map {
      PlainPoint(id: $0.id, coordinate: $0.point, hasFindings: $0.hasDisorderedToll)
    }
  }

  func plain(_ fields: Span<CSVField>, _ bytes: Span<UInt8>) -> PlainIncident? {
    guard let values = values(fields, bytes) else { return nil }
    let at = positions
    let start = fields.field(at.dateStart)
    let end = at.dateEnd < 0 ? start : fields.field(at.dateEnd)
    let placeName = fields.field(at.placeName)
    let dyad = fields.field(at.dyad)
    let country = fields.field(at.country)
    let firstLevel = fields.field(at.firstLevel)
    let position: PlainIncident.Position
    switch (values.precision, values.point) {
    case (1, let point?): position = .exact(point)
    case (2, let point?): position = .near(point, radiusMeters: CodedPlace.nearMeters)
    default:
      position = .described(
        values.point, code: values.precision,
        fields: [country, firstLevel, fields.field(at.secondLevel), placeName])
    }
    return PlainIncident(
      id: values.id, title: (dyad, placeName), start: start.firstBytes(10), end: end.firstBytes(10),
      datePrecision: values.datePrecision
        ?? DatePrecision(from: values.days.first, to: values.days.last),
      eventType: values.eventType,
      placeName: placeName, position: position, toll: values.toll,
      hasDisorderedToll: values.hasDisorderedToll,
      attributedTo: values.type == 3 ? fields.field(at.sideA) : .empty, country: country,
      admin1: firstLevel,
      attributes: [
        .init(name: ",\"dyad\":\"", text: dyad),
        .init(name: ",\"conflict\":\"", text: fields.field(at.conflict)),
        .init(name: ",\"source_original\":\"", text: fields.field(at.sourceOriginal)),
      ],
      sources: fields.field(at.sources), dataset: "UCDP GED")
  }

  func findings(in incident: PlainIncident, _ record: CSVRecord) -> [Diagnostic] {
    guard incident.hasDisorderedToll else { return [] }
    var row = UCDPGEDRow(TableRow(record, in: table), dateOrder: dateOrder)
    _ = row.toll()
    return row.row.findings
  }

  func names(_ record: CSVRecord) -> (place: String?, country: String?) {
    func text(_ column: Int) -> String? { record.isEmpty(column) ? nil : record[column] }
    return (text(positions.placeName), text(positions.country))
  }

  func place(_ record: CSVRecord) -> (place: Place, basis: LocationBasis)? {
    var row = UCDPGEDRow(TableRow(record, in: table), dateOrder: dateOrder)
    return row.place()
  }

  private static func eventType(_ type: Int) -> StaticString? {
    switch type {
    case 1: "state-based conflict"
    case 2: "non-state conflict"
    case 3: "one-sided violence"
    default: nil
    }
  }
}

extension Span<CSVField> {
  /// A field of a record; empty for a column that the table does not have.
  @inline(__always)
  fileprivate func field(_ column: Int) -> CSVField { column >= 0 ? self[column] : .empty }
}

extension CSVField {
  /// The field cut after some bytes.
  fileprivate func firstBytes(_ count: Int) -> CSVField {
    CSVField(start: start, end: min(end, start + count))
  }
}
