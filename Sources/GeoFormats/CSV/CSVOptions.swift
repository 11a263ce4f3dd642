/// How a table of text is written.
public struct CSVOptions: Hashable, Sendable {
  /// What stands between two fields.
  public enum Separator: Hashable, Sendable {
    /// `,` as in RFC 4180.
    case comma
    /// `;` as spreadsheets of many countries write it.
    case semicolon
    /// A tabulator.
    case tab
    /// The one of the three that stands most often outside quotes in the first line; comma if none.
    case detect
  }

  /// What stands between two fields; comma unless told.
  public var separator: Separator
  /// Whether the first record names the columns; true unless told.
  public var hasHeader: Bool
  /// Whether a double quote at the start of a field encloses it; true unless told.
  public var hasQuotes: Bool
  /// How many fields a record has; nil means as many as the first record.
  public var fieldCount: Int?

  /// Makes options; without arguments those of RFC 4180 with a header.
  public init(
    separator: Separator = .comma, hasHeader: Bool = true, hasQuotes: Bool = true,
    fieldCount: Int? = nil
  ) {
    self.separator = separator
    self.hasHeader = hasHeader
    self.hasQuotes = hasQuotes
    self.fieldCount = fieldCount
  }
}
