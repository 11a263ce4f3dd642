/// How the columns of a table become members of JSON objects.
public struct CSVMembers: Sendable {
  /// What the values of a column are written as.
  public enum Form: Sendable {
    /// Not at all.
    case none
    /// Text in quotes.
    case text
    /// Whole numbers, without `.0` behind them.
    case integer
    /// Numbers.
    case number
  }

  /// The bytes between one name and the next in `names` are a multiple of this.
  static let slot = 32

  struct Column {
    var form: Form
    var nameLength: Int
  }

  let columns: [Column]
  /// The name of each column; each at a multiple of `stride`.
  let names: [UInt8]
  let stride: Int

  /// Makes the members of a table's columns, in order.
  /// - Parameter columns: each name as JSON with a comma before it and a colon behind it, for text
  ///   also with its opening quote.
  public init(_ columns: [(name: [UInt8], form: Form)]) {
    let longest = columns.map(\.name.count).max() ?? 0
    let stride = max(1, (longest + Self.slot - 1) / Self.slot) * Self.slot
    self.stride = stride
    self.columns = columns.map { Column(form: $0.form, nameLength: $0.name.count) }
    names = columns.flatMap { $0.name + [UInt8](repeating: 0, count: stride - $0.name.count) }
  }
}
