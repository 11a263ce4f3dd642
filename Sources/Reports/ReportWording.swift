import IncidentMapping
import Incidents

/// The sentences of a report that are not in a table.
struct ReportWording {
  let report: Report

  var title: String {
    let only = report.count == 1 ? report.records.first.first?.incident.title : nil
    return report.heading.title ?? only ?? report.heading.language.pick("Incidents", "Incidents")
  }

  var summary: [String] {
    let language = report.heading.language
    guard report.count > 0 else {
      return [
        language.pick(
          "No incident was selected. What was read and why it is not here stands below.",
          "Aucun incident n’a été retenu. Ce qui a été lu et pourquoi rien ne figure ici est dit plus bas."
        )
      ]
    }
    let total = report.tally.total
    let number = language.counted(
      report.count, ("incident", "incidents"), ("incident", "incidents"))
    let toll = report.words.killed(total)
    var sentences = [
      language.pick("\(number); killed: \(toll).", "\(number) ; morts : \(toll).")
    ]
    let (silent, unknown) = (report.tally.withoutToll, report.tally.byKind[.unknown] ?? 0)
    if silent > 0, total.hasToll {
      let count = language.grouped(silent)
      sentences.append(
        language.pick(
          "Of \(count) of them nobody says how many were killed.",
          "Pour \(count) d’entre eux, personne ne dit combien sont morts."))
    }
    if unknown > 0 {
      sentences.append(
        language.counted(
          unknown, ("incident has", "incidents have"), ("incident n’a", "incidents n’ont"))
          + language.pick(
            " no known place, hence no spot on the map.",
            " pas de lieu connu, donc pas de point sur la carte."))
    }
    return sentences
  }

  /// What a reader must know before drawing a conclusion.
  var caveats: [String] {
    let language = report.heading.language
    return [
      language.pick(
        "What is shown is what was reported. Where nobody reports, nothing is shown: an empty part of the map is not a safe one.",
        "Ce qui est montré est ce qui a été rapporté. Là où personne ne rapporte, rien n’apparaît : une zone vide n’est pas une zone sûre."
      ),
      language.pick(
        "Numbers are not related to how many people live somewhere. More reports are not a higher risk.",
        "Les nombres ne sont pas rapportés à la population. Plus de signalements ne veut pas dire plus de risque."
      ),
      language.pick(
        "Where a place is only known as an area, a disc or a stretch of road, every position in it is taken as equally likely. That is an assumption.",
        "Lorsqu’un lieu n’est connu que comme zone, disque ou tronçon, chaque position y est supposée également probable. C’est une hypothèse."
      ),
      language.pick(
        "Grades follow a fixed rule (balise-1) from who alleges and who denies; they are no verdict.",
        "Les degrés suivent une règle fixe (balise-1) selon qui allègue et qui dément ; ce ne sont pas des verdicts."
      ),
    ]
  }

  /// Why what each source says is not in the page, and where it is.
  var ledgerNote: String {
    let language = report.heading.language
    let most = language.grouped(ReportRecords.mostWithLedger)
    let why = language.pick(
      "With more than \(most) incidents the page goes without what each source says.",
      "Au-delà de \(most) incidents, la page ne contient pas ce que dit chaque source.")
    return ([why] + [ledgerPlace].compactMap(\.self)).joined(separator: " ")
  }

  /// In which file it is, and how to look it up.
  var ledgerPlace: String? {
    report.ledgerFile.map { file in
      report.heading.language.pick(
        "It is in \(file), of which the SHA-256 stands below; balise map \(file) -o ledger.gpkg makes a database of it that QGIS opens.",
        "Cela se trouve dans \(file), dont l’empreinte SHA-256 figure plus bas ; balise map \(file) -o ledger.gpkg en fait une base de données que QGIS ouvre."
      )
    }
  }
}
