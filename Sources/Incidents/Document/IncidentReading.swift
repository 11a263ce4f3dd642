import SimpleFeatures

extension DocumentReader {
  private static let incidentKeys = [
    "id", "title", "date", "date_basis", "event_type", "summary", "victims", "place",
    "place_name", "location_basis", "location_note", "claims", "reported_toll", "sources",
    "attributed_to", "country_reported", "admin1_reported", "dataset", "source_row", "context",
  ]

  /// One incident; nil if it has no usable identifier.
  mutating func incident(_ value: DocumentValue) -> Incident? {
    guard let fields = fields(value, known: Self.incidentKeys) else { return nil }
    let id = textOrNumber(required(fields, "id"))
    let mark = (fields["place"] ?? value).node.mark
    let incident = Incident(
      id: id ?? "",
      title: text(fields["title"]),
      date: date(fields["date"]),
      dateBasis: text(fields["date_basis"]),
      eventType: text(fields["event_type"]),
      summary: text(fields["summary"]),
      victims: text(fields["victims"]),
      place: fields["place"].flatMap { place($0) } ?? .unknown,
      placePosition: InputPosition(line: mark.line, column: String(mark.column)),
      placeName: text(fields["place_name"]),
      locationBasis: choice(fields["location_basis"], of: LocationBasis.self) ?? .stated,
      locationNote: text(fields["location_note"]),
      claims: claims(fields["claims"]),
      reportedToll: reportedToll(fields["reported_toll"]),
      sources: texts(fields["sources"]),
      attributedTo: texts(fields["attributed_to"]),
      countryReported: text(fields["country_reported"]),
      admin1Reported: text(fields["admin1_reported"]),
      dataset: text(fields["dataset"]),
      sourceRow: integer(fields["source_row"], in: 1...Int.max >> 11, "a row number from 1"),
      context: list(fields["context"]) { $0.contextNote($1) })
    return id == nil ? nil : incident
  }

  /// An EDTF date; a bare year may be a number.
  mutating func date(_ value: DocumentValue?) -> UncertainDate? {
    guard let value, let text = textOrNumber(value) else { return nil }
    do {
      return try UncertainDate(edtf: text)
    } catch {
      report(value, "\(error)")
      return nil
    }
  }

  private mutating func reportedToll(_ value: DocumentValue?) -> ReportedToll? {
    guard let value, let fields = fields(value, known: ["low", "best", "high"]) else {
      return nil
    }
    let before = problemCount
    let low = count(fields["low"])
    let best = count(fields["best"])
    let high = count(fields["high"])
    do {
      return try ReportedToll(low: low, best: best, high: high)
    } catch {
      if problemCount == before { report(value, "\(error)") }
      return nil
    }
  }

  /// A number of people.
  mutating func count(_ value: DocumentValue?) -> Int? {
    integer(value, in: 0...999_999_999, "a whole number of 0 to 999999999")
  }

  private mutating func contextNote(_ value: DocumentValue) -> ContextNote? {
    guard let fields = fields(value, known: ["source", "text"]) else { return nil }
    let source = text(required(fields, "source"))
    let text = text(required(fields, "text"))
    guard let source, let text else { return nil }
    return ContextNote(source: source, text: text)
  }
}
