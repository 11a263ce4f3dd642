import GeoFormats
import SimpleFeatures

/// The sources and associations that TimeMap's events name by their identifiers, each once, in order
/// of first appearance.
struct TimeMapReferences: Sendable {
  /// What events are filtered and coloured by.
  struct Association: Sendable {
    var id: String
    var title: String
    /// `FILTER` or `CATEGORY`.
    var mode: String
    /// The branch of the tree of filters.
    var path: [String]
  }

  private var sources: [(id: String, text: String)] = []
  private var associations: [Association] = []
  private var known: Set<String> = []

  /// Adds associations; gives their identifiers.
  mutating func add(_ added: [Association]) -> [String] {
    for association in added where known.insert(association.id).inserted {
      associations.append(association)
    }
    return added.map(\.id)
  }

  /// Adds source lines; gives their identifiers, which follow from the text alone.
  mutating func add(sources texts: [String]) -> [String] {
    texts.map { text in
      let digits = String(StableHash.fnv1a(text), radix: 16)
      let id = "source-" + String(repeating: "0", count: 16 - digits.count) + digits
      if known.insert(id).inserted { sources.append((id, text)) }
      return id
    }
  }

  /// Takes in those of a later part.
  mutating func formUnion(_ later: TimeMapReferences) {
    _ = add(later.associations)
    for source in later.sources where known.insert(source.id).inserted { sources.append(source) }
  }

  /// TimeMap's sources: an object of objects by identifier (`sourceSchema.js`).
  var sourcesDocument: PropertyValue {
    .object(
      Properties(
        sources.map { id, text in
          let isLink = text.hasPrefix("https://") || text.hasPrefix("http://")
          return .init(
            id,
            .object([
              "id": .string(id), "title": .string(text), "url": .string(isLink ? text : ""),
              "paths": .array([]),
            ]))
        }))
  }

  /// TimeMap's associations (`associationsSchema.js`).
  var associationsDocument: PropertyValue {
    .array(
      associations.map { association in
        .object([
          "id": .string(association.id), "title": .string(association.title),
          "desc": .string(""), "mode": .string(association.mode),
          "filter_paths": .array(association.path.map(PropertyValue.string)),
        ])
      })
  }
}
