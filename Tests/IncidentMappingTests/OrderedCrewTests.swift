import TestSupport
import Testing

@testable import IncidentMapping

@Suite("Work shared by threads")
struct OrderedCrewTests {
  private struct Stop: Error, Equatable { var at: Int }

  @Test("results come in the order of the items", arguments: [1, 2, 8])
  func order(threads: Int) throws {
    var taken = 0
    var results: [Int] = []
    try OrderedCrew.run(
      Array(0..<threads),
      next: {
        taken += 1
        return taken <= 500 ? taken : nil
      },
      work: { _, item in (0..<(item * 7919 % 1000)).reduce(item) { $1 >= 0 ? $0 : $1 } },
      handOver: { results.append($0) })
    #expect(results == Array(1...500))
  }

  @Test("an error of any part ends the work after what came before it", arguments: [1, 2, 8])
  func errors(threads: Int) throws {
    for part in ["next", "work", "handOver"] {
      var taken = 0
      var results: [Int] = []
      let error = #expect(throws: Stop.self) {
        try OrderedCrew.run(
          Array(0..<threads),
          next: {
            taken += 1
            if part == "next" && taken == 100 { throw Stop(at: 100) }
            return taken
          },
          work: { _, item in
            if part == "work" && item >= 100 { throw Stop(at: item) }
            return item
          },
          handOver: { item in
            if part == "handOver" && item == 100 { throw Stop(at: item) }
            results.append(item)
          })
      }
      #expect(error == Stop(at: 100) && results == Array(1...99), "\(part)")
    }
  }
}

@Suite("Records seen before")
struct SeenRecordsTests {
  @Test("each repeat is noticed with its file, and nothing else, for a seeded million")
  func repeats() {
    var generator = SplitMix64(seed: 5)
    var seen = SeenRecords()
    var known: [Int: String] = [:]
    var wrong = 0
    for number in 0..<20 {
      let file = "\(number).csv"
      var ids = RecordIdentifiers()
      let values = (0..<50_000).map { _ in Int.random(in: 0..<5_000_000, using: &generator) }
      for value in values { ids.append("NIG-\(value)") }
      var repeats: [String] = []
      seen.insert(ids, from: file) { repeats.append("\($0) \($1)") }
      var expected: [String] = []
      for value in values {
        if let before = known[value] { expected.append("NIG-\(value) \(before)") }
        known[value] = known[value] ?? file
      }
      if repeats != expected { wrong += 1 }
    }
    #expect(wrong == 0)
  }
}
