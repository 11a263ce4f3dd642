import IncidentAnalysis
import SpatialStatistics

/// The chart and the table of a route.
struct RouteTable {
  let exposure: RouteExposure
  let id: String
  let words: ReportWords
  private var language: ReportLanguage { words.language }

  var table: ReportTable {
    let title = language.pick("Along the route ", "Le long de la route ") + exposure.name
    return ReportTable(
      id: id, title: title,
      columns: [
        language.pick("section", "tronçon"), "km", language.pick("certain", "certains"),
        language.pick("expected", "attendus"), language.pick("possible", "possibles"),
        language.pick("per 100 km", "par 100 km"), language.pick("95 %", "95\u{202F}%"),
        language.pick("killed", "morts"),
        language.pick("killed per 100 km", "morts par 100 km"),
        language.pick("95 %", "95\u{202F}%"),
      ], rows: exposure.sections.map(row),
      svg: RouteChart(exposure: exposure, id: id, title: title, language: language).svg,
      note: note)
  }

  private func row(_ section: RouteExposure.Section) -> [String] {
    let total = section.total
    func rate(_ number: Double) -> String { language.decimal(section.rate(number), places: 2) }
    var cells = [
      section.name,
      "\(language.decimal(total.from, places: 0))–\(language.decimal(total.to, places: 0))",
      language.grouped(section.sums.certain), language.decimal(total.incidents, places: 2),
      language.grouped(section.sums.possible), rate(total.incidents),
      "\(rate(total.interval.low))–\(rate(total.interval.high))",
    ]
    guard section.sums.possible > 0 else { return cells + [language.grouped(0), rate(0), ""] }
    guard !total.hasNoToll else { return cells + [words.interval(nil, nil), "", ""] }
    cells += [
      words.killed(section.sums), rate(total.killed),
      "\(rate(total.killedInterval.low))–\(rate(total.killedInterval.high))",
    ]
    return cells
  }

  private var note: String {
    let corridor = language.decimal(exposure.corridorMeters / 1000, places: 0)
    var sentences: [String] = []
    if let days = exposure.days {
      let (first, last) = (words.day(days.first), words.day(days.last))
      sentences.append(
        first == last
          ? language.pick("On \(first).", "Le \(first).")
          : language.pick("From \(first) to \(last).", "Du \(first) au \(last)."))
    }
    if exposure.sections.contains(where: \.sums.isOpen) {
      sentences.append(
        language.pick(
          "Killed per 100 km are expected numbers; “at least 24” enters them as 24 to 48, which is a convention and not knowledge.",
          "Les morts par 100 km sont des nombres attendus ; « au moins 24 » y entre comme 24 à 48, ce qui est une convention et non un savoir."
        ))
    }
    sentences += [
      language.pick(
        "Whatever may lie within \(corridor) km of the route counts, by the part of its place on each section.",
        "Compte tout ce qui peut se trouver à moins de \(corridor) km de la route, selon la part de son lieu sur chaque tronçon."
      ),
      language.pick(
        "95 %: the interval of the mean if incidents come by chance (Garwood 1936; for the killed Fay and Feuer 1997); an arrow goes beyond the picture.",
        "95\u{202F}% : intervalle de la moyenne si les incidents viennent du hasard (Garwood 1936 ; pour les morts Fay et Feuer 1997) ; une flèche sort de l’image."
      ),
      language.pick(
        "Traffic and reporters along the route are not known: more incidents per 100 km are not a higher risk for a traveller.",
        "Ni le trafic ni la présence de témoins ne sont connus : plus d’incidents par 100 km ne veut pas dire plus de risque pour un voyageur."
      ),
    ]
    return sentences.joined(separator: " ")
  }
}
