import GeoFormats
import SimpleFeatures

/// Words for the properties of clusters and hotspots, and for what a run says of itself.
enum PropertyWords {
  /// A column or a fact by the name of its property.
  static func name(_ key: String, _ language: ReportLanguage) -> String {
    guard let words = names[key] else { return key.replacing("_", with: " ") }
    return language.pick(words.english, words.french)
  }

  /// A value that is a word of the program; any other text as it is.
  static func value(_ text: String, _ language: ReportLanguage) -> String {
    guard language == .french else { return text }
    if let word = values[text] { return word }
    if text.hasPrefix("cluster ") { return "grappe " + text.dropFirst(8) }
    for (english, french) in [(" hot spot", "point chaud "), (" cold spot", "point froid ")]
    where text.hasSuffix(english) {
      if let course = courses[String(text.dropLast(english.count))] { return french + course }
    }
    return text
  }

  /// How surely a cell is hot or cold.
  static func bin(_ bin: Int, _ language: ReportLanguage) -> String {
    let level = language.decimal(abs(bin) >= 3 ? 0.01 : abs(bin) == 2 ? 0.05 : 0.1, places: 2)
    let kind = bin > 0 ? language.pick("hot", "chaud") : language.pick("cold", "froid")
    return language.pick("\(kind) at \(level)", "\(kind) à \(level)")
  }

  /// What a run says of itself, a line each.
  static func facts(_ basis: Properties, _ language: ReportLanguage, prefix: String = "")
    -> [(name: String, text: String)]
  {
    basis.members.flatMap { member -> [(name: String, text: String)] in
      let name = prefix + name(member.name, language)
      switch member.value {
      case .null: return []
      case .object(let inner):
        let own = member.name == "parameters" ? "" : Self.name(member.name, language) + ": "
        return facts(inner, language, prefix: prefix + own)
      case .string(let text): return [(name, value(text, language))]
      case .array(let items):
        return [
          (
            name,
            items.compactMap { $0.string ?? (try? $0.json()) }.joined(separator: "; ")
          )
        ]
      case .integer(let number): return [(name, language.grouped(number))]
      case .number:
        let text = (try? member.value.json()) ?? ""
        return [(name, text.replacing(".", with: language.pick(".", ",")))]
      case .bool(let flag):
        return [(name, flag ? language.pick("yes", "oui") : language.pick("no", "non"))]
      }
    }
  }

  private static let names: [String: (english: String, french: String)] = [
    "name": ("name", "nom"), "stops": ("stops", "étapes"),
    "location_count": ("locations", "lieux"),
    "radius_km": ("radius km", "rayon km"), "incidents": ("incidents", "incidents"),
    "events": ("incidents", "incidents"), "expected_events": ("expected", "attendus"),
    "start": ("from", "du"), "end": ("to", "au"), "date_start": ("from", "du"),
    "date_end": ("to", "au"), "route_from_km": ("from km", "du km"),
    "route_to_km": ("to km", "au km"), "observed": ("observed", "observés"),
    "expected": ("expected", "attendus"), "relative_risk": ("ratio", "rapport"),
    "per_100km_year": ("per 100 km and year", "par 100 km et an"),
    "killed_min": ("killed", "morts"), "gi_bin": ("spot", "point"),
    "quadrant": ("quadrant", "quadrant"), "emerging": ("over time", "au fil du temps"),
    "p_adjusted": ("p, adjusted", "p ajusté"), "dots_p": ("p on dots", "p sur points"),
    "dots_p_adjusted": ("p on dots, adjusted", "p sur points, ajusté"),
    "replicate_share": ("in draws", "tirages"),
    "stability": ("stability", "stabilité"), "stable_core": ("stable core", "noyau stable"),
    "fragility_sources": ("sources", "sources"),
    "fragility_sources_needed": ("rests on", "dépend de"),
    "fragility_set": ("which", "lesquelles"), "edge": ("edge", "bord"),
    // What a run says of itself.
    "clusters": ("clusters", "grappes"), "hotspots": ("hotspots", "points chauds"),
    "method": ("method", "méthode"), "parameters": ("parameters", "paramètres"),
    "study_area": ("study area", "zone étudiée"), "meaning": ("meaning", "sens"),
    "seed": ("seed", "graine"), "replications": ("replications", "réplications"),
    "permutations": ("permutations", "permutations"), "replicates": ("replicates", "tirages"),
    "smallest_p": ("smallest possible p", "plus petit p possible"), "tests": ("tests", "tests"),
    "records": ("records", "enregistrements"), "rejected": ("rejected", "rejetés"),
    "used": ("used", "utilisés"), "left_out": ("left out", "écartés"),
    "left_out_not_selected": ("left out, not selected", "écartés, hors de la sélection"),
    "remarks": ("remarks", "remarques (en anglais)"), "selection": ("selection", "sélection"),
    "model": ("model", "modèle"), "analysis": ("analysis", "analyse"), "grid": ("grid", "maillage"),
    "interval": ("interval", "intervalle"), "intervals": ("intervals", "intervalles"),
    "max_share": ("largest share in a circle", "plus grande part dans un cercle"),
    "max_radius_km": ("largest radius km", "plus grand rayon km"),
    "max_time_intervals": ("longest time in intervals", "plus long temps en intervalles"),
    "p_value": ("p value", "valeur p"),
    "units_of_a_record": ("units of a record", "unités d’un enregistrement"),
    "measure": ("measure", "mesure"), "statistic": ("statistic", "statistique"),
    "weights": ("weights", "voisinage"), "weighting": ("weighting", "pondération"),
    "multiple_tests": ("multiple tests", "tests multiples"),
    "eps_m": ("distance of neighbours, m", "distance entre voisins, m"),
    "min_points": ("least number in a dense place", "nombre minimal dans un lieu dense"),
    "metric": ("metric", "métrique"), "location": ("location", "lieu"),
    "uncertain_places": ("uncertain places", "lieux incertains"),
    "clustered": ("in clusters", "en grappes"), "noise": ("in none", "hors grappe"),
    "replicates_run": ("replicates run", "tirages faits"),
    "joining_noise": ("in a cluster in half of the draws", "en grappe dans la moitié des tirages"),
  ]

  /// Words of the program that stand as values.
  private static let values = [
    "hot = more reports than elsewhere in this file; not a risk":
      "chaud = plus de signalements qu’ailleurs dans ce fichier ; ce n’est pas un risque",
    "Kulldorff's scan statistic, space-time permutation (Kulldorff et al. 2005), retrospective space-time":
      "statistique de balayage de Kulldorff, permutation espace-temps (Kulldorff et al. 2005), espace-temps rétrospectif",
    "local Moran (Anselin 1995)": "Moran local (Anselin 1995)",
    "incidents": "incidents", "killed": "morts", "everything": "tout", "permutation": "permutation",
    "space-time": "espace-temps", "rank": "rang", "place": "lieu", "point": "point",
    "ellipsoid": "ellipsoïde", "sphere": "sphère", "each neighbour 1": "chaque voisin 1",
    "Benjamini and Hochberg 1995": "Benjamini et Hochberg 1995",
    "high-high": "haut-haut", "low-low": "bas-bas", "high-low": "haut-bas", "low-high": "bas-haut",
  ]

  /// How hot and cold spots come and go.
  private static let courses = [
    "new": "nouveau", "consecutive": "consécutif", "intensifying": "en intensification",
    "persistent": "persistant", "diminishing": "en déclin", "sporadic": "sporadique",
    "oscillating": "oscillant", "historical": "ancien",
  ]
}
