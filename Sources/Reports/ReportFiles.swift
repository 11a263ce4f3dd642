import Foundation
import GeoFormats
import ReportAssets

/// The files that a page is made of: those of the program, or of a folder where it has them.
struct ReportFiles {
  let page: String
  let style: String
  let script: String
  private let wordList: [String: [String: String]]

  init(folder: String?) throws {
    func given(_ name: String) throws -> String? {
      guard let url = folder.map({ URL(filePath: $0).appending(path: name) }),
        FileManager.default.fileExists(atPath: url.path)
      else { return nil }
      return try String(contentsOf: url, encoding: .utf8)
    }
    func text(_ name: String, _ own: [UInt8]) throws -> String {
      try given(name) ?? String(decoding: own, as: UTF8.self)
    }
    if let folder {
      let values = try? URL(filePath: folder).resourceValues(forKeys: [.isDirectoryKey])
      guard values?.isDirectory == true else {
        throw ReportPage.Failure(description: "There is no folder \"\(folder)\".")
      }
    }
    page = try text("page.mustache", ReportAssets.page)
    style =
      try text("leaflet.css", ReportAssets.leafletStyle) + "\n"
      + text("style.css", ReportAssets.style)
    // A file report.js stands for the whole script but the map library.
    let own =
      try given("report.js")
      ?? ReportAssets.scripts.map { try text($0.name, $0.bytes) }.joined(separator: "\n")
    script =
      try text("leaflet.js", ReportAssets.leaflet) + "\n(() => {\n'use strict';\n" + own
      + "\n})();\n"
    let words = try text("words.json", ReportAssets.words)
    do {
      wordList = try JSONDecoder().decode(
        [String: [String: String]].self, from: Data(words.utf8))
    } catch {
      throw ReportPage.Failure(
        description: "words.json is not an object of words with a text for each language.")
    }
  }

  /// The words of a language; English where a translation is missing.
  func words(_ language: ReportLanguage) throws -> [String: String] {
    wordList.compactMapValues { $0[language.rawValue] ?? $0["en"] }
  }
}
