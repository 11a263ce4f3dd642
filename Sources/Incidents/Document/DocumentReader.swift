/// A value of a document and its path.
package struct DocumentValue: Sendable {
  package var node: DocumentNode
  var path: String
}

/// The members of a mapping whose keys are known to the reader.
package struct DocumentFields {
  /// The mapping.
  package var value: DocumentValue
  fileprivate var members: [DocumentNode.Member]

  /// The value of a key, if it is there.
  package subscript(key: String) -> DocumentValue? {
    guard let member = members.first(where: { $0.key == key }) else { return nil }
    let path = value.path.isEmpty ? key : "\(value.path).\(key)"
    return DocumentValue(node: member.value, path: path)
  }
}

/// Takes typed values out of a document and collects every problem on the way.
package struct DocumentReader {
  private let file: String
  private var found: [DocumentProblem] = []

  package init(file: String) { self.file = file }

  /// The problems so far in the order of their position.
  package var problems: [DocumentProblem] {
    found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// The number of problems so far.
  var problemCount: Int { found.count }

  /// Reports a value.
  package mutating func report(_ value: DocumentValue, _ reason: String) {
    report(value.node.mark, value.path, value.node.written, reason)
  }

  private mutating func report(
    _ mark: DocumentMark, _ path: String, _ value: String?, _ reason: String
  ) {
    found.append(
      DocumentProblem(
        file: file, line: mark.line, column: mark.column, path: path, value: value, reason: reason)
    )
  }

  /// Reports a value of the wrong type.
  package mutating func expected(_ what: String, _ value: DocumentValue) {
    if case .null = value.node.kind {
      report(value, "has no value; give \(what) or leave the key out")
    } else {
      report(value, "should be \(what), but is \(value.node.typeName)\(shown(value))")
    }
  }

  /// A single value in brackets, on one line and cut after 60 characters; nothing for others.
  private func shown(_ value: DocumentValue) -> String {
    guard let written = value.node.written else { return "" }
    let line = written.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 60 ? " (\(line.prefix(60))...)" : " (\(line))"
  }

  /// The fields of a mapping; reports every key that is not known, with the nearest that is.
  package mutating func fields(_ value: DocumentValue, known: [String]) -> DocumentFields? {
    guard case .mapping(let members) = value.node.kind else {
      expected("a mapping with keys such as \(known.prefix(3).joined(separator: ", "))", value)
      return nil
    }
    for member in members where !known.contains(member.key) {
      let advice =
        nearest(to: member.key, in: known).map { "did you mean \"\($0)\"?" }
        ?? "known here: \(known.joined(separator: ", "))"
      report(
        member.keyMark, value.path.isEmpty ? member.key : "\(value.path).\(member.key)", nil,
        "the key \"\(member.key)\" is not known; \(advice)")
    }
    return DocumentFields(value: value, members: members)
  }

  /// The value of a key that must be there.
  package mutating func required(_ fields: DocumentFields, _ key: String) -> DocumentValue? {
    if let value = fields[key] { return value }
    report(fields.value, "the key \"\(key)\" is missing")
    return nil
  }

  /// Text that is not blank.
  package mutating func text(_ value: DocumentValue?) -> String? {
    guard let value else { return nil }
    guard case .text(let text) = value.node.kind else {
      let isSingle = value.node.written != nil
      expected(isSingle ? "text; put quotes around it" : "text", value)
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      report(value, "is blank; give text or leave the key out")
      return nil
    }
    return text
  }

  /// Text, or a whole number taken as the text it was written as.
  package mutating func textOrNumber(_ value: DocumentValue?) -> String? {
    if let value, case .number(_, let written) = value.node.kind {
      guard written.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        expected("text; put quotes around it", value)
        return nil
      }
      return written
    }
    return text(value)
  }

  /// A number in a range.
  mutating func number(_ value: DocumentValue?, in range: ClosedRange<Double>, _ what: String)
    -> Double?
  {
    guard let value else { return nil }
    guard case .number(let number, _) = value.node.kind else {
      expected(what, value)
      return nil
    }
    guard range.contains(number) else {
      report(value, "should be \(what), but is \(value.node.written ?? "")")
      return nil
    }
    return number
  }

  /// A whole number in a range.
  package mutating func integer(
    _ value: DocumentValue?, in range: ClosedRange<Int>, _ what: String
  ) -> Int? {
    guard let value else { return nil }
    guard case .number(let number, _) = value.node.kind else {
      expected(what, value)
      return nil
    }
    guard let whole = Int(exactly: number), range.contains(whole) else {
      report(value, "should be \(what), but is \(value.node.written ?? "")")
      return nil
    }
    return whole
  }

  /// True or false.
  mutating func bool(_ value: DocumentValue?) -> Bool? {
    guard let value else { return nil }
    guard case .bool(let flag) = value.node.kind else {
      expected("true or false", value)
      return nil
    }
    return flag
  }

  /// One of the words of an enumeration.
  package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ value: DocumentValue?, of type: Choice.Type
  ) -> Choice? {
    guard let value else { return nil }
    let words = type.allCases.map(\.rawValue)
    guard let word = text(value) else { return nil }
    if let choice = Choice(rawValue: word) { return choice }
    let advice = nearest(to: word, in: words).map { "; did you mean \"\($0)\"?" } ?? ""
    report(value, "\"\(word)\" is none of \(words.joined(separator: ", "))\(advice)")
    return nil
  }

  /// The elements of a list, each read in the same way; those that cannot be read are left out.
  package mutating func list<Element>(
    _ value: DocumentValue?, _ read: (inout DocumentReader, DocumentValue) -> Element?
  ) -> [Element] {
    guard let value else { return [] }
    guard case .sequence(let nodes) = value.node.kind else {
      expected("a list", value)
      return []
    }
    var elements: [Element] = []
    for (index, node) in nodes.enumerated() {
      let element = DocumentValue(node: node, path: "\(value.path)[\(index)]")
      if let element = read(&self, element) { elements.append(element) }
    }
    return elements
  }

  /// A list of texts.
  package mutating func texts(_ value: DocumentValue?) -> [String] { list(value) { $0.text($1) } }
}
