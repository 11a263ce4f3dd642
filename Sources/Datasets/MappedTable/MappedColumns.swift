import GeoFormats
import Incidents

/// The fields of one file and where their values are found.
struct MappedColumns<Field: MappedField>: Sendable {
  let fileName: String
  let columnNames: [String]
  /// How values are written, as given, and as found once the file was studied.
  var settings: TableSettings
  private let sources: [Field: FieldSource]

  init(
    fileName: String, columnNames: [String],
    settings: TableSettings = TableSettings(), sources: [Field: FieldSource]
  ) {
    self.fileName = fileName
    self.columnNames = columnNames
    self.settings = settings
    self.sources = sources
  }

  /// Where a field is found; nil when the file does not have it.
  subscript(field: Field) -> FieldSource? { sources[field] }

  /// The name of a field's column for messages.
  func name(of field: Field) -> String {
    sources[field]?.positions.first.map { columnNames[$0] } ?? field.rawValue
  }

  /// The columns that no field takes.
  var unusedNames: [String] {
    let used = Set(sources.values.flatMap(\.positions))
    return columnNames.indices.filter { !used.contains($0) && !columnNames[$0].isEmpty }
      .map { columnNames[$0] }
  }

  /// Finds out how dates and decimals are written, where it is not given.
  mutating func study(
    _ records: some Collection<CSVRecord>, dates: [Field], numbers: [Field]
  ) {
    if settings.dateOrder == nil {
      var evidence = DateText.Evidence()
      for position in positions(of: dates) {
        for record in records { evidence.add(record.bytes(position)) }
      }
      settings.dateOrder = evidence.order
    }
    if settings.decimal == nil {
      var evidence = DecimalEvidence()
      for position in positions(of: numbers) {
        for record in records { evidence.add(record.bytes(position)) }
      }
      settings.decimal = evidence.mark
    }
  }

  private func positions(of fields: [Field]) -> [Int] {
    fields.flatMap { sources[$0]?.positions ?? [] }
  }

  /// How the values were taken, in words.
  var remarks: [String] {
    var remarks: [String] = []
    if let order = settings.dateOrder { remarks.append("dates read as \(order.words)") }
    if settings.decimal == .comma { remarks.append("numbers read with decimal commas") }
    return remarks
  }
}

/// Whether the numbers of some columns have decimal commas.
struct DecimalEvidence {
  private var hasCommas = false
  private var hasPoints = false

  /// Takes a cell into account: `16,27`, `-0.04`; anything else says nothing.
  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var marks = 0
    var mark: UInt8 = 0
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "): continue
      case UInt8(ascii: "-") where offset == 0, UInt8(ascii: "+") where offset == 0: continue
      case UInt8(ascii: ","), UInt8(ascii: "."):
        marks += 1
        mark = byte
      default: return
      }
    }
    guard marks == 1 else { return }
    if mark == UInt8(ascii: ",") { hasCommas = true } else { hasPoints = true }
  }

  /// The decimal mark; nil where no number has decimals, or some have points and some commas.
  var mark: TableSettings.DecimalMark? {
    hasCommas == hasPoints ? nil : hasCommas ? .comma : .point
  }
}
