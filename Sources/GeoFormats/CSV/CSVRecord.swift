/// One record of a table: a view into the batch it came in, cheap to copy and to hand to a thread.
public struct CSVRecord: Sendable {
  @usableFromInline private(set) var storage: CSVBatch.Storage
  @usableFromInline private(set) var index: Int

  @usableFromInline
  init(storage: CSVBatch.Storage, index: Int) {
    self.storage = storage
    self.index = index
  }

  /// Becomes another record; within one batch without counting a reference to it.
  public mutating func move(to other: CSVRecord) {
    if storage !== other.storage { storage = other.storage }
    index = other.index
  }

  /// The line on which the record starts, counted from 1.
  public var line: Int { storage.rows[index].line }

  /// The number of fields, the same for all records of a table.
  public var count: Int { storage.columnCount }

  /// The text of a field, quotes removed; empty for a column the table does not have.
  public subscript(column: Int) -> String {
    guard let range = range(column) else { return "" }
    return String(decoding: storage.bytes[range], as: UTF8.self)
  }

  /// The bytes of a field, quotes removed, always valid UTF-8; empty for a column the table does
  /// not have.
  public func bytes(_ column: Int) -> ArraySlice<UInt8> {
    storage.bytes[range(column) ?? 0..<0]
  }

  /// Whether a field has no byte.
  public func isEmpty(_ column: Int) -> Bool { range(column)?.isEmpty ?? true }

  /// Whether a field stood in quotes, which tells an empty text (`""`) from nothing.
  public func isQuoted(_ column: Int) -> Bool {
    column >= 0 && column < count
      && storage.fields[storage.rows[index].firstField + column].isQuoted
  }

  /// The number in a field; nil if it is empty or not one. See `NumberParser.double`.
  ///
  /// Where semicolons separate the fields a decimal comma is taken like a point.
  public func double(_ column: Int) -> Double? { NumberParser.double(numberBytes(column)) }

  /// The whole number in a field, also written as `1.0`; nil if it is empty or not one.
  public func integer(_ column: Int) -> Int? { NumberParser.integer(numberBytes(column)) }

  /// The bytes of a field with a decimal point where it has a comma in its place.
  private func numberBytes(_ column: Int) -> ArraySlice<UInt8> {
    let text = bytes(column)
    guard storage.hasDecimalCommas, let comma = text.firstIndex(of: UInt8(ascii: ",")),
      !text.contains(UInt8(ascii: "."))
    else { return text }
    var number = Array(text)
    number[comma - text.startIndex] = UInt8(ascii: ".")  // A second comma makes it no number.
    return number[...]
  }

  /// The bytes of the whole batch, in which `field` says where a field lies: for loops over
  /// millions of records, which make no array or text for a field. Always valid UTF-8 in fields.
  public var batchBytes: [UInt8] { storage.bytes }

  /// About how many bytes the record has.
  public var byteCount: Int {
    guard let first = storage.columnCount > 0 ? field(0) : nil else { return 0 }
    return max(0, field(storage.columnCount - 1).end - first.start)
  }

  /// Where a field lies in `batchBytes`, quotes removed; empty for a column the table does not
  /// have.
  @inlinable
  public func field(_ column: Int) -> CSVField {
    guard column >= 0 && column < storage.columnCount else { return .empty }
    return storage.fields[storage.rows[index].firstField + column]
  }

  /// Where the fields of the whole batch lie in `batchBytes`.
  public var batchFields: [CSVField] { storage.fields }

  /// Which of `batchFields` are the record's.
  public var fieldRange: Range<Int> {
    let first = storage.rows[index].firstField
    return first..<first + storage.columnCount
  }

  /// The text of all fields.
  public var fields: [String] { (0..<count).map { self[$0] } }

  private func range(_ column: Int) -> Range<Int>? {
    guard column >= 0 && column < count else { return nil }
    let field = storage.fields[storage.rows[index].firstField + column]
    return field.start..<field.end
  }
}

/// Records read together, about 1 MB of text, and what was found wrong among them.
public struct CSVBatch: RandomAccessCollection, Sendable {
  /// The bytes and where the fields lie in them, shared by the records.
  @usableFromInline
  final class Storage: Sendable {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline let fields: [CSVField]
    @usableFromInline let rows: [CSVRow]
    @usableFromInline let columnCount: Int
    let hasDecimalCommas: Bool

    init(
      bytes: [UInt8], fields: [CSVField], rows: [CSVRow], columnCount: Int, hasDecimalCommas: Bool
    ) {
      self.bytes = bytes
      self.fields = fields
      self.rows = rows
      self.columnCount = columnCount
      self.hasDecimalCommas = hasDecimalCommas
    }
  }

  let storage: Storage
  /// What was found wrong, in order of lines.
  public let diagnostics: [Diagnostic]

  /// The index of the first record.
  public var startIndex: Int { 0 }
  /// The number of records.
  public var endIndex: Int { storage.rows.count }
  /// A record.
  public subscript(index: Int) -> CSVRecord { CSVRecord(storage: storage, index: index) }
}

/// Where a field lies in the bytes of its batch.
@frozen
public struct CSVField: Sendable {
  @usableFromInline let first: UInt32
  @usableFromInline let last: UInt32

  /// A field without a byte.
  @inlinable public static var empty: CSVField { CSVField(start: 0, end: 0, isQuoted: false) }

  /// The field between two offsets below 2 GB.
  @inlinable
  public init(start: Int, end: Int, isQuoted: Bool = false) {
    first = UInt32(truncatingIfNeeded: start)
    last = UInt32(truncatingIfNeeded: end) | (isQuoted ? 1 << 31 : 0)
  }

  /// The offset of its first byte.
  @inlinable public var start: Int { Int(first) }
  /// The offset behind its last byte.
  @inlinable public var end: Int { Int(last & 0x7FFF_FFFF) }
  /// How many bytes it has.
  @inlinable public var count: Int { end - start }
  /// Whether it has no byte.
  @inlinable public var isEmpty: Bool { end <= start }
  /// Whether it stood in quotes.
  public var isQuoted: Bool { last >> 31 == 1 }
}

/// Where a record starts.
@usableFromInline
struct CSVRow: Sendable {
  @usableFromInline var line: Int
  @usableFromInline var firstField: Int
}
