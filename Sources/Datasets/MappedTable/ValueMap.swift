import Incidents
import NameMatching

/// What the words of a column mean; a word that is not listed is taken as it stands.
struct ValueMap: Sendable {
  /// A meaning of nil says that the word stands for nothing.
  private var exact: [String: String?] = [:]
  private var folded: [String: String?] = [:]

  init() {}

  /// Reads a mapping of words to words, numbers or null.
  init(_ value: DocumentValue, _ reader: inout DocumentReader) {
    guard case .mapping(let members) = value.node.kind else {
      reader.expected("a mapping of the column's words to what they mean", value)
      return
    }
    for member in members {
      let meaning: String?
      switch member.value.kind {
      case .null: meaning = nil
      case .sequence, .mapping:
        reader.report(value, "the word \"\(member.key)\" should stand for one value")
        continue
      default: meaning = member.value.written
      }
      exact[member.key] = .some(meaning)
      let key = FoldedName.fold(member.key)
      if !key.isEmpty { folded[key] = .some(meaning) }
    }
  }

  /// What a text means, looked up as written, then in any case and without accents; a number also
  /// without the `.0` of data frames. Nil: it is not listed; within, nil: it means nothing.
  subscript(text: String) -> String?? {
    if exact.isEmpty { return nil }
    if let meaning = exact[text] { return .some(meaning) }
    if text.hasSuffix(".0"), let meaning = exact[String(text.dropLast(2))] { return .some(meaning) }
    return folded[FoldedName.fold(text)]
  }
}
