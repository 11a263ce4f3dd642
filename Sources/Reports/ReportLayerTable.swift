import GeoFormats
import Incidents
import SimpleFeatures

/// What a layer found as a table, and the caveats that stand beside it.
struct ReportLayerTable {
  let layer: ReportLayer
  let words: ReportWords
  private var language: ReportLanguage { words.language }

  private static let mostRows = 50
  /// A list of names in a cell is cut behind this many.
  private static let mostNames = 6

  /// The properties that the table shows, in order.
  private static let columns = [
    "name", "stops", "location_count", "radius_km", "incidents", "events", "expected_events",
    "start", "end", "date_start", "date_end", "route_from_km", "route_to_km", "observed",
    "expected", "relative_risk", "per_100km_year", "killed_min", "gi_bin", "z", "quadrant",
    "emerging", "p", "p_adjusted", "dots_p", "dots_p_adjusted", "replicate_share", "stability",
    "stable_core", "fragility_sources", "fragility_sources_needed", "fragility_set", "edge",
  ]
  private static let days: Set = ["start", "end", "date_start", "date_end"]

  /// The features, those with the smallest p first.
  var table: ReportTable {
    let taken = Self.columns.filter { column in
      layer.features.contains { $0.properties[column] != nil }
    }
    let order = layer.features.indices.sorted { left, right in
      (ReportLayer.p(of: layer.features[left]) ?? 2, left)
        < (ReportLayer.p(of: layer.features[right]) ?? 2, right)
    }.prefix(Self.mostRows)
    let hasPlaces = order.contains { layer.places.indices.contains($0) && layer.places[$0] != nil }
    return ReportTable(
      id: layer.key, title: layer.label,
      columns: order.isEmpty
        ? []
        : ["#"]
          + (hasPlaces ? [language.pick("place", "localité")] : [])
          + taken.map { PropertyWords.name($0, language) },
      rows: order.enumerated().map { number, index in
        let feature = layer.features[index]
        return [PropertyWords.value(feature.id ?? "\(number + 1)", language)]
          + (hasPlaces ? [layer.places[index] ?? ""] : [])
          + taken.map { text(of: $0, in: feature.properties) }
      }, note: note)
  }

  private func text(of name: String, in properties: Properties) -> String {
    switch properties[name] {
    case nil, .null?, .object?: return ""
    case .integer(let least)? where name == "killed_min":
      return words.interval(least, properties["killed_max"]?.integer)
    case .integer(let bin)? where name == "gi_bin": return PropertyWords.bin(bin, language)
    case .integer(let number)?: return language.grouped(number)
    case .number(let number)?:
      let isP = name == "p" || name.hasPrefix("p_") || name.hasPrefix("dots_p")
      return isP ? words.p(number) : language.decimal(number, places: abs(number) < 10 ? 2 : 1)
    case .string(let text)? where Self.days.contains(name):
      return (try? UncertainDate(edtf: text)).map(words.date) ?? text
    case .string(let text)? where name == "fragility_set":
      return names(text.split(separator: "; ").map(String.init))
    case .string(let text)?: return PropertyWords.value(text, language)
    case .bool(let flag)?: return flag ? language.pick("yes", "oui") : language.pick("no", "non")
    case .array(let items)?: return names(items.compactMap(\.string))
    }
  }

  private func names(_ names: [String]) -> String {
    guard names.count > Self.mostNames else { return names.joined(separator: "; ") }
    let more = language.grouped(names.count - Self.mostNames)
    return names.prefix(Self.mostNames).joined(separator: "; ")
      + language.pick("; and \(more) more", " ; et \(more) autres")
  }

  // MARK: What has to be said

  private var note: String? {
    var notes: [String] = []
    if layer.places.contains(where: { $0 != nil }) {
      notes.append(
        language.pick(
          "Place: the largest in it.", "Localité : la plus grande qui s’y trouve."))
    }
    if let failure = layer.failure {
      notes.append(
        language.pick("Nothing could be tested. ", "Rien n’a pu être testé. ") + failure)
    } else if layer.features.isEmpty {
      notes.append(
        language.pick(
          "Nothing was found that chance does not explain.",
          "Rien n’a été trouvé que le hasard n’explique."))
    }
    if layer.features.count > Self.mostRows {
      let more = language.grouped(layer.features.count - Self.mostRows)
      notes.append(language.pick("And \(more) more.", "Et \(more) autres."))
    }
    if layer.leftOut > 0 {
      let count = language.grouped(layer.leftOut)
      notes.append(
        language.pick(
          "\(count) with a p above 0.05 left out: chance gives such ones often.",
          "\(count) avec un p supérieur à 0,05 omis : le hasard en produit souvent."))
    }
    if layer.failure == nil, layer.claimsSignificance { notes += significance }
    if layer.features.contains(where: { $0.properties["stability"] != nil }) {
      notes.append(density)
    }
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  /// The caveat of every claim that something is more than chance.
  private var significance: [String] {
    var notes = [
      language.pick(
        "A small p says that chance alone seldom gives so many reports together. It does not say why: more may have happened there, or more was reported.",
        "Un petit p dit que le hasard seul réunit rarement autant de signalements. Il ne dit pas pourquoi : il a pu s’y passer plus de choses, ou en être rapporté plus."
      )
    ]
    if layer.exposure == nil {
      notes.append(
        language.pick(
          "Nothing is known of the population at risk: a hotspot is no place of higher risk.",
          "Rien n’est dit de la population exposée : un point chaud n’est pas un lieu de plus grand risque."
        ))
    }
    notes.append(
      language.pick(
        "Where a place or day is uncertain, every position and day in it is taken as equally likely; another assumption gives other hotspots.",
        "Là où un lieu ou un jour est incertain, chaque position et chaque jour y sont supposés également probables ; une autre hypothèse donne d’autres points chauds."
      ))
    if layer.features.contains(where: { $0.properties["replicate_share"] != nil }) {
      notes.append(
        language.pick(
          "In draws: in what share of the draws of places and days it stands; that is no p.",
          "Tirages : la part des tirages de lieux et de jours où il tient ; ce n’est pas un p."
        ))
    }
    if layer.features.contains(where: { $0.properties["fragility_sources"] != nil }) {
      notes.append(
        language.pick(
          "Rests on: without the word of so many sources it is no hotspot any more; none is named where it stands without any of them.",
          "Dépend de : sans la parole d’autant de sources, ce n’est plus un point chaud ; aucune n’est nommée s’il tient sans chacune d’elles."
        ))
    } else {
      notes.append(
        language.pick(
          "On whose word they rest was not tested (--fragility does).",
          "La parole dont ils dépendent n’a pas été éprouvée (--fragility le fait)."))
    }
    return notes
  }

  private var density: String {
    language.pick(
      "A cluster is where reports lie densely, and no test against chance. Stability says how much of it comes back when uncertain places are drawn anew, every position equally likely; a cluster without a stable core may be the work of imprecise places.",
      "Une grappe est un lieu où les signalements sont denses, non un test contre le hasard. La stabilité dit ce qui en revient quand les lieux incertains sont retirés, chaque position également probable ; une grappe sans noyau stable peut venir de lieux imprécis."
    )
  }
}
