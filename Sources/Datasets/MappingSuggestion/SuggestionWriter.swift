import GeoFormats
import NameMatching

/// Writes a guess as YAML with its reasons.
struct SuggestionWriter {
  let file: String
  let header: [String]
  let samples: [ColumnSample]
  let rows: Int

  var text: String {
    let guess = MappingGuess(samples)
    var lines = [
      "# A first mapping for \(Diagnostic.quoted(file)), from the names and values of "
        + "\(rows) row\(rows == 1 ? "" : "s"). Check every line."
    ]
    if let known = knownForm { lines.append("# \(known)") }
    lines += ["balise_mapping: 1", ""]
    lines += settings(guess)
    for words in FieldWords.all {
      if let choice = guess.chosen[words.field] {
        lines += entry(words.field, choice)
      } else if words.field == .id {
        lines.append("# id: no column has a value of its own in every row; rows are numbered")
      }
    }
    if guess.chosen[.country] == nil { lines.append("# country: { constant: Mali }") }
    lines.append("# dataset: { constant: the name of this table }")
    lines += unused(guess)
    return lines.joined(separator: "\n") + "\n"
  }

  /// What to say of a table that is read without a mapping.
  private var knownForm: String? {
    let names = [
      (UCDPGEDTable.recognises(header: header), "UCDP GED"),
      (ACLEDTable.recognises(header: header), "ACLED"),
      (GDELTTable.recognises(header: header), "GDELT"),
      (MappedTable.recognises(header: header), "a table with Balise's own columns"),
    ]
    return names.first(where: \.0).map { "This is \($0.1), which is read without a mapping." }
  }

  // MARK: Settings

  private func settings(_ guess: MappingGuess) -> [String] {
    var lines: [String] = []
    var decimals = DecimalEvidence()
    for field in [IncidentField.latitude, .longitude, .radiusKilometers, .radiusMeters] {
      for value in guess.chosen[field]?.sample.values ?? [] { decimals.add(Array(value.utf8)[...]) }
    }
    if decimals.mark == .comma { lines.append("decimal: comma  # numbers such as 16,27") }
    lines += dateOrder(guess)
    if guess.chosen[.coordinates]?.sample.isLongitudeFirst == true {
      lines.append("coordinates_order: lon-lat  # some first numbers are beyond 90")
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private func dateOrder(_ guess: MappingGuess) -> [String] {
    var evidence = DateText.Evidence()
    for field in IncidentField.dates {
      for value in guess.chosen[field]?.sample.values ?? [] {
        evidence.add(Array(value.utf8)[...])
      }
    }
    guard evidence.isNumeric else { return [] }
    switch evidence.order {
    case .dayFirst: return ["date_order: day-first  # some first numbers are above 12"]
    case .monthFirst: return ["date_order: month-first  # some second numbers are above 12"]
    case nil where evidence.isContradictory:
      return ["# date_order: some dates have the day first, some the month; mend the table"]
    case nil where isFrench:
      return [
        "date_order: day-first  # assumed, for the columns are named in French; no date tells"
      ]
    case nil:
      return [
        "# No date tells day and month apart; they are kept as years until one line is uncommented:",
        "# date_order: day-first", "# date_order: month-first",
      ]
    }
  }

  /// Whether the names of the columns are French ones.
  private var isFrench: Bool {
    let words: Set<String> = [
      "lieu", "jour", "pays", "region", "morts", "tues", "blesses", "deces", "auteur", "cercle",
      "localite", "resume", "recit", "titre", "annee", "mois", "coordonnees", "numero", "commune",
    ]
    return samples.contains { sample in
      sample.folded.split(separator: " ").contains { words.contains(String($0)) }
    }
  }

  // MARK: Fields

  private func entry(_ field: IncidentField, _ choice: MappingGuess.Choice) -> [String] {
    let sample = choice.sample
    let column = YAMLScalar.text(sample.name)
    let reason = "  # \(choice.why); such as \(sample.examples)"
    if field == .locationKind { return locationKind(sample, reason) }
    var more: [String] = []
    if field.isList, let separator = sample.separator, separator != ";" {
      more.append("separator: \(YAMLScalar.text(separator))")
    }
    let unknown = field == .attributedTo ? sample.distinct.filter(PrecisionWords.isUnknown) : []
    if !unknown.isEmpty {
      let words = unknown.map { "\(YAMLScalar.text($0)): null" }.joined(separator: ", ")
      more.append("values: { \(words) }")
    }
    let value =
      more.isEmpty ? column : "{ column: \(column), \(more.joined(separator: ", ")) }"
    return ["\(field.rawValue): \(value)\(reason)"]
  }

  /// The words of a precision column; as a comment where one of them cannot be told.
  private func locationKind(_ sample: ColumnSample, _ reason: String) -> [String] {
    let words = sample.distinct
    guard (1...20).contains(words.count) else { return [unusedLine(sample)] }
    let meanings = words.map(PrecisionWords.meaning)
    let isKnown = !meanings.contains(nil)
    var lines = isKnown ? [] : ["# Say what each word means, then take away the \"# \" before it:"]
    let start = isKnown ? "" : "# "
    lines.append("\(start)location_kind:\(reason)")
    lines.append("\(start)  column: \(YAMLScalar.text(sample.name))")
    lines.append("\(start)  values:")
    for (word, meaning) in zip(words, meanings) {
      let value = meaning ?? "unknown"
      let doubt = meaning == nil ? "  # \(LocationKindText.words)?" : ""
      lines.append("\(start)    \(YAMLScalar.text(word)): \(value)\(doubt)")
    }
    return lines
  }

  // MARK: Columns not used

  private func unused(_ guess: MappingGuess) -> [String] {
    let rest = samples.filter { !guess.uses($0) }
    guard !rest.isEmpty else { return [] }
    return ["", "# Columns not used (balise map --keep keeps them as they are):"]
      + rest.map(unusedLine)
  }

  private func unusedLine(_ sample: ColumnSample) -> String {
    let possible = FieldWords.all.filter { $0.score(sample.folded) > 0 }.map(\.field.rawValue)
    let field = possible.first ?? "FIELD"
    return "# \(field): \(YAMLScalar.text(sample.name))  # such as \(sample.examples)"
  }
}
