import Datasets
import GeoFormats
import Incidents
import SimpleFeatures

/// One batch of a release, each record as one line of JSON: half the memory of values, and most pairs
/// are found equal byte by byte.
struct ReleasePiece: Sendable {
  /// What was found wrong with the records.
  private(set) var findings: [Diagnostic] = []
  /// The records in the order of the input.
  private(set) var records: [(id: String, text: [UInt8])] = []

  /// Reads a batch.
  /// - Parameter columns: the names of a table's columns, whose values the text holds in their order;
  ///   empty for other inputs, whose records are the properties that `map` would write and the place
  ///   as it is described.
  init(reading batch: IncidentBatch, columns: [String], on ground: Ground) throws {
    var findings: [Diagnostic] = []
    var records: [(id: String, text: [UInt8])] = []
    records.reserveCapacity(batch.count)
    func append(_ id: String, _ value: PropertyValue) throws {
      records.append((id, Array(try value.json().utf8)))
    }
    func append(plain row: PlainIncident, _ source: PlainRecord, _ bytes: Span<UInt8>) throws
      -> Bool
    {
      let record = source.record
      let values = columns.indices.map { column -> PropertyValue in
        columns[column].isEmpty || record.isEmpty(column) ? .null : .string(record[column])
      }
      try append(bytes.text(row.id), .array(values))
      return true
    }
    try batch.read(
      into: &findings, takesPlain: !columns.isEmpty, plain: append(plain:_:_:),
      incident: { incident, _ throws in
        let value =
          columns.isEmpty
          ? PropertyValue.object(try Self.properties(of: incident, on: ground))
          : .array(Self.values(of: incident.extra, columns))
        try append(incident.id, value)
      })
    (self.findings, self.records) = (findings, records)
  }

  /// The values in the order of the columns, in which the properties stand as well.
  private static func values(of properties: Properties, _ columns: [String]) -> [PropertyValue] {
    var rest = properties.members[...]
    return columns.map { name in
      rest.first?.name == name ? rest.removeFirst().value : .null
    }
  }

  private static func properties(of incident: Incident, on ground: Ground) throws -> Properties {
    let place = (try? ground.resolve(incident.place)) ?? .unknown()
    var properties = MappedIncident(
      incident: incident, place: place, membership: try ground.membership(of: place)
    ).feature(.place, keeping: .all).properties
    properties["place"] = .string(try incident.place.form.json())
    return properties
  }
}

/// The records of the older release by their identifiers.
struct ReleaseRecords: Sendable {
  private let columns: [String]
  private var texts: [String: [UInt8]] = [:]

  /// No records yet, of an input with columns, or without.
  init(columns: [String]) { self.columns = columns }

  /// Keeps a record in the place of an earlier one; whether there was none.
  mutating func insert(_ record: (id: String, text: [UInt8])) -> Bool {
    texts.updateValue(record.text, forKey: record.id) == nil
  }

  /// What a record of the newer release says otherwise; nil where the older one does not have it.
  func changes(
    to record: (id: String, text: [UInt8]), columns newColumns: [String]
  ) throws -> [ReleaseDifference.Change]? {
    guard let text = texts[record.id] else { return nil }
    if text == record.text && columns == newColumns { return [] }
    let old = try Self.properties(text, columns)
    let new = try Self.properties(record.text, newColumns)
    let oldValues = Self.values(old)
    let newValues = Self.values(new)
    let names = new.map(\.name) + old.map(\.name).filter { newValues[$0] == nil }
    return names.compactMap { name in
      let (before, after) = (oldValues[name], newValues[name])
      return before == after
        ? nil : .init(kind: .changed, id: record.id, field: name, old: before, new: after)
    }
  }

  private static func values(_ members: [Properties.Member]) -> [String: PropertyValue] {
    Dictionary(members.lazy.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The members of a record's text that have a value.
  private static func properties(_ text: [UInt8], _ columns: [String]) throws -> [Properties.Member]
  {
    var parser = try JSONParser(text, file: "record")
    switch try parser.parse() {
    case .object(let properties): return properties.members
    case .array(let values):
      return zip(columns, values).filter { $0.1 != .null }.map(Properties.Member.init)
    default: return []
    }
  }
}
