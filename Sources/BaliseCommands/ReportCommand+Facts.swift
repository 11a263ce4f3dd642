import ArgumentParser
import Balise
import Foundation

extension ReportCommand {
  /// The text of the report's language out of two.
  func say(_ english: String, _ french: String) -> String {
    language == .english ? english : french
  }

  /// Which incidents were asked for, in words; empty where all were.
  var selectionWords: String {
    let or = say(" or ", " ou ")
    let distance =
      select.within.map { say(" (within \($0.text))", " (à moins de \($0.text))") } ?? ""
    let span = select.during?.replacing("..", with: say(" to ", " à "))
    let parts: [(words: String, names: String)] = [
      (say("in", "dans"), select.regions.joined(separator: or)),
      (say("near", "près de"), select.near.map { $0 + distance }.joined(separator: or)),
      (say("along", "le long de"), select.along.map { $0 + distance }.joined(separator: or)),
      (say("in the box", "dans le cadre"), select.bbox ?? ""),
      (say("during", "pendant"), span ?? ""),
      (say("where", "où"), select.condition ?? select.whereJson ?? ""),
    ].filter { !$0.names.isEmpty }
    guard !parts.isEmpty else { return "" }
    return say("Selection: ", "Sélection : ")
      + parts.map { "\($0.words) \($0.names)" }.joined(separator: say("; ", " ; "))
  }

  func method(_ atlas: Atlas, remarks: [String]) throws -> [(name: String, text: String)] {
    var rows = [
      (
        say("Boundaries", "Limites"),
        atlas.firstLevel.description.label
          + (atlas.firstLevel.description.isAccuracyStated
            ? say(", accurate to ", ", à ")
              + language.decimal(
                atlas.firstLevel.description.accuracyMeters / 1000, places: 1) + " km" : "")
      ),
      (
        say("Grades", "Degrés"),
        say(
          "rule balise-1, from who alleges and who denies",
          "règle balise-1, selon qui allègue et qui dément")
      ),
      (
        say("Uncertain places", "Lieux incertains"),
        say(
          "every position in a place is taken as equally likely",
          "chaque position d’un lieu est supposée également probable")
      ),
      (
        say("Made with", "Fait avec"),
        "Balise \(BaliseCommand.configuration.version), GEOS \(GEOSContext.libraryVersion), "
          + "PROJ \(CoordinateTransformation.libraryVersion)"
      ),
    ]
    if !remarks.isEmpty {
      rows.append((say("Reading", "Lecture (en anglais)"), remarks.joined(separator: "; ")))
    }
    let read = try input.paths() + input.reading.filesRead + layers.map(\.layerFile)
    for file in read {
      let name = URL(filePath: file).lastPathComponent
      // A layer of a GeoPackage is named behind a colon.
      let digest =
        (try? SHA256Digest(ofFile: file))
        ?? file.lastIndex(of: ":").flatMap { try? SHA256Digest(ofFile: String(file[..<$0])) }
      rows.append(
        (
          say("Input \(name)", "Entrée \(name)"),
          digest.map { "SHA-256 \($0.hexadecimal)" }
            ?? say("standard input: no digest", "entrée standard : pas d’empreinte")
        ))
    }
    return rows
  }

  func leftOut(_ counts: MappingCounts, _ findings: FindingCounts) -> [(
    text: String, count: Int
  )] {
    var rows = [
      (say("records read", "enregistrements lus"), counts.records),
      (say("rejected: they could not be read", "rejetés : illisibles"), counts.rejected),
      (say("not selected", "hors de la sélection"), counts.notSelected),
      (say("of these without a date", "dont sans date"), counts.undated),
    ].filter { $0.1 > 0 }
    for (code, count) in findings.ordered {
      rows.append((findings.meaning(of: code), count))
    }
    return rows
  }

  func baseSources(_ atlas: Atlas) -> [(name: String, licence: String?)] {
    [
      (
        atlas.firstLevel.description.label,
        atlas.firstLevel.description.id.hasPrefix("natural-earth")
          ? say("public domain", "domaine public") : nil
      ),
      (say("Places: GeoNames", "Lieux : GeoNames"), "CC BY 4.0"),
      ("Leaflet", "BSD-2-Clause"),
    ]
  }
}

/// How many findings of each kind there were.
struct FindingCounts {
  private var counts: [String: Int] = [:]

  mutating func add(_ finding: Diagnostic) { counts[finding.code, default: 0] += 1 }

  /// Most first.
  var ordered: [(code: String, count: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  func meaning(of code: String) -> String {
    FindingMeaning.meaning(of: code).map { "\($0) (\(code))" } ?? code
  }
}
