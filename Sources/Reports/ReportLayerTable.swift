import GeoFormats
import SimpleFeatures

/// What a layer found as a table, and the caveats that stand beside it.
struct ReportLayerTable {
  let layer: ReportLayer
  let language: ReportLanguage

  private static let mostRows = 50
  /// A list of names in a cell is cut behind this many.
  private static let mostNames = 6

  /// The properties that the table shows, in order.
  private static let columns = [
    "name", "stops", "center_location", "location_count", "radius_km", "incidents", "events",
    "expected_events", "start", "end", "date_start", "date_end", "route_from_km", "route_to_km",
    "observed", "expected", "relative_risk", "per_100km_year", "killed_min", "killed_max", "gi_bin",
    "z", "quadrant", "emerging", "p", "p_adjusted", "dots_p", "dots_p_adjusted", "replicate_share",
    "stability", "stable_core", "fragility_sources", "fragility_sources_needed", "fragility_set",
    "edge",
  ]

  /// The features, those with the smallest p first.
  var table: ReportTable {
    let taken = Self.columns.filter { column in
      layer.features.contains { $0.properties[column] != nil }
    }
    let ordered = layer.features.enumerated().sorted { left, right in
      (ReportLayer.p(of: left.element) ?? 2, left.offset)
        < (ReportLayer.p(of: right.element) ?? 2, right.offset)
    }.map(\.element)
    return ReportTable(
      id: layer.key, title: layer.label,
      columns: ["#"] + taken.map { PropertyWords.name($0, language) },
      rows: ordered.prefix(Self.mostRows).enumerated().map { number, feature in
        [feature.id ?? "\(number + 1)"].map { PropertyWords.value($0, language) }
          + taken.map { text(of: feature.properties[$0], name: $0) }
      }, note: note)
  }

  private func text(of value: PropertyValue?, name: String) -> String {
    switch value {
    case nil, .null?, .object?: return ""
    case .integer(let bin)? where name == "gi_bin": return PropertyWords.bin(bin, language)
    case .integer(let number)?: return language.grouped(number)
    case .number(let number)?:
      return language.decimal(
        number, places: abs(number) >= 100 ? 0 : number != 0 && abs(number) < 0.01 ? 5 : 3)
    case .string(let text)?:
      guard name == "fragility_set" else { return PropertyWords.value(text, language) }
      return names(text.split(separator: "; ").map(String.init))
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
          "The share of draws says how often a hotspot stands when places and days are drawn anew; it is no p.",
          "La part des tirages dit combien de fois un point chaud tient quand lieux et jours sont retirés ; ce n’est pas un p."
        ))
    }
    if layer.features.contains(where: { $0.properties["fragility_sources"] != nil }) {
      notes.append(
        language.pick(
          "Sources it rests on: without the word of so many sources it is no hotspot any more; none is named where it stands without any of them.",
          "Sources dont il dépend : sans la parole d’autant de sources, ce n’est plus un point chaud ; aucune n’est nommée s’il tient sans chacune d’elles."
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
