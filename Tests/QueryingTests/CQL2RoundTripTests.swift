import Testing

@testable import Querying

@Suite struct CQL2RoundTripTests {
  @Test(arguments: 0..<2000) func `a random expression survives text and JSON`(seed: UInt64) throws
  {
    var source = RandomExpression(seed: seed)
    let expression = source.condition()
    let query = CQL2Query(expression: expression)
    #expect(
      try CQL2Query(text: query.text).expression == expression, "seed \(seed): \(query.text)")
    #expect(
      try CQL2Query(json: query.json).expression == expression, "seed \(seed): \(query.json)")
  }

  @Test(arguments: 0..<300) func `broken text gives an error and never a crash`(seed: UInt64) {
    var source = RandomExpression(seed: seed)
    var scalars = Array(CQL2Query(expression: source.condition()).text.unicodeScalars)
    for _ in 0..<3 where !scalars.isEmpty {
      let index = Int.random(in: 0..<scalars.count, using: &source.random)
      if Bool.random(using: &source.random) {
        scalars.remove(at: index)
      } else {
        scalars.swapAt(index, Int.random(in: 0..<scalars.count, using: &source.random))
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    do {
      let query = try CQL2Query(text: String(text))
      #expect(try CQL2Query(text: query.text).expression == query.expression, "seed \(seed)")
    } catch {
      #expect(error.column != nil, "seed \(seed): \(error)")
    }
  }
}
