import Datasets
import GeoFormats
import Incidents

/// The properties of a plain incident that do not depend on where it is, in the order of
/// `MappedIncident.feature`.
extension JSONByteWriter {
  /// Begins a feature, up to its geometry.
  mutating func appendHead(_ id: CSVField, _ bytes: Span<UInt8>) {
    append("{\"type\":\"Feature\",\"id\":\"")
    appendEscaped(id, of: bytes)
    append("\",\"geometry\":")
  }

  /// Appends everything from `id` to `place_name`.
  mutating func appendIncident(_ incident: PlainIncident, _ bytes: Span<UInt8>) {
    append("\"id\":\"")
    appendEscaped(incident.id, of: bytes)
    append(UInt8(ascii: "\""))
    let (first, second) = incident.title
    if !first.isEmpty || !second.isEmpty {
      append(",\"title\":\"")
      appendEscaped(first, of: bytes)
      if !first.isEmpty && !second.isEmpty { append(": ") }
      appendEscaped(second, of: bytes)
      append(UInt8(ascii: "\""))
    }
    appendMember(",\"date_start\":\"", incident.start, bytes)
    appendMember(",\"date_end\":\"", incident.end, bytes)
    append(",\"date_precision\":\"")
    append(Self.text(incident.datePrecision))
    append(UInt8(ascii: "\""))
    if let type = incident.eventType {
      append(",\"event_type\":\"")
      append(type)
      append(UInt8(ascii: "\""))
    }
    appendMember(",\"place_name\":\"", incident.placeName, bytes)
  }

  /// Appends everything from `location_kind` to `location_prior` of a point or disc.
  mutating func appendPosition(_ position: PlainIncident.Position) {
    switch position {
    case .exact:
      append(
        ",\"location_kind\":\"exact\",\"location_radius_m\":0,\"location_basis\":\"stated\"")
    case .near(_, let radius):
      append(",\"location_kind\":\"near\",\"location_radius_m\":")
      appendInteger(Int(radius))
      append(",\"location_basis\":\"stated\",\"location_prior\":\"uniform\"")
    case .described: return
    }
  }

  /// Appends everything from `country_reported` to `source_row`.
  mutating func appendReported(_ incident: PlainIncident, _ bytes: Span<UInt8>, row: Int) {
    appendMember(",\"country_reported\":\"", incident.country, bytes)
    appendMember(",\"admin1_reported\":\"", incident.admin1, bytes)
    let (low, best, high) = incident.toll
    append(",\"killed_min\":")
    appendInteger(min(low, best, high))
    append(",\"killed_best\":")
    appendInteger(best)
    append(",\"killed_max\":")
    appendInteger(max(low, best, high))
    append(
      ",\"killed_open\":false,\"grade\":\"unstated\",\"grade_rule\":\"balise-1\"")
    appendMember(",\"attributed_to\":\"", incident.attributedTo, bytes)
    for number in incident.attributes.indices {
      appendMember(incident.attributes[number].name, incident.attributes[number].text, bytes)
    }
    appendSources(incident.sources, bytes)
    append(",\"dataset\":\"")
    append(incident.dataset)
    append("\",\"source_row\":")
    appendInteger(row)
  }

  /// Appends sources; those between `";"` are joined by a semicolon and a blank.
  private mutating func appendSources(_ field: CSVField, _ bytes: Span<UInt8>) {
    guard field.count > 1, bytes[field.start] == 0x22, bytes[field.end - 1] == 0x22 else {
      appendMember(",\"sources\":\"", field, bytes)
      return
    }
    let end = field.end - 1
    // A source ends at the last quote, or at one with a semicolon and a quote behind it.
    func isEnd(_ quote: Int) -> Bool {
      quote == end
        || (quote + 2 < end && bytes[quote + 1] == UInt8(ascii: ";") && bytes[quote + 2] == 0x22)
    }
    var isFirst = true
    var index = field.start + 1
    while index <= end {
      if bytes[index] != 0x22 || !isEnd(index) {
        append(isFirst ? ",\"sources\":\"" : "; ")
        isFirst = false
        index = appendEscaped(upToQuoteIn: CSVField(start: index, end: end), of: bytes)
        while !isEnd(index) {
          append("\\\"")
          index = appendEscaped(upToQuoteIn: CSVField(start: index + 1, end: end), of: bytes)
        }
      }
      index += 3
    }
    if !isFirst { append(UInt8(ascii: "\"")) }
  }

  /// Appends a text under a name that is JSON up to the opening quote; nothing for no text.
  @inline(__always)
  private mutating func appendMember(
    _ name: StaticString, _ field: CSVField, _ bytes: Span<UInt8>
  ) {
    if field.isEmpty { return }
    append(name)
    appendEscaped(field, of: bytes)
    append(UInt8(ascii: "\""))
  }

  private static func text(_ precision: DatePrecision) -> StaticString {
    switch precision {
    case .day: "day"
    case .range: "range"
    case .week: "week"
    case .month: "month"
    case .year: "year"
    case .unknown: "unknown"
    }
  }
}
