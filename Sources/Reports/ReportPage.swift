import Foundation
import GeoFormats
import IncidentMapping
import Incidents
import Mustache
import ReportAssets
import SimpleFeatures

/// A report as one HTML file that asks for nothing else.
///
/// All text from data goes through the template's escaping, or into a data block as JSON in which
/// `<` is written `\u003c`. The policy allows the page's one script and one style sheet by their
/// digests and nothing else (W3C Content Security Policy 3).
public struct ReportPage {
  /// The page could not be made.
  public struct Failure: Error, CustomStringConvertible, Sendable {
    /// A sentence for people.
    public let description: String
  }

  let report: Report
  let map: BaseMap
  let files: ReportFiles

  /// Makes a page.
  /// - Parameter templates: a folder with files that replace those of the program, each by its name:
  ///   page.mustache, style.css, words.json, those of the script, or report.js for all of the script.
  public init(_ report: Report, on map: BaseMap, templates: String? = nil) throws {
    self.report = report
    self.map = map
    do {
      files = try ReportFiles(folder: templates)
    } catch let failure as Failure {
      throw failure
    } catch {
      let file = (error as NSError).userInfo[NSFilePathErrorKey] as? String ?? templates ?? ""
      throw Failure(description: "Of the template, \(file) cannot be read as text in UTF-8.")
    }
  }

  /// The whole file.
  public func html() throws -> String {
    let template: MustacheTemplate
    do {
      template = try MustacheTemplate(string: files.page)
    } catch let error as MustacheTemplate.ParserError {
      throw Failure(
        description: "page.mustache:\(error.context.lineNumber):\(error.context.columnNumber): "
          + Self.fault(error.error)
          + (error.context.line.isEmpty ? "" : " near \"\(error.context.line)\""))
    }
    return template.render(try context())
  }

  private static func fault(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "a section ends by another name than it begins"
    case .expectedSectionEnd: "a section has no end"
    case .unfinishedName: "a tag has no end"
    default: "the template is not well formed (\(error))"
    }
  }

  private func context() throws -> [String: Any] {
    let language = report.heading.language
    let words = try files.words(language)
    let style = files.style
    let script = files.script
    guard !script.contains("</script"), !style.contains("</style") else {
      throw Failure(description: "A script or style sheet of the templates ends its own element.")
    }
    let policy = [
      "default-src 'none'", "script-src \(try SHA256Digest(of: Array(script.utf8)).policySource)",
      "style-src \(try SHA256Digest(of: Array(style.utf8)).policySource)", "img-src data:",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
    let wording = ReportWording(report: report)
    let tables = report.tables
    var context: [String: Any] = [
      "title": wording.title, "version": report.heading.version, "lang": language.rawValue,
      "selection": report.selection,
      "summary": wording.summary.map { ["text": $0] }, "words": words,
      "charts": tables.filter { $0.svg != nil }.map(Self.context),
      "tables": tables.filter { $0.svg == nil }.map(Self.context),
      "method": report.allMethods.map { ["name": $0.name, "text": $0.text] },
      "leftOut": report.leftOut.map { ["text": $0.text, "count": language.grouped($0.count)] },
      "sources": report.sources.map { source in
        source.licence.map { ["name": source.name, "licence": $0] } ?? ["name": source.name]
      },
      "caveats": wording.caveats.map { ["text": $0] }, "incidentsTable": firstIncidents,
      "style": style, "script": script, "csp": policy, "pageData": try pageData(words),
      "recordsData": try recordsData(),
    ]
    if let author = report.heading.author { context["author"] = author }
    if let logo = report.heading.logo { context["logo"] = logo }
    if !report.records.hasLedger { context["ledgerNote"] = wording.ledgerNote }
    return context
  }

  private var firstIncidents: [[String: Any]] {
    report.records.first.map { mapped in
      let incident = mapped.incident
      let assessment = incident.derived
      return [
        "id": incident.id, "title": incident.title ?? incident.placeName ?? incident.id,
        "date": report.words.date(incident.date), "place": report.words.place(mapped),
        "toll": report.words.toll(assessment.toll), "grade": report.words.grade(assessment.grade),
        "parties": assessment.attributedTo.joined(separator: "; "),
        "sources": ReportRecords.publishers(of: incident).joined(separator: "; "),
      ]
    }
  }

  private static func context(_ table: ReportTable) -> [String: Any] {
    var context: [String: Any] = [
      "id": table.id, "title": table.title,
      "table": [
        "caption": table.title, "columns": table.columns.map { ["name": $0] },
        "rows": table.rows.map { row in
          [
            "cells": row.enumerated().map { place, text in
              ["text": text, "isNumber": place > 0] as [String: Any]
            }
          ]
        },
      ] as [String: Any],
    ]
    if let svg = table.svg { context["svg"] = svg }
    if let note = table.note { context["note"] = note }
    return context
  }

  // MARK: Data blocks

  private func pageData(_ words: [String: String]) throws -> String {
    let extent = report.extent
    var data: Properties = [
      "lang": .string(report.heading.language.rawValue),
      "words": .object(
        Properties(
          words.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
      "bounds": .array(
        [extent.minX, extent.minY, extent.maxX, extent.maxY].map { .number($0) }),
      "base": map.json, "count": .integer(report.count),
      "ledger": .bool(report.records.hasLedger),
    ]
    if !report.records.hasLedger {
      data.append("ledgerFile", text: ReportWording(report: report).ledgerPlace)
    }
    data.append("grades", .array(Grade.allCases.map { .string($0.rawValue) }))
    data.append("kinds", .array(ResolvedPlace.Kind.allCases.map { .string($0.rawValue) }))
    data.append("stances", .array(Stance.allCases.map { .string($0.rawValue) }))
    data.append("sourceKinds", .array(SourceKind.allCases.map { .string($0.rawValue) }))
    data.append(
      "days",
      report.records.days.map { .array([.integer($0.first), .integer($0.last)]) } ?? .null)
    var json = try PropertyValue.object(data).json()
    // The features of the layers are GeoJSON already.
    json.removeLast()
    let layers = try report.layers.map { layer in
      let features = try GeoJSONEncoder().encode(layer.features)
      return "{\"key\":\(try PropertyValue.string(layer.key).json()),"
        + "\"label\":\(try PropertyValue.string(layer.label).json()),"
        + "\"features\":{\"type\":\"FeatureCollection\",\"features\":["
        + features.text + "]}}"
    }
    json += ",\"layers\":[\(layers.joined(separator: ","))]}"
    // The last two end a line for scripts, though not in JSON.
    return json.replacingOccurrences(of: "<", with: "\\u003c")
      .replacingOccurrences(of: "\u{2028}", with: "\\u2028")
      .replacingOccurrences(of: "\u{2029}", with: "\\u2029")
  }

  private func recordsData() throws -> String {
    let json = try report.records.json.json()
    return Data(try GzipEncoder.encode(Array(json.utf8))).base64EncodedString()
  }
}
