import Balise

/// What a run of `balise hotspots` rests on, which stands in every output.
struct HotspotBasis {
  /// The statistic, with its authors.
  var method: String
  /// Its parameters, in the order of the options.
  var parameters: Properties
  /// The area for which it holds.
  var studyArea: String
  /// Where the random numbers start.
  var seed: UInt64
  /// How many data sets are drawn for p, and what they are called: replications or permutations.
  var draws: (name: String, count: Int)
  /// How many hypotheses this run tests; several runs are several more.
  var tests: Int
  /// What cases are related to, such as a population; nil where there is nothing.
  var exposure: String?
  /// How many records the inputs hold, and how many of them were rejected.
  var records: (read: Int, rejected: Int)
  /// How many take part.
  var used: Int
  /// Why others do not, with a key for the property `left_out_KEY`.
  var leftOut: [(key: String, reason: String, count: Int)] = []
  /// What else has to be said.
  var remarks: [String] = []

  /// Whether p is twice that of the smaller side.
  var isTwoSided = false

  /// The smallest p that so many draws can give (Phipson and Smyth 2010).
  var smallestP: Double? {
    draws.count > 0 ? min(1, (isTwoSided ? 2 : 1) / Double(draws.count + 1)) : nil
  }

  private var meaning: String {
    exposure.map { "hot = more reports than expected from \($0)" }
      ?? "hot = more reports than elsewhere in this file; not a risk"
  }

  /// As members of an object.
  var properties: Properties {
    var properties: Properties = [
      "method": .string(method), "parameters": .object(parameters),
      "study_area": .string(studyArea), "meaning": .string(meaning),
      "seed": .integer(Int(clamping: seed)), draws.name: .integer(draws.count),
    ]
    if let smallestP { properties.append("smallest_p", .number(smallestP)) }
    properties.append("tests", .integer(tests))
    properties.append("records", .integer(records.read))
    properties.append("rejected", .integer(records.rejected))
    properties.append("used", .integer(used))
    properties.append("left_out", .integer(leftOut.reduce(0) { $0 + $1.count }))
    for exclusion in leftOut where exclusion.count > 0 {
      properties.append("left_out_\(exclusion.key)", .integer(exclusion.count))
    }
    if !remarks.isEmpty {
      properties.append("remarks", .array(remarks.map { .string($0) }))
    }
    return properties
  }

  /// As lines of text.
  var lines: [String] {
    var lines = ["\(method); \(studyArea)"]
    if !parameters.members.isEmpty {
      lines.append(
        parameters.members.map { "\($0.name) \(plain($0.value))" }.joined(separator: ", "))
    }
    let name = draws.count == 1 ? String(draws.name.dropLast()) : draws.name
    var chance = "\(grouped(draws.count)) \(name), seed \(seed)"
    if let smallestP { chance += "; the smallest possible p is \(Self.pText(smallestP))" }
    lines.append(chance + "; \(counted(tests, "test")) in this run")
    let reasons = leftOut.filter { $0.count > 0 }.map { "\(grouped($0.count)) \($0.reason)" }
    lines.append(
      "\(counted(records.read, "record")), \(grouped(records.rejected)) rejected, "
        + "\(grouped(used)) used"
        + (reasons.isEmpty ? "" : "; left out: \(reasons.joined(separator: ", "))"))
    lines.append(meaning)
    return lines + remarks
  }

  /// A p with as many places as it takes.
  static func pText(_ value: Double) -> String {
    Console.decimal(value, places: value < 0.001 ? 6 : value < 0.01 ? 4 : 3)
  }

  private func plain(_ value: PropertyValue) -> String {
    if case .string(let text) = value { return text }
    return (try? value.json()) ?? ""
  }
}
