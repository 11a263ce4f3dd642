import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import Datasets

@Suite("What features of one file share")
struct FeatureMemoryTests {
  @Test("positions are those of the table, in whatever order names come")
  func positions() {
    var random = SplitMix64(seed: 0x905)
    let names = Array(BaliseProperty.positions.keys).sorted() + (0..<200).map { "own_\($0)" }
    #expect(BaliseProperty.positions.count == BaliseProperty.count)
    var positions = PropertyPositions()
    for _ in 0..<50 {
      for name in names.shuffled(using: &random).prefix(40) {
        #expect(positions.position(of: name) == BaliseProperty.positions[name])
      }
    }
    for property in BaliseProperty.allCases {
      #expect(positions.position(of: property.name) == property.rawValue)
    }
    for (name, position) in zip(BaliseProperty.attributes, BaliseProperty.attributePositions) {
      #expect(positions.position(of: name) == position)
    }
  }

  @Test("a place is read once for each text, a long one and one that fails each time")
  func places() {
    let memory = PlaceMemory()
    var read = 0
    struct Failure: Error {}
    func place(_ text: String) throws -> Place {
      try memory.place(text) {
        read += 1
        if $0 == "bad" { throw Failure() }
        return .area(AreaReference(names: [$0]))
      }
    }
    let long = String(repeating: "x", count: 5000)
    for text in ["a", "b", "a", long, long, "bad", "bad"] {
      #expect((try? place(text)) == (text == "bad" ? nil : .area(AreaReference(names: [text]))))
    }
    #expect(read == 6)
    for number in 0..<10_000 { #expect((try? place("\(number % 5000)")) != nil) }
  }

  @Test(
    "text says something unless it is white space throughout",
    arguments: [
      "", " ", "\t\r\n", "\u{A0}", "\u{3000}\u{2003}", ".", " a", "\u{A0}é", "é", "\u{1C}",
      "\u{7F}",
      "\u{200B}", "a\u{300}", " \u{300}", "\u{85}",
    ])
  func blank(text: String) {
    let isBlank = text.allSatisfy(\.isWhitespace)
    #expect(PropertyValue.string(text).isGiven == !isBlank)
    #expect(PropertyValue.string(text).writtenText == (isBlank ? nil : text))
  }
}
