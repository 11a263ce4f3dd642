import SimpleFeatures

/// The smallest pieces of CQL2 text.
struct CQL2Token {
  enum Kind: Equatable {
    /// A name without quotes, which may be a keyword.
    case word(String)
    /// A name in double quotes.
    case quotedName(String)
    /// Text in single quotes.
    case text(String)
    /// A number without a sign.
    case number(Double)
    /// An operator, bracket or comma.
    case symbol(String)
    /// The end of the text.
    case end
  }

  var kind: Kind
  /// Where it begins, in Unicode scalars.
  var offset: Int

  /// How it is called in a message.
  var description: String {
    switch kind {
    case .word(let word): "\"\(word)\""
    case .quotedName(let name): "the name \"\(name)\""
    case .text(let text): "the text '\(text.onOneLine(limit: 40))'"
    case .number(let number): "the number \(CQL2TextWriter.text(of: number))"
    case .symbol(let symbol): "\"\(symbol)\""
    case .end: "the end"
    }
  }
}
