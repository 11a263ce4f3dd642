import Foundation
import Incidents
import TestSupport
import Testing

/// A Python with jsonschema and PyYAML: the one `BALISE_PYTHON` names, else `python3`.
private let python: String? = {
  let named = ProcessInfo.processInfo.environment["BALISE_PYTHON"] ?? "python3"
  return (try? run(named, "import jsonschema, yaml", input: "")) == nil ? nil : named
}()

private struct PythonFailure: Error { let status: Int32 }

private func run(_ python: String, _ script: String, input: String) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [python, "-c", script]
  let (standardInput, output) = (Pipe(), Pipe())
  (process.standardInput, process.standardOutput) = (standardInput, output)
  process.standardError = FileHandle.nullDevice
  try process.run()
  try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
  try standardInput.fileHandleForWriting.close()
  let data = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw PythonFailure(status: process.terminationStatus)
  }
  return String(decoding: data, as: UTF8.self)
}

/// Reads a JSON list of YAML texts and prints for each whether the schema takes it. Scalars are
/// resolved by YAML 1.2's core schema, since PyYAML by itself follows YAML 1.1.
private let script = #"""
  import json, re, sys, jsonschema, yaml
  class Core(yaml.SafeLoader): pass
  Core.yaml_implicit_resolvers = {}
  for tag, pattern, first in [
      ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
      ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
      ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
      ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789"))]:
      Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)
  given = json.load(sys.stdin)
  schema = json.load(open(given["schema"]))
  jsonschema.Draft202012Validator.check_schema(schema)
  validator = jsonschema.Draft202012Validator(schema)
  for text in given["texts"]:
      print("yes" if validator.is_valid(yaml.load(text, Core)) else "no")
  """#

@Suite(.enabled(if: python != nil, "needs BALISE_PYTHON with jsonschema and PyYAML"))
struct IncidentSchemaTests {
  /// Whether the schema takes each of several YAML texts, by Python's jsonschema.
  private func takenBySchema(_ texts: [String]) throws -> [Bool] {
    let schema = packageFolder.appending(path: "Geodata/schema/balise-incident-1.schema.json")
    let input = try JSONSerialization.data(
      withJSONObject: ["schema": schema.path, "texts": texts] as [String: Any])
    let python = try #require(python)
    return try run(python, script, input: String(decoding: input, as: UTF8.self))
      .split(separator: "\n").map { $0 == "yes" }
  }

  private func takenByReader(_ text: String) -> Bool {
    (try? IncidentDocument.read(text, fileName: "f")) != nil
  }

  /// Faults that no JSON Schema can express; only the reader refuses them.
  static let onlyReader: Set<String> = [
    "date: 2023-02-29", "claims: [{source: a, stance: denies, toll: {min: 5, max: 4}}]",
    "place: {ring: {center: Gao, inner_km: 5, outer_km: 5}}",
    "claims: [{source: a, stance: denies, shows_wrong: [b]}]",
    "claims: [{id: c, source: a, stance: denies}, {id: c, source: a, stance: denies}]",
  ]

  @Test func `reader and schema refuse the same faults, but for those a schema cannot express`()
    throws
  {
    let lines = IncidentDocumentTests.faults.map(\.lines)
    let taken = try takenBySchema(lines.map(IncidentDocumentTests.document))
    try #require(taken.count == lines.count)
    for (line, taken) in zip(lines, taken) {
      #expect(taken == Self.onlyReader.contains(line), "\(line)")
    }
  }

  @Test func `reader and schema take the same documents`() throws {
    let founding = packageFolder.appending(path: "Geodata/incidents/gao-algeria-2025.yaml")
    var texts = [IncidentDocumentTests.full, try String(contentsOf: founding, encoding: .utf8)]
    texts += ["balise: 1\nincidents: []\n", "balise: 1.0\nincident: {id: 12}\n"]
    texts += EDTFTests.oracle.map { IncidentDocumentTests.document("date: '\($0.text)'") }
    texts += EDTFTests.ends.map { IncidentDocumentTests.document("date: \($0.text)") }
    texts += TollTests.texts.map {
      IncidentDocumentTests.document("claims: [{source: a, stance: alleges, toll: \"\($0.text)\"}]")
    }
    let taken = try takenBySchema(texts)
    try #require(taken.count == texts.count)
    for (text, taken) in zip(texts, taken) {
      #expect(taken, "schema: \(text)")
      #expect(takenByReader(text), "reader: \(text)")
    }
  }

  @Test func `reader and schema refuse the same dates, but for days that do not exist`() throws {
    let refused = EDTFTests.refused.map(\.text)
    let texts = refused.map { IncidentDocumentTests.document("date: \"\($0)\"") }
    let taken = try takenBySchema(texts)
    try #require(taken.count == texts.count)
    let semantic: Set<String> = [
      "2023-02-29", "2023-04-31", "2004-02-30T10:10:10", "2005/2004", "9999-24",
    ]
    for (text, taken) in zip(refused, taken) {
      #expect(taken == semantic.contains(text), "\(text)")
    }
  }

  @Test func `reader and schema agree on documents made at random`() throws {
    let seed: UInt64 = 8601
    var random = SplitMix64(seed: seed)
    let scalars = [
      "0", "1", "-1", "24", "2.5", "1e3", "true", "null", "~", "a", "unknown", "'24+'", "'>=5'",
      "2024-05", "denies", "[]", "{}", "[a]", "[1]", "{lon: 1, lat: 2}", "{stop: a}", "{km: 3}",
      "{name: a}", "{names: [a]}", "{min: 1, open: true}", "{max: 3}", "{party: a}", "named",
      "{center: a, radius_km: 5}", "{from: a, to: b}", "{route: a, from: a, to: b}", "{area: a}",
    ]
    let keys = [
      "title", "date", "place", "place_name", "location_basis", "claims", "reported_toll",
      "sources", "source_row", "context", "exact", "other",
    ]
    let inner = [
      "id", "source", "stance", "toll", "date", "attributed_to", "near", "area", "exact",
      "route_section", "between", "mixture", "low", "text", "weight", "place", "lon",
    ]
    func pick(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }
    let texts = (0..<1500).map { _ in
      let value =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: pick(scalars)
        case 1: "{\(pick(inner)): \(pick(scalars))}"
        case 2: "[{source: a, stance: denies, \(pick(inner)): \(pick(scalars))}]"
        default: "[{\(pick(inner)): \(pick(scalars)), place: {\(pick(inner)): \(pick(scalars))}}]"
        }
      return IncidentDocumentTests.document("\(pick(keys)): \(value)")
    }
    let taken = try takenBySchema(texts)
    try #require(taken.count == texts.count)
    var both = 0
    for (text, taken) in zip(texts, taken) {
      // PyYAML keeps the last of two keys, and to a schema 1e3 is a whole number; both are refused.
      let isKnown = ["source: a, source:", "denies, stance:", "date: 1e3"].contains {
        text.contains($0)
      }
      #expect(takenByReader(text) == taken || isKnown, "seed \(seed): \(text)")
      both += taken ? 1 : 0
    }
    #expect(both > 20)
  }
}
