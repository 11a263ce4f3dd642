import Yams

/// A YAML document as a tree of nodes with their positions.
///
/// Anchors and aliases are refused: the form has no use for them, and nested aliases make a small
/// file expand without bound.
enum YAMLDocument {
  /// Parses a text that holds one document. O(length).
  static func parse(_ text: String) throws(MalformedDocument) -> DocumentNode {
    if let mark = firstAlias(in: text) {
      throw MalformedDocument(
        mark: mark, reason: "aliases (*name) are not taken; write the value out")
    }
    let root: Node?
    do {
      root = try compose(yaml: text, .default, .default, .utf8)
    } catch let error as YamlError {
      throw malformed(error)
    } catch {
      throw MalformedDocument(mark: .init(line: 1, column: 1), reason: "\(error)")
    }
    guard let root else { throw .empty }
    return try node(root, depth: 0)
  }

  private static func node(_ node: Node, depth: Int) throws(MalformedDocument) -> DocumentNode {
    let start = mark(of: node)
    guard depth <= DocumentNode.depthLimit else {
      throw MalformedDocument(
        mark: start, reason: "values are nested more than \(DocumentNode.depthLimit) deep")
    }
    guard takenTags.contains(tag(of: node)) else {
      throw MalformedDocument(
        mark: start, reason: "tags (\(tag(of: node))) are not taken; write the value without")
    }
    let kind: DocumentNode.Kind
    switch node {
    case .scalar(let scalar):
      let isText = scalar.style != .plain || tag(of: node) == Tag.Name.str.rawValue
      kind = isText ? .text(scalar.string) : DocumentNode.plain(scalar.string)
    case .sequence(let sequence):
      var elements: [DocumentNode] = []
      for element in sequence { elements.append(try self.node(element, depth: depth + 1)) }
      kind = .sequence(elements)
    case .mapping(let mapping):
      var members: [DocumentNode.Member] = []
      for (key, value) in mapping {
        let keyMark = self.mark(of: key)
        guard let name = key.scalar?.string else {
          throw MalformedDocument(mark: keyMark, reason: "a key must be a single word")
        }
        members.append(
          .init(key: name, keyMark: keyMark, value: try self.node(value, depth: depth + 1)))
      }
      kind = .mapping(members)
    case .alias:
      throw MalformedDocument(mark: start, reason: "aliases (*name) are not taken")
    }
    return DocumentNode(kind: kind, mark: start)
  }

  private static func mark(of node: Node) -> DocumentMark {
    DocumentMark(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  /// The tag as written, in full; empty if none is, `str` for quoted text.
  private static func tag(of node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.tag.description
    case .sequence(let sequence): sequence.tag.description
    case .mapping(let mapping): mapping.tag.description
    case .alias(let alias): alias.tag.description
    }
  }

  private static let takenTags = ["", "!"] + [Tag.Name.str, .seq, .map].map(\.rawValue)

  /// The first `*name` that some `&name` could define, looked for outside of words.
  ///
  /// Text is not told apart from structure: a file that writes both, with the same name, in prose
  /// is refused too.
  private static func firstAlias(in text: String) -> DocumentMark? {
    var anchors: Set<String> = []
    var aliases: [(name: String, mark: DocumentMark)] = []
    var mark = DocumentMark(line: 1, column: 0)
    var sigil: Unicode.Scalar?
    var sigilMark = mark
    var name = ""
    var previous: Unicode.Scalar = " "
    func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        || scalar == "_" || scalar == "-"
    }
    for scalar in (text + "\n").unicodeScalars {
      mark.column += 1
      if sigil != nil, isNamePart(scalar) {
        name.unicodeScalars.append(scalar)
      } else {
        if sigil == "&" { anchors.insert(name) }
        if sigil == "*" { aliases.append((name, sigilMark)) }
        sigil =
          (scalar == "&" || scalar == "*") && (previous == "-" || !isNamePart(previous))
          ? scalar : nil
        (sigilMark, name) = (mark, "")
      }
      if scalar == "\n" { mark = DocumentMark(line: mark.line + 1, column: 0) }
      previous = scalar
    }
    return aliases.first { !$0.name.isEmpty && anchors.contains($0.name) }?.mark
  }

  private static func malformed(_ error: YamlError) -> MalformedDocument {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let about = context.map { "\($0.text): " } ?? ""
      return MalformedDocument(
        mark: .init(line: mark.line, column: mark.column),
        reason: "this is not well-formed YAML: \(about)\(problem)\(hint(for: error))")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      return MalformedDocument(
        mark: .init(line: context.mark.line, column: context.mark.column),
        reason: "the key \(names) stands twice")
    default:
      return MalformedDocument(
        mark: .init(line: 1, column: 1), reason: "this is not well-formed YAML: \(error)")
    }
  }

  /// What to do about the commonest slips.
  private static func hint(for error: YamlError) -> String {
    let text = String(describing: error)
    if text.contains("block scalar") {
      return "; put quotes around a value that begins with > or |, as in \">=24\""
    }
    if text.contains("cannot start any token") {
      return "; indent with spaces, not tabs, and put quotes around %, @ and `"
    }
    return ""
  }
}

extension MalformedDocument {
  static var empty: MalformedDocument {
    MalformedDocument(
      mark: .init(line: 1, column: 1),
      reason: "the document is empty; it should begin with \"balise: 1\"", isEmpty: true)
  }
}
