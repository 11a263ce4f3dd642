import GeoFormats
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import Datasets

/// A made-up table and what must come of it by the mapping suggested for it, unedited.
struct SuggestedTable: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String
  var fields: [IncidentField]
  var first: Expected

  struct Expected: Sendable {
    var id: String
    var date: String?
    var place: Place
    var killed: [Int?]
  }
}

@Suite("Suggested mappings, synthetic tables")
struct MappingSuggestionTests {
  private static let gao = Place.exact(Coordinate(longitude: -0.04, latitude: 16.27))

  static let tables = [
    SuggestedTable(
      testDescription: "English, commas",
      text: """
        Case number,Event date,Location,Latitude,Longitude,Country,Deaths,Wounded,Source,Comments
        SYN-1,2024-03-12,SYNTHETIC A,16.27,-0.04,Mali,24+,3,Radio A; MSF,SYNTHETIC
        SYN-2,2024-03-14,SYNTHETIC B,18.44,1.41,Mali,,,Radio A,SYNTHETIC

        """,
      fields: [
        .id, .date, .placeName, .latitude, .longitude, .country, .killed, .injured, .sources,
        .summary,
      ], first: .init(id: "SYN-1", date: "2024-03-12", place: gao, killed: [24, nil, nil])),
    SuggestedTable(
      testDescription: "French, semicolons and decimal commas",
      text: """
        N°;Date des faits;Localité;Latitude;Longitude;Pays;Région;Tués;Blessés;Auteur présumé;Type d'incident
        1;12/03/2024;SYNTHETIC A;16,27;-0,04;Mali;Gao;au moins 24;2;inconnu;attaque
        2;25/03/2024;SYNTHETIC B;18,44;1,41;Mali;Kidal;3;;Armée;attaque

        """,
      fields: [
        .id, .date, .placeName, .latitude, .longitude, .country, .admin1, .killed, .injured,
        .attributedTo, .eventType,
      ], first: .init(id: "1", date: "2024-03-12", place: gao, killed: [24, nil, nil])),
    SuggestedTable(
      testDescription: "English, tabs and decimal commas, month first",
      text: "ref\twhen\tlat\tlong\tkilled_min\tkilled_max\treported by\tdenied by\n"
        + "SYN-1\t3/25/2024\t16,27\t-0,04\t5\t7\tA; B\tC\nSYN-2\t4/2/2024\t18,44\t1,41\t1\t2\tA\t\n",
      fields: [
        .id, .date, .latitude, .longitude, .killedMinimum, .killedMaximum, .allegedBy, .deniedBy,
      ], first: .init(id: "SYN-1", date: "2024-03-25", place: gao, killed: [5, nil, 7])),
    SuggestedTable(
      testDescription: "French, one column of coordinates, dates in words",
      text: """
        code,titre,coordonnées,jour,bilan,pays
        A,SYNTHETIC un,"16.27, -0.04",12 janvier 2024,plus de 10,Mali
        B,SYNTHETIC deux,"18.44, 1.41",1er février 2024,3,Mali

        """,
      fields: [.id, .title, .coordinates, .date, .killed, .country],
      first: .init(id: "A", date: "2024-01-12", place: gao, killed: [11, nil, nil])),
    SuggestedTable(
      testDescription: "values only: neighbours with decimals, dates",
      text: """
        a,b,c,d
        SYNTHETIC,16.27,-0.04,2024-03-12
        SYNTHETIC,18.44,101.41,2024-03-14

        """,
      fields: [.latitude, .longitude, .date],
      first: .init(id: "row-1", date: "2024-03-12", place: gao, killed: [nil, nil, nil])),
    SuggestedTable(
      testDescription: "French, year, month and day, precision in words",
      text: """
        identifiant|année|mois|jour|lieu|lat|lon|précision|morts min|morts max
        SYN-1|2024|mars|12|SYNTHETIC A|16.27|-0.04|exacte|3|5
        SYN-2|2024|avril|3|SYNTHETIC B|18.44|1.41|village|1|2

        """.replacing("|", with: "\t"),
      fields: [
        .id, .year, .month, .day, .placeName, .latitude, .longitude, .locationKind, .killedMinimum,
        .killedMaximum,
      ], first: .init(id: "SYN-1", date: "2024-03-12", place: gao, killed: [3, nil, 5])),
    SuggestedTable(
      testDescription: "English, start and end, odd names",
      text: #"""
        "Ref: no. #1","Start date","End date","GPS ""point""",Number killed,"Notes\more"
        SYN-1,1 March 2024,5 March 2024,"16°16'12""N 0°02'24""W",at least 4,SYNTHETIC
        SYN-2,2 March 2024,3 March 2024,"18.44N, 1.41E",2,SYNTHETIC

        """#,
      fields: [.id, .dateStart, .dateEnd, .coordinates, .killed, .summary],
      first: .init(
        id: "SYN-1", date: "2024-03-01/2024-03-05", place: gao, killed: [4, nil, nil])),
  ]

  @Test("a suggested mapping works unedited", arguments: tables)
  func works(table: SuggestedTable) throws {
    try check(table, Array(table.text.utf8))
  }

  @Test("so it does for the sheet of a workbook")
  func sheet() throws {
    // A sheet arrives as text between U+001F and U+001E.
    let table = Self.tables[2]
    let text = table.text.replacing("\t", with: "\u{1F}").replacing("\n", with: "\u{1E}")
    try check(table, Array(text.utf8))
  }

  private func check(_ table: SuggestedTable, _ bytes: [UInt8]) throws {
    let suggestion = try MappingSuggestion(bytes: bytes, name: "synthetic")
    let mapping = try TableMapping(Array(suggestion.text.utf8), fileName: "m.yaml")
    #expect(Set(mapping.incidents.entries.keys) == Set(table.fields), "\(suggestion.text)")
    let result = try ReadResult(
      String(decoding: bytes, as: UTF8.self), options: .init(mapping: mapping))
    #expect(result.codes.isEmpty, "\(result.diagnostics)")
    #expect(result.incidents.count == 2)
    let incident = try #require(result.incidents.first)
    #expect(incident.id == table.first.id)
    #expect(incident.date?.edtf == table.first.date)
    switch (incident.place, table.first.place) {
    case (.exact(let found), .exact(let wanted)):
      #expect(abs(found.x - wanted.x) + abs(found.y - wanted.y) < 1e-9)
    default: #expect(incident.place == table.first.place)
    }
    let toll = incident.derived.toll
    let numbers = [toll?.minimum, toll?.best, toll?.maximum]
    #expect(numbers == table.first.killed)
  }

  @Test("what cannot be told is left to the reader, as a comment")
  func doubts() throws {
    func suggestion(_ text: String) throws -> String {
      try MappingSuggestion(bytes: Array(text.utf8), name: "synthetic").text
    }
    let ambiguous = try suggestion("when,what\n4/3/2024,SYNTHETIC\n5/6/2024,SYNTHETIC\n")
    #expect(ambiguous.contains("\n# date_order: day-first\n"))
    let french = try suggestion("jour,lieu\n4/3/2024,SYNTHETIC\n5/6/2024,SYNTHETIC\n")
    #expect(french.contains("\ndate_order: day-first  # assumed"))
    let codes = try suggestion("id,precision,pays\n1,2,SYNTHETIC\n2,3,SYNTHETIC\n")
    #expect(codes.contains("\n# location_kind:"))
    #expect(codes.contains("\n#     \"2\": unknown  # exact, near"))
    let repeated = try suggestion("id,pays\n1,SYNTHETIC\n1,SYNTHETIC\n")
    #expect(repeated.contains("\n# id: no column"))
    let unused = try suggestion("id,xyzzy\n1,\"SYNTHETIC\nline\"\n2,b\n")
    #expect(unused.contains("\n# FIELD: xyzzy  # such as \"SYNTHETIC\\nline\", \"b\"\n"))
    let party = try suggestion("id,auteur\n1,Inconnu\n2,SYNTHETIC\n")
    #expect(party.contains("attributed_to: { column: auteur, values: { Inconnu: null } }"))
  }

  @Test("whatever the names and values are, the mapping is well formed and fits its table")
  func noise() throws {
    let seed: UInt64 = 20_260_101
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "date", "Lieu", "lat", "x", "id", "\"", "'", ":", "#", "- ", "{", "}", "[", "é", "\n", "\\",
      "true", "null", " ", "1", "%", "&a", "*a", "!", "|", ">", "?", "@", "`", ",", "\u{A0}", "N°",
      "\u{2028}", "\u{85}", "\u{FEFF}",
    ]
    let values = ["", "1", "16.5", "2024-01-02", "a;b", "x\ny", "\"", "#", "24+", "-0,04", "?"]
    for round in 0..<150 {
      var names: [String] = []
      for _ in 0..<Int.random(in: 2...5, using: &generator) {
        names.append(
          (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
            pieces.randomElement(using: &generator)
          }.joined())
      }
      var text = names.map(Self.quoted).joined(separator: ",") + "\n"
      for _ in 0..<3 {
        text +=
          names.map { _ in Self.quoted(values.randomElement(using: &generator) ?? "") }
          .joined(separator: ",") + "\n"
      }
      // Names that are blank or stand twice may leave too little of a table.
      guard let suggestion = try? MappingSuggestion(bytes: Array(text.utf8), name: "synthetic")
      else { continue }
      let mapping = try? TableMapping(Array(suggestion.text.utf8), fileName: "m.yaml")
      let fitting = try #require(mapping, "seed \(seed), round \(round): \(suggestion.text)")
      guard !fitting.incidents.entries.isEmpty else { continue }
      let source = try? IncidentSource(
        bytes: Array(text.utf8), name: "synthetic", options: .init(mapping: fitting))
      #expect(source != nil, "seed \(seed), round \(round): \(suggestion.text)")
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
