/// Finds the records of a text one after the other and writes each as members of a JSON object, in
/// one pass over its bytes: for the loop over millions of records.
///
/// A record that is not as it should be, or holds a value that is not of its column's form, is
/// handed out to be read otherwise.
public struct CSVPass {
  /// What comes next.
  public enum Next {
    /// A record of as many fields as there are members, in `fields`.
    case record
    /// A record that has to be read otherwise, by `passOver`.
    case odd
    /// Nothing.
    case end
  }

  /// What became of a record.
  public enum Outcome {
    /// It is written.
    case written
    /// It has to be read otherwise, by `passOver`.
    case odd
    /// It did not fit.
    case full
  }

  /// Where the fields of the record lie that was found last. Doubled quotes in them are still
  /// doubled.
  public private(set) var fields: [CSVField]
  /// The bytes in which they lie.
  public var bytes: [UInt8] { text.bytes }

  private let text: CSVText
  private let members: CSVMembers
  /// Whether the whole text is UTF-8: then its records are, too.
  private let isUTF8: Bool
  /// Where the next record begins.
  private var position = 0
  private var line: Int
  /// Where the record found ends, and how many line feeds lie in its fields, told by writing it.
  private var end = 0
  private var lineCount = 0

  /// Begins a pass over a text of as many columns as there are members.
  public init(_ text: CSVText, _ members: CSVMembers) {
    self.text = text
    self.members = members
    line = text.firstLine
    isUTF8 = text.index.isUTF8(text.bytes.span, from: 0, to: text.end)
    fields = [CSVField](repeating: .empty, count: text.columnCount)
  }

  /// Whether there is no further record.
  public var isAtEnd: Bool { position >= text.end }

  /// Finds the next record; the same again until `advance` or `passOver`.
  public mutating func findNext() -> Next {
    skipBlankLines()
    guard position < text.end else { return .end }
    var found: [CSVField] = []
    swap(&found, &fields)
    var places = found.mutableSpan
    let feed = text.index.findRecord(
      in: text.bytes.span, from: position, separator: text.separator, &places)
    swap(&found, &fields)
    guard let feed, feed < text.end else { return .odd }
    end = feed + 1
    return isUTF8 || text.index.isUTF8(text.bytes.span, from: position, to: end) ? .record : .odd
  }

  /// Writes the members of the record that was found, each with a comma before it.
  ///
  /// Of a record that is not written the writer may hold a part.
  public mutating func writeMembers(to writer: inout JSONByteWriter) -> Outcome {
    let lineCount = writer.appendMembers(
      of: fields.span, in: text.bytes.span, text.index.marks.span, members)
    guard let lineCount else { return writer.isFull ? .full : .odd }
    self.lineCount = lineCount
    return .written
  }

  /// The record that was found, as a batch of its own.
  public func foundRecord() -> CSVBatch { text.batch(of: position..<end, line: line) }

  /// Goes on behind the record that was written.
  public mutating func advance() {
    position = end
    line += lineCount + 1
  }

  /// The next record as a batch of its own with what is wrong with it.
  public mutating func passOver() -> CSVBatch {
    let end = text.endOfRecord(from: position, line: line)
    defer { (position, line) = (max(end.offset, position + 1), end.line) }
    return text.batch(of: position..<end.offset, line: line)
  }

  private mutating func skipBlankLines() {
    while position < text.end {
      if text.bytes[position] == 0x0A {
        position += 1
      } else if text.bytes[position] == 0x0D && text.bytes[position + 1] == 0x0A {
        position += 2
      } else {
        return
      }
      line += 1
    }
  }
}
