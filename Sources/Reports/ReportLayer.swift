import GeoFormats
public import SimpleFeatures

/// Features drawn over the incidents, such as clusters or hotspots, from a file that this program
/// has written, with what that file says of itself.
public struct ReportLayer: Sendable {
  /// A short name.
  public let key: String
  /// What readers call it.
  public let label: String
  /// The features that are drawn; incidents, which the page has already, are left out.
  public let features: [Feature]
  /// How many features are not drawn because chance explains them.
  public let leftOut: Int
  /// Above this p a hotspot is not drawn.
  private static let level = 0.1
  /// How it was come by: name and text.
  public let method: [(name: String, text: String)]

  /// Reads a layer from GeoJSON.
  /// - Parameters:
  ///   - number: tells the layers of a report apart.
  ///   - label: what readers call it.
  public init(geoJSON bytes: [UInt8], fileName: String, number: Int, label: String) throws {
    let file = try GeoJSONReader.read(bytes, file: fileName)
    key = "layer\(number)"
    self.label = label
    var isUnlikely = 0
    features = file.features.filter { feature in
      guard feature.geometry != nil else { return false }
      // A cell without a finding is no hotspot; an incident stands on the page already.
      if feature.properties["gi_bin"]?.integer == 0 { return false }
      if feature.properties["location_kind"] != nil { return false }
      guard let p = Self.p(of: feature) else { return true }
      if p > Self.level { isUnlikely += 1 }
      return p <= Self.level
    }
    leftOut = isUnlikely
    var rows: [(String, String)] = []
    if case .object(let basis)? = file.members["balise"] { Self.flatten(basis, "", into: &rows) }
    method = rows.map { (name: $0.0, text: $0.1) }
  }

  private static func flatten(
    _ properties: Properties, _ prefix: String, into rows: inout [(String, String)]
  ) {
    for member in properties.members {
      let name = prefix + member.name.replacing("_", with: " ")
      switch member.value {
      case .object(let inner): flatten(inner, "\(name): ", into: &rows)
      case .string(let text): rows.append((name, text))
      case .array(let items):
        rows.append(
          (name, items.compactMap { $0.string ?? (try? $0.json()) }.joined(separator: "; ")))
      case .null: continue
      default: rows.append((name, (try? member.value.json()) ?? ""))
      }
    }
  }

  /// The properties that a table of it shows, in order, with the words for them.
  private static let columns: [(name: String, english: String, french: String)] = [
    ("name", "name", "nom"), ("stops", "stops", "étapes"), ("location_count", "locations", "lieux"),
    ("radius_km", "radius km", "rayon km"), ("incidents", "incidents", "incidents"),
    ("events", "incidents", "incidents"), ("start", "from", "du"), ("end", "to", "au"),
    ("first_day", "from", "du"), ("last_day", "to", "au"), ("from_km", "from km", "du km"),
    ("to_km", "to km", "au km"), ("observed", "observed", "observés"),
    ("expected", "expected", "attendus"), ("relative_risk", "ratio", "rapport"),
    ("rate_per_100km_year", "per 100 km and year", "par 100 km et an"), ("z", "z", "z"),
    ("class", "class", "classe"), ("quadrant", "quadrant", "quadrant"), ("p", "p", "p"),
    ("p_adjusted", "p, adjusted", "p ajusté"),
    ("replicate_share", "share of draws it stands in", "part des tirages où il tient"),
    ("stability", "stability", "stabilité"), ("stable_core", "stable core", "noyau stable"),
    ("fragility_sources_needed", "sources it rests on", "sources dont il dépend"),
    ("fragility_set", "which", "lesquelles"), ("edge", "at the edge", "en bordure"),
  ]
  private static let mostRows = 50

  /// The features as a table, those with the smallest p first.
  func table(_ language: ReportLanguage) -> ReportTable {
    let taken = Self.columns.filter { column in
      features.contains { $0.properties[column.name] != nil }
    }
    let ordered = features.enumerated().sorted { left, right in
      (Self.p(of: left.element) ?? 2, left.offset) < (Self.p(of: right.element) ?? 2, right.offset)
    }.map(\.element)
    return ReportTable(
      id: key, title: label,
      columns: ["#"] + taken.map { language.pick($0.english, $0.french) },
      rows: ordered.prefix(Self.mostRows).enumerated().map { number, feature in
        [feature.id ?? "\(number + 1)"]
          + taken.map { text(of: feature.properties[$0.name], language) }
      },
      note: note(language))
  }

  private func note(_ language: ReportLanguage) -> String? {
    var notes: [String] = []
    if features.count > Self.mostRows {
      let more = language.grouped(features.count - Self.mostRows)
      notes.append(language.pick("And \(more) more.", "Et \(more) autres."))
    }
    if leftOut > 0 {
      let count = language.grouped(leftOut)
      notes.append(
        language.pick(
          "\(count) with a p above 0.1 are left out: chance gives such ones often.",
          "\(count) avec un p supérieur à 0,1 sont omis : le hasard en produit souvent."))
    }
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  private static func p(of feature: Feature) -> Double? {
    feature.properties["p_adjusted"]?.number ?? feature.properties["p"]?.number
  }

  private func text(of value: PropertyValue?, _ language: ReportLanguage) -> String {
    switch value {
    case nil, .null?: ""
    case .integer(let number)?: language.grouped(number)
    case .number(let number)?:
      language.decimal(number, places: abs(number) >= 100 ? 0 : abs(number) < 0.01 ? 5 : 3)
    case .string(let text)?: text
    case .bool(let flag)?: flag ? language.pick("yes", "oui") : language.pick("no", "non")
    case .array(let items)?:
      items.compactMap { $0.string ?? (try? $0.json()) }.joined(separator: "; ")
    case .object?: ""
    }
  }
}
