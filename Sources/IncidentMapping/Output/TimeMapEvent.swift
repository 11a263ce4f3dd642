import GeoFormats
import Incidents
import SimpleFeatures

/// An event as TimeMap reads it (forensic-architecture/timemap, `eventSchema.js`): every value is
/// text, latitude and longitude stand together, the date is written MM/DD/YYYY.
struct TimeMapEvent {
  let properties: Properties

  /// Adds the event to a list, each on its line.
  func append(to bytes: inout [UInt8], isFirst: Bool) throws {
    bytes.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
    bytes.append(contentsOf: try PropertyValue.object(properties).json().utf8)
  }
}

extension MappedIncident {
  /// The event, with what it refers to added to `references`.
  func timeMapEvent(_ feature: Feature, references: inout TimeMapReferences) throws -> TimeMapEvent
  {
    let words = IncidentDescription(self)
    let symbol = IncidentSymbol(self, feature)
    let point = place.outputPoint
    let type = incident.eventType ?? ""
    let associations = references.add(timeMapAssociations)
    let sources = references.add(sources: incident.sources)
    var properties: Properties = [
      "id": .string(incident.id),
      "description": .string("\(words.title)\n\n\(words.text)"),
      "date": .string(incident.date?.earliest.map(Self.timeMapDate) ?? ""),
      "time": .string(""),
      "time_precision": .string((incident.date?.precision ?? .unknown).rawValue),
      "time_display": .string(timeMapSpan),
      "location": .string(incident.placeName ?? ""),
      "latitude": .string(try point.map { try PropertyValue.number($0.latitude).json() } ?? ""),
      "longitude": .string(try point.map { try PropertyValue.number($0.longitude).json() } ?? ""),
      "type": .string(type),
      "category": .string(type),
      "associations": .array(associations.map(PropertyValue.string)),
      "sources": .array(sources.map(PropertyValue.string)),
      "comments": .string(place.sentence(incident)),
      "colour": .string((symbol.isUncertain ? symbol.color.pale : symbol.color).hex),
    ]
    for member in feature.properties.members where member.name.hasPrefix("src_") {
      properties.append(member.name, .string(try member.value.string ?? member.value.json()))
    }
    return TimeMapEvent(properties: properties)
  }

  private var timeMapAssociations: [TimeMapReferences.Association] {
    let grade = incident.derived.grade.rawValue
    var all = [
      TimeMapReferences.Association(
        id: "grade: \(grade)", title: grade, mode: "FILTER", path: ["grade", grade]),
      TimeMapReferences.Association(
        id: "location: \(place.kind.rawValue)", title: place.kind.rawValue, mode: "FILTER",
        path: ["location", place.kind.rawValue]),
    ]
    if let type = incident.eventType, !type.isEmpty {
      all.append(
        TimeMapReferences.Association(
          id: "category: \(type)", title: type, mode: "CATEGORY", path: ["category", type]))
    }
    return all
  }

  private var timeMapSpan: String {
    let days = [incident.date?.earliest, incident.date?.latest].map { $0?.description ?? "" }
    if days == ["", ""] { return "" }
    return days[0] == days[1] ? days[0] : days.joined(separator: " to ")
  }

  /// A day as MM/DD/YYYY, which is TimeMap's `DATE_FMT` unless configured.
  private static func timeMapDate(_ day: Day) -> String {
    let text = day.description
    return "\(text.dropFirst(5).prefix(2))/\(text.suffix(2))/\(text.prefix(4))"
  }
}
