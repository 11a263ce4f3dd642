extension DocumentReader {
  private static let claimKeys = [
    "id", "source", "source_group", "source_kind", "speaks_for", "stance", "date",
    "attributed_to", "toll", "shows_wrong", "summary", "quote", "note", "url",
  ]

  /// The claims of an incident; their ids differ, and `shows_wrong` names some of them.
  mutating func claims(_ value: DocumentValue?) -> [Claim] {
    if let value, case .sequence(let nodes) = value.node.kind, nodes.count > Claim.mostOfIncident {
      report(
        value, "has \(nodes.count) claims; an incident takes at most \(Claim.mostOfIncident)")
      return []
    }
    let known = Set(ids(in: value, of: "claim of this incident"))
    return list(value) { reader, value in
      reader.fields(value, known: Self.claimKeys).flatMap { reader.claim($0, known: known) }
    }
  }

  /// The ids in a list of mappings; reports those that repeat one before.
  mutating func ids(in list: DocumentValue?, of what: String) -> [String] {
    guard let list, case .sequence(let nodes) = list.node.kind else { return [] }
    var ids: Set<String> = []
    for (index, node) in nodes.enumerated() {
      guard case .mapping(let members) = node.kind,
        let value = members.first(where: { $0.key == "id" })?.value, let id = value.written,
        !ids.insert(id).inserted
      else { continue }
      report(
        DocumentValue(node: value, path: "\(list.path)[\(index)].id"),
        "the id \"\(id)\" is that of another \(what)")
    }
    return Array(ids)
  }

  private mutating func claim(_ fields: DocumentFields, known: Set<String>) -> Claim? {
    let source = text(required(fields, "source"))
    let stance = choice(required(fields, "stance"), of: Stance.self)
    let showsWrong = list(fields["shows_wrong"]) { reader, value -> String? in
      guard let id = reader.text(value) else { return nil }
      if !known.contains(id) {
        reader.report(value, "no claim of this incident has the id \"\(id)\"")
      }
      return id
    }
    let claim = Claim(
      id: text(fields["id"]), source: source ?? "", sourceGroup: text(fields["source_group"]),
      sourceKind: choice(fields["source_kind"], of: SourceKind.self),
      speaksFor: text(fields["speaks_for"]), stance: stance ?? .alleges,
      date: date(fields["date"]),
      attributedTo: list(fields["attributed_to"]) { $0.attribution($1) },
      toll: toll(fields["toll"]), showsWrong: showsWrong, summary: text(fields["summary"]),
      quote: text(fields["quote"]), note: text(fields["note"]), url: text(fields["url"]))
    return source == nil || stance == nil ? nil : claim
  }

  /// A party's name, or a mapping with party, group and certainty.
  private mutating func attribution(_ value: DocumentValue) -> Attribution? {
    if case .text = value.node.kind { return text(value).map { Attribution(party: $0) } }
    guard let fields = fields(value, known: ["party", "group", "certainty"]) else { return nil }
    let party = text(required(fields, "party"))
    let group = text(fields["group"])
    let certainty = choice(fields["certainty"], of: Attribution.Certainty.self)
    return party.map { Attribution(party: $0, group: group, certainty: certainty ?? .named) }
  }

  /// A toll: a number, text such as `>=24`, or a mapping with min, best, max and open.
  private mutating func toll(_ value: DocumentValue?) -> TollInterval? {
    guard let value else { return nil }
    do {
      switch value.node.kind {
      case .text(let text):
        return try TollInterval(text: text)
      case .number:
        guard let count = count(value) else { return nil }
        return try TollInterval(exactly: count)
      default:
        return try tollFields(value)
      }
    } catch {
      report(value, "\(error)")
      return nil
    }
  }

  private mutating func tollFields(_ value: DocumentValue) throws(TollError) -> TollInterval? {
    guard let fields = fields(value, known: ["min", "best", "max", "open"]) else { return nil }
    let before = problemCount
    let minimum = count(fields["min"])
    let best = count(fields["best"])
    let maximum = count(fields["max"])
    let isOpen = bool(fields["open"]) ?? false
    if (fields["max"] != nil) == isOpen {
      report(value, "should have either max, or open: true if no greatest number is given")
    }
    guard problemCount == before else { return nil }
    return try TollInterval(minimum: minimum, maximum: maximum, best: best)
  }
}
