import Testing

@testable import SpatialStatistics

@Suite("Emerging hotspots")
struct EmergingHotspotTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let states: String
    /// 1 rising, -1 falling.
    let trend: Int
    let name: String?

    init(_ states: String, _ name: String?, trend: Int = 0) {
      (self.states, self.trend, self.name) = (states, trend, name)
    }

    var testDescription: String { "\(states) \(trend) is \(name ?? "no class")" }
  }

  static let examples: [Example] = [
    Example("..........", nil),
    Example("...h......", nil),
    Example("hhhh......", nil),
    Example(".........h", "new hot spot"),
    Example("cc.......h", "new hot spot"),
    Example(".......hhh", "consecutive hot spot"),
    Example("c.......hh", "consecutive hot spot"),
    Example("..hhhhhhhh", "consecutive hot spot"),
    Example("h.hhhhhhhh", "intensifying hot spot", trend: 1),
    Example("hhhhhhhhhh", "intensifying hot spot", trend: 1),
    Example(".hhhhhhhhh", "persistent hot spot", trend: 0),
    Example("hhhhhhhhhh", "persistent hot spot", trend: 0),
    Example("hhhhhhhhhh", "diminishing hot spot", trend: -1),
    Example("..hh..h..h", "sporadic hot spot"),
    Example(".hhhhh.hhh", "sporadic hot spot"),
    Example("h.c......h", "oscillating hot spot"),
    Example("hhhhhhhhh.", "historical hot spot", trend: 0),
    Example("hhhhhhhhh.", "historical hot spot", trend: -1),
    Example("hhhhhhhh..", nil),
    Example(".........c", "new cold spot"),
    Example("........cc", "consecutive cold spot"),
    Example("cccccccccc", "intensifying cold spot", trend: -1),
    Example("cccccccccc", "diminishing cold spot", trend: 1),
    Example("cccccccccc", "persistent cold spot", trend: 0),
    Example("c..cc....c", "sporadic cold spot"),
    Example("c..h.....c", "oscillating cold spot"),
    Example("ccccccccc.", "historical cold spot"),
    Example("hhhhhhhhhc", "new cold spot"),
    Example("hhhh", "intensifying hot spot", trend: 1),
  ]

  @Test(arguments: examples)
  func `a course has the class that its definition says`(example: Example) {
    let states = example.states.map {
      $0 == "h" ? EmergingHotspot.State.hot : $0 == "c" ? .cold : .neither
    }
    let course = states.indices.map { Double(example.trend * $0) }
    #expect(EmergingHotspot(states, trend: MannKendall(course))?.name == example.name)
  }

  @Test func `every class has an example`() {
    for pattern in EmergingHotspot.Pattern.allCases {
      for kind in ["hot", "cold"] {
        #expect(Self.examples.contains { $0.name == "\(pattern.rawValue) \(kind) spot" })
      }
    }
  }

  @Test func `no intervals are no class`() {
    #expect(EmergingHotspot([], trend: MannKendall([])) == nil)
  }
}
