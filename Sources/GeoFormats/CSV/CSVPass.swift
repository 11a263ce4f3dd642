/// Reads the records of a text one after the other and writes each as members of a JSON object, in
/// one pass over its bytes: for the loop over millions of records.
///
/// A record that is not as it should be, or holds a value that is not of its column's form, is
/// handed out to be read otherwise.
public struct CSVPass {
  /// What became of a record.
  public enum Outcome {
    /// It is written.
    case written
    /// It has to be read otherwise, by `passOver`.
    case odd
    /// It did not fit.
    case full
    /// There was none.
    case end
  }

  /// Where the fields of the record lie that was written last. Doubled quotes in them are still
  /// doubled.
  public private(set) var fields: [CSVField]
  /// The bytes in which they lie.
  public var bytes: [UInt8] { text.bytes }

  private let text: CSVText
  private let members: CSVMembers
  /// Where the next record begins, and where the one written last began.
  private var position = 0
  private var line: Int
  private var last = (position: 0, line: 0)

  /// Begins a pass over a text of as many columns as there are members.
  public init(_ text: CSVText, _ members: CSVMembers) {
    self.text = text
    self.members = members
    line = text.firstLine
    fields = [CSVField](repeating: .empty, count: text.columnCount)
  }

  /// Whether there is no further record.
  public var isAtEnd: Bool { position >= text.end }

  /// Writes the members of the next record, each with a comma before it.
  ///
  /// Of a record that is not written the writer may hold a part.
  public mutating func writeNext(to writer: inout JSONByteWriter) -> Outcome {
    skipBlankLines()
    guard position < text.end else { return .end }
    guard members.columns.count == fields.count else { return .odd }
    last = (position, line)
    var fields: [CSVField] = []
    swap(&fields, &self.fields)
    let end = writer.appendRecord(
      of: text.bytes.span, at: position, separator: text.separator, text.index, members, &fields)
    swap(&fields, &self.fields)
    guard let end else { return writer.isFull ? .full : .odd }
    guard end.offset <= text.end else { return .odd }
    guard text.index.isUTF8(text.bytes.span, from: position, to: end.offset) else { return .odd }
    position = end.offset
    line += end.lineCount
    return .written
  }

  /// The record written last, as a batch of its own.
  public func lastRecord() -> CSVBatch { text.batch(of: last.position..<position, line: last.line) }

  /// The next record, or the one written last where `takingBack`, as a batch of its own with what is
  /// wrong with it.
  public mutating func passOver(takingBack: Bool = false) -> CSVBatch {
    if takingBack { (position, line) = last }
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
