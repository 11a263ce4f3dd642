import Incidents
import Testing

@testable import Datasets

@Suite("The form of a mapping")
struct TableMappingTests {
  @Test(
    "every slip is said with its line and column",
    arguments: [
      ("", "m.yaml:1:1: the document is empty; it should begin with \"balise_mapping: 1\""),
      ("id: n", "m.yaml:1:1: the key \"balise_mapping\" is missing"),
      ("balise_mapping: 2", "m.yaml:1:17: balise_mapping: should be 1, the version of the form"),
      (
        "balise_mapping: 1\ndat: d",
        "m.yaml:2:1: dat: the key \"dat\" is not known; did you mean \"date\"?"
      ),
      ("balise_mapping: 1\nid: [a, b]", "m.yaml:2:5: id: id takes one column, not several"),
      ("balise_mapping: 1\nid: { colum: a }", "did you mean \"column\"?"),
      (
        "balise_mapping: 1\nid: {}",
        "m.yaml:2:5: id: should have one of column, columns and constant"
      ),
      ("balise_mapping: 1\nid: { column: a, constant: b }", "one of column, columns and constant"),
      ("balise_mapping: 1\nid: { column: a, separator: ; }", "id is one value, not a list"),
      (
        "balise_mapping: 1\nid: { column: a, values: [1] }",
        "should be a mapping of the column's words"
      ),
      ("balise_mapping: 1\nlatitude: a", "m.yaml:2:11: latitude: says nothing without longitude"),
      ("balise_mapping: 1\nroute_id: a\nroute_from: b", "route_id: says nothing without route_to"),
      ("balise_mapping: 1\nlat: a\nlatitude: b\nlon: c", "lat: says the same as latitude"),
      ("balise_mapping: 1\ndecimal: coma", "did you mean \"comma\"?"),
      ("balise_mapping: 1\ndate_order: dmy", "none of day-first, month-first"),
      ("balise_mapping: 1\nclaims: { source: a }", "claims: the key \"incident_id\" is missing"),
      (
        "balise_mapping: 1\nclaims: { incident_id: i, source: a, stance: b, whom: c }",
        "m.yaml:2:49: claims.whom: the key \"whom\" is not known"
      ),
    ])
  func slips(text: String, says: String) throws {
    let error = try #require(throws: IncidentDocumentError.self) {
      try TableMapping(Array(text.utf8), fileName: "m.yaml")
    }
    #expect(error.description.contains(says), "\(error)")
  }

  @Test("an unknown column is said where the mapping names it, with the nearest")
  func unknownColumns() throws {
    let text = "balise_mapping: 1\nid: Réf\ndate: Dates\ntitle: { column: xyzzy }\n"
    let mapping = try TableMapping(Array(text.utf8), fileName: "m.yaml")
    let error = try #require(throws: IncidentDocumentError.self) {
      try ReadResult("ref,Date\n1,2024\n", options: .init(mapping: mapping))
    }
    #expect(
      error.problems.map(\.description) == [
        "m.yaml:3:7: date: synthetic.csv has no column \"Dates\"; did you mean \"Date\"?",
        "m.yaml:4:18: title.column: synthetic.csv has no column \"xyzzy\"; its columns are ref, Date",
      ])
  }

  @Test("a column is found in another case or accent only where one fits")
  func foldedNames() {
    let names = ColumnNames(["Réf", "Lieu", "lieu", " Morts "])
    #expect(names.position(of: "ref") == 0)
    #expect(names.position(of: "lieu") == 2)
    #expect(names.position(of: "LIEU") == nil)
    #expect(names.position(of: "morts") == 3)
    #expect(names.position(of: "") == nil)
  }
}
