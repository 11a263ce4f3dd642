import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite("Lists in one text")
struct ListTextTests {
  @Test("parts are those of Foundation, items those that are not empty")
  func parts() {
    var random = SplitMix64(seed: 0x115)
    let pieces = ["a", "b", ";", " ", "; ", ";;", "é", "😀", "\u{300}", "\r\n"]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...9, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      for separator in ["; ", ";", "\";\""] {
        let parts = ListText.parts(of: text, separatedBy: separator)
        // Of bytes, which no combining mark that follows can change.
        let expected = text.utf8.map { String(UnicodeScalar($0)) }.joined()
          .components(separatedBy: separator).map { $0.unicodeScalars.map { UInt8($0.value) } }
        #expect(parts.map { Array($0.utf8) } == expected, "\(text.debugDescription)")
        #expect(ListText.items(of: text, separatedBy: separator) == parts.filter { !$0.isEmpty })
      }
    }
  }

  @Test("without a separator there is one part")
  func noSeparator() {
    #expect(ListText.parts(of: "a; b", separatedBy: "") == ["a; b"])
    #expect(ListText.parts(of: "", separatedBy: "; ") == [""])
  }
}
