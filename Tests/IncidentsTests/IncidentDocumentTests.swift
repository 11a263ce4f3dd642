import Foundation
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@Suite struct IncidentDocumentTests {
  /// Every key of the form.
  static let full = """
    balise: 1
    incidents:
      - id: 7
        title: "A title"
        date: 2024
        place:
          mixture:
            - weight: 3
              place:
                near:
                  center: { lon: -0.04, lat: 16.27, name: Gao }
                  radius_km: 25
                  clipped_to: [Gao, { names: [ML08, Kidal], level: 1, country: Mali }]
            - weight: 1
              place:
                first_known:
                  - area: { names: [], at: { lon: 1, lat: 2 } }
                  - ring: { center: Bourem, inner_km: 0, outer_km: 2.5 }
                  - between:
                      from: { name: Gao, country: Mali }
                      to: Kidal
                      at: { lon: 0.5, lat: 17 }
                      within_km: 10
                  - exact: { lon: -180, lat: 90 }
                  - route_section: { route: gao-adrar, from: Gao, to: { km: 12.5 } }
                  - unknown
        location_basis: stated
        claims:
          - id: a
            source: FLA
            source_group: CSP
            source_kind: party
            speaks_for: CSP
            stance: alleges
            date: 2024-05/..
            attributed_to: [Army, { party: Wagner, group: Russia, certainty: possible }]
            toll: { min: 3, best: 4, open: true }
            quote: "No."
            url: https://example.org/a
          - { source: HRW, stance: denies, shows_wrong: [a], toll: 0 }
        reported_toll: { low: 5, best: 3, high: 4 }
        sources: [one, two]
        attributed_to: [Side A]
        country_reported: NO
        admin1_reported: Gao
        dataset: ours
        source_row: 12
        context: [{ source: UN, text: General. }]
      - id: b
    """

  @Test func `every key of the form is read`() throws {
    let incidents = try IncidentDocument.read(Self.full, fileName: "full.yaml")
    let first = try #require(incidents.first)
    let expected: Place = .mixture([
      .init(
        weight: 0.75,
        place: .near(
          center: .coordinate(Coordinate(longitude: -0.04, latitude: 16.27), name: "Gao"),
          radiusMeters: 25_000,
          clippedTo: [
            AreaReference(names: ["Gao"]),
            AreaReference(names: ["ML08", "Kidal"], level: 1, country: "Mali"),
          ])),
      .init(
        weight: 0.25,
        place: .firstKnown([
          .area(AreaReference(names: [], at: Coordinate(longitude: 1, latitude: 2))),
          .ring(center: .named("Bourem", country: nil), innerMeters: 0, outerMeters: 2500),
          .between(
            .named("Gao", country: "Mali"), .named("Kidal", country: nil),
            at: Coordinate(longitude: 0.5, latitude: 17), withinMeters: 10_000),
          .exact(Coordinate(longitude: -180, latitude: 90)),
          .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .kilometers(12.5)),
          .unknown,
        ])),
    ])
    #expect(first.place == expected)
    #expect(first.id == "7")
    #expect(first.date?.edtf == "2024")
    #expect(first.countryReported == "NO")
    #expect(first.sourceRow == 12)
    #expect(first.sources == ["one", "two"])
    #expect(first.reportedToll == (try ReportedToll(low: 5, best: 3, high: 4)))
    #expect(first.context == [ContextNote(source: "UN", text: "General.")])
    let claim = try #require(first.claims.first)
    #expect(
      claim
        == Claim(
          id: "a", source: "FLA", sourceGroup: "CSP", sourceKind: .party, speaksFor: "CSP",
          stance: .alleges, date: try UncertainDate(edtf: "2024-05/.."),
          attributedTo: [
            Attribution(party: "Army"),
            Attribution(party: "Wagner", group: "Russia", certainty: .possible),
          ],
          toll: try TollInterval(minimum: 3, maximum: nil, best: 4), quote: "No.",
          url: "https://example.org/a"))
    #expect(first.claims.last?.showsWrong == ["a"])
    #expect(first.claims.last?.toll == (try TollInterval(exactly: 0)))
    #expect(first.derived.grade == .discounted)
    let line = Self.full.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("id: b") }
    #expect(incidents.last?.placePosition?.line == line.map { $0 + 1 })
    var last = incidents.last
    last?.placePosition = nil
    #expect(last == Incident(id: "b"))
  }

  /// A document of one incident whose lines, indented by two, are given; `id` is line 3.
  static func document(_ lines: String) -> String {
    let indented = lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)" }.joined(separator: "\n")
    return "balise: 1\nincident:\n  id: x\n\(indented)\n"
  }

  static let faults: [(lines: String, position: String, path: String, reason: String)] = [
    (
      "titel: a", "4:3", "incident.titel", "the key \"titel\" is not known; did you mean \"title\"?"
    ),
    ("colour: a", "4:3", "incident.colour", "the key \"colour\" is not known; known here: id,"),
    (
      "title: 5", "4:10", "incident.title",
      "should be text; put quotes around it, but is a number (5)"
    ),
    ("title: true", "4:10", "incident.title", "should be text; put quotes around it, but is true"),
    ("title:", "4:9", "incident.title", "has no value; give text or leave the key out"),
    ("title: ' '", "4:10", "incident.title", "is blank"),
    ("title: [a]", "4:10", "incident.title", "should be text, but is a list"),
    ("sources: a", "4:12", "incident.sources", "should be a list, but is text (a)"),
    ("sources: [a, 5]", "4:16", "incident.sources[1]", "should be text; put quotes"),
    (
      "date: 2023-02-29", "4:9", "incident.date",
      "the date \"2023-02-29\" cannot be read at character 9"
    ),
    (
      "date: last week", "4:9", "incident.date",
      "the date \"last week\" cannot be read at character 1"
    ),
    (
      "location_basis: guessed", "4:19", "incident.location_basis",
      "\"guessed\" is none of stated, assumed"
    ),
    ("source_row: 0", "4:15", "incident.source_row", "should be a row number from 1, but is 0"),
    ("reported_toll: {}", "4:18", "incident.reported_toll", "the toll gives no number"),
    (
      "reported_toll: {low: -1}", "4:24", "incident.reported_toll.low",
      "should be a whole number of 0"
    ),
    ("context: [{source: a}]", "4:13", "incident.context[0]", "the key \"text\" is missing"),

    ("place: Gao", "4:10", "incident.place", "should be unknown or a mapping with one of exact"),
    ("place: {}", "4:10", "incident.place", "names no kind of place; give one of exact"),
    ("place: {area: a, exact: {lon: 1, lat: 2}}", "4:10", "incident.place", "names several kinds"),
    (
      "place: {exact: {lon: 1, lat: 91}}", "4:32", "incident.place.exact.lat",
      "should be a latitude of -90 to 90 degrees, but is 91"
    ),
    (
      "place: {exact: {lon: -181, lat: 1}}", "4:24", "incident.place.exact.lon",
      "should be a longitude of -180 to 180"
    ),
    (
      "place: {exact: {lon: .nan, lat: 1}}", "4:24", "incident.place.exact.lon",
      "should be a longitude of -180 to 180 degrees, but is text (.nan)"
    ),
    ("place: {exact: {lon: 1}}", "4:18", "incident.place.exact", "the key \"lat\" is missing"),
    (
      "place: {exact: [1, 2]}", "4:18", "incident.place.exact",
      "should be a mapping with keys such as lon, lat, but is a list"
    ),
    (
      "place: {near: {center: Gao, radius_km: 0}}", "4:42", "incident.place.near.radius_km",
      "should be a length in km above 0"
    ),
    (
      "place: {near: {center: Gao, radius_km: 25km}}", "4:42", "incident.place.near.radius_km",
      "should be a length in km above 0, up to 20004, but is text (25km)"
    ),
    (
      "place: {ring: {center: Gao, inner_km: 5, outer_km: 5}}", "4:17", "incident.place.ring",
      "inner_km must be less than outer_km"
    ),
    (
      "place: {between: {from: a, to: b, within_km: 5}}", "4:20", "incident.place.between",
      "at and within_km belong together"
    ),
    (
      "place: {route_section: {route: r, from: {stop: a, km: 1}, to: b}}", "4:43",
      "incident.place.route_section.from", "should have one of stop, km, border_of"
    ),
    ("place: {mixture: []}", "4:20", "incident.place.mixture", "a mixture needs at least one part"),
    (
      "place: {mixture: [{weight: 0, place: unknown}]}", "4:30", "incident.place.mixture[0].weight",
      "should be a weight above 0"
    ),
    (
      "place: {area: {level: 1}}", "4:17", "incident.place.area",
      "should have names, or a position at"
    ),

    ("claims: [{source: a}]", "4:12", "incident.claims[0]", "the key \"stance\" is missing"),
    (
      "claims: [{source: a, stance: alegges}]", "4:32", "incident.claims[0].stance",
      "\"alegges\" is none of alleges, confirms, denies, partly-denies, withdraws; did you mean \"alleges\"?"
    ),
    (
      "claims: [{source: a, stance: denies, toll: -5}]", "4:46", "incident.claims[0].toll",
      "should be a whole number of 0 to 999999999, but is -5"
    ),
    (
      "claims: [{source: a, stance: denies, toll: {min: -5, open: true}}]", "4:52",
      "incident.claims[0].toll.min", "should be a whole number of 0"
    ),
    (
      "claims: [{source: a, stance: denies, toll: {min: 2.5, open: true}}]", "4:52",
      "incident.claims[0].toll.min", "should be a whole number of 0"
    ),
    (
      "claims: [{source: a, stance: denies, toll: {min: 5, max: 4}}]", "4:46",
      "incident.claims[0].toll",
      "the toll is out of order: min <= best <= max must hold, but 5 is above 4"
    ),
    (
      "claims: [{source: a, stance: denies, toll: {min: 5}}]", "4:46", "incident.claims[0].toll",
      "should have either max, or open: true"
    ),
    (
      "claims: [{source: a, stance: denies, toll: {max: 5, open: true}}]", "4:46",
      "incident.claims[0].toll", "should have either max, or open: true"
    ),
    (
      "claims: [{source: a, stance: denies, toll: {open: true}}]", "4:46",
      "incident.claims[0].toll", "the toll gives no number"
    ),
    (
      "claims: [{source: a, stance: denies, toll: dozens}]", "4:46", "incident.claims[0].toll",
      "the toll \"dozens\" cannot be read"
    ),
    (
      "claims: [{source: a, stance: denies, toll: 9e99}]", "4:46", "incident.claims[0].toll",
      "should be a whole number of 0"
    ),
    (
      "claims: [{source: a, stance: denies, shows_wrong: [b]}]", "4:54",
      "incident.claims[0].shows_wrong[0]", "no claim of this incident has the id \"b\""
    ),
    (
      "claims: [{id: c, source: a, stance: denies}, {id: c, source: a, stance: denies}]", "4:53",
      "incident.claims[1].id", "the id \"c\" is that of another claim of this incident"
    ),
  ]

  @Test(arguments: faults) func `a fault is reported with its position, path and reason`(
    row: (lines: String, position: String, path: String, reason: String)
  ) throws {
    let error = try #require(throws: IncidentDocumentError.self) {
      try IncidentDocument.read(Self.document(row.lines), fileName: "f.yaml")
    }
    try #require(error.problems.count == 1, "\(error)")
    let problem = error.problems[0]
    #expect("\(problem.line):\(problem.column)" == row.position, "\(problem)")
    #expect(problem.path == row.path, "\(problem)")
    #expect(problem.reason.hasPrefix(row.reason), "\(problem)")
    #expect(problem.description == "f.yaml:\(row.position): \(row.path): \(problem.reason)")
  }

  static let malformed: [(text: String, position: String, reason: String)] = [
    ("", "1:1", "the document is empty; it should begin with \"balise: 1\""),
    (" \n\n", "1:1", "the document is empty"),
    ("# only a remark\n", "1:1", "the document is empty"),
    ("---\n", "2:1", "the document is empty"),
    (
      "a,b\n1,2\n", "1:1",
      "should be a mapping with keys such as balise, incident, incidents, but is text"
    ),
    ("incident: {id: a}\n", "1:1", "the key \"balise\" is missing"),
    ("balise: 2\nincident: {id: a}\n", "1:9", "should be 1, the version of the form, but is 2"),
    ("balise: 1\n", "1:1", "should have either \"incident\" or a list \"incidents\""),
    ("balise: 1\nincident: {id: a}\nincidents: []\n", "1:1", "should have either"),
    ("balise: 1\nincident:\n  title: a\n", "3:3", "the key \"id\" is missing"),
    (
      "balise: 1\nincidents: [{id: a}, {id: a}]\n", "2:27",
      "the id \"a\" is that of another incident"
    ),
    ("balise: 1\nincident:\n  id: a\n  id: b\n", "3:3", "the key \"id\" stands twice"),
    (
      "balise: 1\nincident:\n\tid: a\n", "3:1",
      "this is not well-formed YAML: while scanning for the next token: found character that cannot start any token; indent with spaces, not tabs"
    ),
    ("balise: 1\nincident: {id: a\n", "3:1", "this is not well-formed YAML"),
    (
      "balise: 1\nincident:\n  id: \"a\n", "4:1",
      "this is not well-formed YAML: while scanning a quoted scalar"
    ),
    (
      "balise: 1\nincident:\n  id: >=24\n", "3:8",
      "this is not well-formed YAML: while scanning a block scalar: did not find expected comment or line break; put quotes"
    ),
    (
      "balise: 1\nincident: {id: a}\n---\nbalise: 1\n", "3:1",
      "this is not well-formed YAML: expected a single document"
    ),
    ("balise: 1\nincident:\n  id: &a b\n  title: *a\n", "4:10", "aliases (*name) are not taken"),
    (
      "balise: 1\nincident:\n  id: *a\n", "3:7",
      "this is not well-formed YAML: found undefined alias"
    ),
    (
      "balise: !!int 1\nincident: {id: a}\n", "1:9",
      "tags (tag:yaml.org,2002:int) are not taken"
    ),
    ("balise: 1\nincident: !new {id: a}\n", "2:11", "tags (!new) are not taken"),
    ("balise: 1\n? [a, b]\n: c\n", "2:3", "a key must be a single word"),
    ("balise: 1\u{0}\n", "1:10", "a control character stands here"),
    ("{\"balise\": 1, \"balise\": 1}", "1:15", "the key \"balise\" stands twice"),
    ("{\"balise\": 1,\n \"incident\": {\"id\": \"a\"", "2:24", "\",\" or \"}\" is expected"),
    ("{\"balise\": 1,\n \"incident\": {\"id\": \"a", "2:23", "the file ends inside a text"),
    ("{\"balise\": 01}", "1:12", "\"01\" is no JSON value"),
    ("{\"balise\": NaN}", "1:12", "\"NaN\" is no JSON value"),
    ("{\"balise\": 1e999}", "1:12", "\"1e999\" is no JSON value"),
    ("{\"balise\": 1,}", "1:14", "a key in double quotes is expected"),
    ("{\"balise\": \"\\ud800x\"}", "1:14", "half of a surrogate pair stands alone"),
    ("{\"balise\": \"\\x\"}", "1:14", "JSON has no such escape"),
    ("{\"balise\": \"a\tb\"}", "1:14", "a control character in text"),
    ("{\"balise\": 1} x", "1:15", "there is more text after the end of the JSON value"),
    (
      "{\"balise\": 1, \"incident\": {\"id\": \"a\", \"date\": null}}", "1:47",
      "has no value; give text"
    ),
  ]

  @Test(arguments: malformed) func `a malformed document is reported where it stops`(
    row: (text: String, position: String, reason: String)
  ) throws {
    let error = try #require(throws: IncidentDocumentError.self) {
      try IncidentDocument.read(row.text, fileName: "f")
    }
    try #require(error.problems.count == 1, "\(error)")
    let problem = error.problems[0]
    #expect("\(problem.line):\(problem.column)" == row.position, "\(problem)")
    #expect(problem.reason.hasPrefix(row.reason), "\(problem)")
  }

  @Test func `all problems are reported in the order of their position`() throws {
    let text = """
      balise: 1
      incidents:
        - id: a
          titel: x
          date: soon
          claims:
            - source: ""
              stance: denies
              toll: { min: 9, max: 3 }
        - title: no id
          place: { exact: { lon: 200, lat: 91 } }
      """
    let error = try #require(throws: IncidentDocumentError.self) {
      try IncidentDocument.read(text, fileName: "f.yaml")
    }
    #expect(
      error.problems.map(\.path) == [
        "incidents[0].titel", "incidents[0].date", "incidents[0].claims[0].source",
        "incidents[0].claims[0].toll", "incidents[1]", "incidents[1].place.exact.lon",
        "incidents[1].place.exact.lat",
      ])
    #expect(error.problems.map(\.line) == [4, 5, 7, 9, 10, 11, 11])
    #expect(error.problems.map(\.value) == [nil, "soon", "", nil, nil, "200", "91"])
    #expect(error.description.split(separator: "\n").count == 7)
  }

  @Test func `JSON and YAML of the same content give the same incidents`() throws {
    let json = #"""
      {"balise": 1, "incident": {"id": "gr\u00fc\ud83d\ude00\n", "date": "2024-05?",
        "place": {"near": {"center": "Gao", "radius_km": 2.5e1}},
        "claims": [{"source": "A", "stance": "denies", "toll": {"max": 3.0}}]}}
      """#
    let yaml = #"""
      balise: 1
      incident:
        id: "grü😀\n"
        date: 2024-05?
        place: {near: {center: Gao, radius_km: 25}}
        claims: [{source: A, stance: denies, toll: <=3}]
      """#
    func read(_ text: String) throws -> [Incident] {
      try IncidentDocument.read(text, fileName: "a").map { incident in
        var incident = incident
        incident.placePosition = nil
        return incident
      }
    }
    #expect(try read(json) == read(yaml))
  }

  @Test func `a byte order mark and Windows line ends are taken`() throws {
    let text = "\u{FEFF}balise: 1\r\nincident:\r\n  id: a\r\n  titel: b\r\n"
    let error = try #require(throws: IncidentDocumentError.self) {
      try IncidentDocument.read(text, fileName: "f")
    }
    #expect(error.problems.map(\.line) == [4])
    #expect(
      try IncidentDocument.read("\u{FEFF}{\"balise\":1,\"incidents\":[]}", fileName: "f") == [])
  }

  @Test func `no and on are text, and so is a number tagged or quoted as text`() throws {
    let lines = "title: no\nsummary: !!str 5\nvictims: '5'\ndataset: on\nplace_name: 0x1F"
    let incidents = try IncidentDocument.read(Self.document(lines), fileName: "f")
    let incident = try #require(incidents.first)
    #expect(incident.title == "no")
    #expect(incident.summary == "5")
    #expect(incident.victims == "5")
    #expect(incident.dataset == "on")
    #expect(incident.placeName == "0x1F")
  }

  @Test func `ampersands and asterisks in prose are no aliases`() throws {
    let lines = "title: R&D *D and &Sons * 3"
    let incidents = try IncidentDocument.read(Self.document(lines), fileName: "f")
    #expect(incidents.first?.title == "R&D *D and &Sons * 3")
  }

  @Test func `nested aliases are refused at once`() {
    var text = "balise: 1\nx0: &x0 [lol, lol]\n"
    for level in 1...40 {
      text += "x\(level): &x\(level) [*x\(level - 1), *x\(level - 1), *x\(level - 1)]\n"
    }
    for key in ["incident: *x40\n", "? *x40\n: a\n", "*x40 : a\n"] {
      #expect(throws: IncidentDocumentError.self) {
        try IncidentDocument.read(text + key, fileName: "f")
      }
    }
  }

  @Test func `deep nesting is refused and does not exhaust the stack`() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}")] {
      for depth in [70, 900, 5000, 200_000] {
        let nested = String(repeating: open, count: depth) + String(repeating: close, count: depth)
        for text in [nested, "balise: \(nested)", "{\"balise\": \(nested)}"] {
          #expect(throws: IncidentDocumentError.self) {
            try IncidentDocument.read(text, fileName: "f")
          }
        }
      }
    }
    let block = (0..<3000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(throws: IncidentDocumentError.self) {
      try IncidentDocument.read(block, fileName: "f")
    }
  }

  @Test func `no cut or damaged file stops the program`() throws {
    let seed: UInt64 = 20_250_201
    var random = SplitMix64(seed: seed)
    let json = #"{"balise": 1, "incident": {"id": "a\u00e9", "claims": [{"toll": 1e2}]}}"#
    for text in [Self.full, json] {
      let bytes = Array(text.utf8)
      for length in stride(from: 0, to: bytes.count, by: 3) {
        _ = try? IncidentDocument.read(Array(bytes.prefix(length)), fileName: "f")
      }
      for _ in 0..<400 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let index = Int.random(in: 0..<damaged.count, using: &random)
          damaged[index] = UInt8.random(in: 9...255, using: &random)
        }
        _ = try? IncidentDocument.read(damaged, fileName: "f")
      }
    }
    for length in 1...200 {
      let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = try? IncidentDocument.read(noise, fileName: "f")
    }
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let error = try #require(throws: IncidentDocumentError.self) {
      try IncidentDocument.read(png, fileName: "f")
    }
    #expect(error.description == "f:1:1: this is not text in UTF-8; save the file as UTF-8 text")
  }
}
