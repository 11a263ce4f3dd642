import Testing

@testable import SpatialStatistics

@Suite("GAL files")
struct GALFileTests {
  @Test func `both kinds of first line are read`() throws {
    let plain = try GALFile("3\n1 2\n2 3\n2 1\n1\n3 1\n1\n", name: "n.gal")
    #expect(plain.field == nil)
    #expect(plain.ids == ["1", "2", "3"])
    #expect(plain.neighbors == [["2", "3"], ["1"], ["1"]])
    let named = try GALFile("0 2 areas CODE\r\nb 0\r\n\r\na 1\r\nb\r\n", name: "n.gal")
    #expect(named.field == "CODE")
    let weights = try named.weights(of: ["a", "b"])
    #expect(weights.neighbors(of: 0).map(Int.init) == [1])
    #expect(weights.islands == [1])
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    let says: String
    var testDescription: String { says }
  }

  @Test(arguments: [
    Fault(text: "", says: "line 1: a GAL file begins with the number of units"),
    Fault(text: "x\n", says: "line 1: a GAL file begins with the number of units"),
    Fault(text: "1\n1 2\n2\n", says: "line 2: \"1\" is to have 2 neighbours, and 1 follow"),
    Fault(text: "1\n1 1\n", says: "line 2: \"1\" is to have 1 neighbours, and 0 follow"),
    Fault(text: "1\n1\n", says: "line 2: an identifier and its number"),
    Fault(text: "1\n1 -1\n", says: "line 2: an identifier and its number"),
    Fault(text: "3\n1 0\n2 0\n", says: "line 1: there are to be 3 units, and 2 follow"),
    Fault(text: "2\n1 0\n1 0\n", says: "line 3: \"1\" comes twice"),
  ])
  func `what is wrong is said with its line`(fault: Fault) {
    let error = #expect(throws: StatisticsError.self) { try GALFile(fault.text, name: "n.gal") }
    #expect(error?.description.contains(fault.says) == true, "\(error?.description ?? "")")
  }

  @Test func `identifiers that do not match are named`() throws {
    let file = try GALFile("2\na 1\nb\nb 1\na\n", name: "n.gal")
    for (units, says) in [
      (["a"], "\"b\", which no area is"), (["a", "b", "c"], "lacks the area \"c\""),
      (["a", "a", "b"], "Two areas bear the identifier \"a\""),
    ] {
      let error = #expect(throws: StatisticsError.self) { try file.weights(of: units) }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }
    let stray = try GALFile("1\na 1\nz\n", name: "n.gal")
    #expect(throws: StatisticsError.self) { try stray.weights(of: ["a"]) }
  }
}
