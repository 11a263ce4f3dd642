extension IncidentDocument {
  /// Whether the first bytes of a file look like the document form: a key `balise` with a number.
  public static func recognises(_ head: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: head.prefix(4096), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).contains { line in
      let trimmed = line.drop { $0.isWhitespace || $0 == "{" || $0 == "\"" }
      guard trimmed.hasPrefix("balise") else { return false }
      let rest = trimmed.dropFirst("balise".count).drop { $0 == "\"" || $0.isWhitespace }
      return rest.first == ":"
    }
  }
}
