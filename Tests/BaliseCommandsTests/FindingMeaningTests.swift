import Foundation
import TestSupport
import Testing

@testable import BaliseCommands

@Suite("What the codes of findings mean")
struct FindingMeaningTests {
  /// The codes as they stand in the sources: after `code:`, `finding:` and in the calls that reject,
  /// lose or doubt a value.
  private func codesInSources() throws -> Set<String> {
    let pattern =
      #/(?:code: |finding: |\? |: |reject\(\s*|lose\(\s*|doubt\(\s*)"([a-z0-9]+(?:-[a-z0-9]+)+)"/#
    let sources = packageFolder.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var codes: Set<String> = ["heaping"]
    while let file = files?.nextObject() as? URL {
      let name = file.lastPathComponent
      // The first is what is tested; the others have ranges and French words that look alike.
      let others = ["FindingMeaning.swift", "CAMEOCodes.swift", "PropertyWords.swift"]
      guard name.hasSuffix(".swift"), !others.contains(name) else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: pattern) { codes.insert(String(match.1)) }
    }
    return codes
  }

  @Test("every code in the sources has a meaning, and every meaning a code")
  func complete() throws {
    let codes = try codesInSources()
    #expect(codes.count > 30)
    let known = Set(FindingMeaning.codes)
    #expect(known.subtracting(codes).isEmpty, "\(known.subtracting(codes).sorted())")
    #expect(codes.subtracting(known).isEmpty, "\(codes.subtracting(known).sorted())")
  }

  @Test("every code stands in the guide")
  func documented() throws {
    let guide = try String(
      contentsOf: packageFolder.appending(path: "Sources/Balise/Balise.docc/Diagnostics.md"),
      encoding: .utf8)
    for code in FindingMeaning.codes {
      #expect(guide.contains("`\(code)`"), "\(code)")
    }
  }
}
