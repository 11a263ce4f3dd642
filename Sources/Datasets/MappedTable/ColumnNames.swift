import NameMatching

/// The names of a file's columns, found as written or, where only one fits, folded.
struct ColumnNames {
  private let names: [String]
  private let folded: [String]

  init(_ names: [String]) {
    self.names = names
    folded = names.map(FoldedName.fold)
  }

  /// The position of a column; the first if several bear the very name.
  func position(of name: String) -> Int? {
    if let position = names.firstIndex(of: name) { return position }
    let wanted = FoldedName.fold(name)
    let found = folded.indices.filter { !wanted.isEmpty && folded[$0] == wanted }
    return found.count == 1 ? found[0] : nil
  }

  /// The nearest name, or all names.
  func advice(on name: String) -> String {
    let known = names.filter { !$0.isEmpty }
    if let near = nearestNames(to: name, among: known, count: 1, within: max(2, name.count / 3))
      .first
    {
      return "did you mean \"\(near)\"?"
    }
    return "its columns are \(known.joined(separator: ", "))"
  }
}

/// A text without white space at its ends, the no-break spaces of spreadsheets included.
func trimmed(_ text: some StringProtocol) -> String {
  guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else {
    return String(text)
  }
  var text = Substring(text)
  while text.first?.isWhitespace == true { text.removeFirst() }
  while text.last?.isWhitespace == true { text.removeLast() }
  return String(text)
}
