import Querying
import Testing

@Suite struct CQL2FormTests {
  /// Text as people write it, the text the writer makes of it and its JSON. Written by hand after
  /// the grammar and the schema of OGC 21-065r2.
  static let forms: [(text: String, written: String, json: String)] = [
    (
      "killed_best >= 10 and event_type='state-based' AND admin1 LIKE 'Kid%'",
      "killed_best >= 10 AND event_type = 'state-based' AND admin1 LIKE 'Kid%'",
      #"""
      {"op":"and","args":[{"op":">=","args":[{"property":"killed_best"},10]},\#
      {"op":"=","args":[{"property":"event_type"},"state-based"]},\#
      {"op":"like","args":[{"property":"admin1"},"Kid%"]}]}
      """#
    ),
    (
      "a = 1 OR b = 2 AND NOT c = 3", "a = 1 OR b = 2 AND NOT c = 3",
      #"""
      {"op":"or","args":[{"op":"=","args":[{"property":"a"},1]},{"op":"and","args":[\#
      {"op":"=","args":[{"property":"b"},2]},\#
      {"op":"not","args":[{"op":"=","args":[{"property":"c"},3]}]}]}]}
      """#
    ),
    (
      "(a = 1 or b <> 2.50) and (TRUE)", "(a = 1 OR b <> 2.5) AND TRUE",
      #"""
      {"op":"and","args":[{"op":"or","args":[{"op":"=","args":[{"property":"a"},1]},\#
      {"op":"<>","args":[{"property":"b"},2.5]}]},true]}
      """#
    ),
    (
      "(a AND b) AND c", "(a AND b) AND c",
      #"""
      {"op":"and","args":[{"op":"and","args":[{"property":"a"},{"property":"b"}]},{"property":"c"}]}
      """#
    ),
    (
      "a not like 'x%'", "a NOT LIKE 'x%'",
      #"{"op":"not","args":[{"op":"like","args":[{"property":"a"},"x%"]}]}"#
    ),
    (
      "NOT NOT a IS NULL", "NOT a IS NOT NULL",
      #"{"op":"not","args":[{"op":"not","args":[{"op":"isNull","args":[{"property":"a"}]}]}]}"#
    ),
    (
      "a is not null", "a IS NOT NULL",
      #"{"op":"not","args":[{"op":"isNull","args":[{"property":"a"}]}]}"#
    ),
    (
      "n not between -1 and 1e3", "n NOT BETWEEN -1 AND 1000",
      #"{"op":"not","args":[{"op":"between","args":[{"property":"n"},-1,1000]}]}"#
    ),
    (
      "admin1 IN ('Gao','Kidal')", "admin1 IN ('Gao', 'Kidal')",
      #"{"op":"in","args":[{"property":"admin1"},["Gao","Kidal"]]}"#
    ),
    (
      "n NOT IN (1)", "n NOT IN (1)",
      #"{"op":"not","args":[{"op":"in","args":[{"property":"n"},[1]]}]}"#
    ),
    (
      "CASEI(ACCENTI(place_name)) LIKE casei('%GAO%')",
      "CASEI(ACCENTI(place_name)) LIKE CASEI('%GAO%')",
      #"""
      {"op":"like","args":[{"op":"casei","args":[{"op":"accenti","args":[{"property":"place_name"}]}]},\#
      {"op":"casei","args":["%GAO%"]}]}
      """#
    ),
    (
      "name = 'O''Brien' OR name = 'O\\'Brien'", "name = 'O''Brien' OR name = 'O''Brien'",
      #"""
      {"op":"or","args":[{"op":"=","args":[{"property":"name"},"O'Brien"]},\#
      {"op":"=","args":[{"property":"name"},"O'Brien"]}]}
      """#
    ),
    (
      "\"Country / area\" = 'Mali' AND \"date\" IS NULL AND \"in\" = 1 AND \"a\"\"b\" = 1",
      "\"Country / area\" = 'Mali' AND date IS NULL AND \"in\" = 1 AND \"a\"\"b\" = 1",
      #"""
      {"op":"and","args":[{"op":"=","args":[{"property":"Country / area"},"Mali"]},\#
      {"op":"isNull","args":[{"property":"date"}]},{"op":"=","args":[{"property":"in"},1]},\#
      {"op":"=","args":[{"property":"a\"b"},1]}]}
      """#
    ),
    (
      "a+b*2^3^2 - (c - 1) >= -d div 2", "a + b * 2 ^ 3 ^ 2 - (c - 1) >= -1 * d DIV 2",
      #"""
      {"op":">=","args":[{"op":"-","args":[{"op":"+","args":[{"property":"a"},{"op":"*","args":[\#
      {"property":"b"},{"op":"^","args":[2,{"op":"^","args":[3,2]}]}]}]},\#
      {"op":"-","args":[{"property":"c"},1]}]},\#
      {"op":"div","args":[{"op":"*","args":[-1,{"property":"d"}]},2]}]}
      """#
    ),
    (
      "(a % 2) * 3 = +1", "a % 2 * 3 = 1",
      #"{"op":"=","args":[{"op":"*","args":[{"op":"%","args":[{"property":"a"},2]},3]},1]}"#
    ),
    (
      "(a = 1) = FALSE", "(a = 1) = FALSE",
      #"{"op":"=","args":[{"op":"=","args":[{"property":"a"},1]},false]}"#
    ),
    (
      "t_during(date, interval('2024-01-01', '..'))",
      "T_DURING(date, INTERVAL('2024-01-01', '..'))",
      #"{"op":"t_during","args":[{"property":"date"},{"interval":["2024-01-01",".."]}]}"#
    ),
    (
      "T_FINISHEDBY(INTERVAL(date_start, \"end day\"), DATE('2024-02-29'))",
      "T_FINISHEDBY(INTERVAL(date_start, \"end day\"), DATE('2024-02-29'))",
      #"""
      {"op":"t_finishedBy","args":[{"interval":[{"property":"date_start"},{"property":"end day"}]},\#
      {"date":"2024-02-29"}]}
      """#
    ),
    (
      "T_AFTER(t, TIMESTAMP('2024-01-01t00:00:00.500Z'))",
      "T_AFTER(t, TIMESTAMP('2024-01-01T00:00:00.5Z'))",
      #"{"op":"t_after","args":[{"property":"t"},{"timestamp":"2024-01-01T00:00:00.5Z"}]}"#
    ),
    (
      "S_INTERSECTS(geometry, BBOX(150,-90,-150,90))",
      "S_INTERSECTS(geometry, BBOX(150, -90, -150, 90))",
      #"{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[150,-90,-150,90]}]}"#
    ),
    (
      "S_WITHIN(geometry, polygon((0 0,10 0,10 10,0 0),(1 0.5,2 0.5,2 1,1 0.5)))",
      "S_WITHIN(geometry, POLYGON((0 0, 10 0, 10 10, 0 0), (1 0.5, 2 0.5, 2 1, 1 0.5)))",
      #"""
      {"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":\#
      [[[0,0],[10,0],[10,10],[0,0]],[[1,0.5],[2,0.5],[2,1],[1,0.5]]]}]}
      """#
    ),
    (
      "S_EQUALS(POINT(1 2), MULTIPOINT(1 2, (3 4)))",
      "S_EQUALS(POINT(1 2), MULTIPOINT((1 2), (3 4)))",
      #"""
      {"op":"s_equals","args":[{"type":"Point","coordinates":[1,2]},\#
      {"type":"MultiPoint","coordinates":[[1,2],[3,4]]}]}
      """#
    ),
    (
      "S_CROSSES(g, GEOMETRYCOLLECTION(POINT Z (1 2 3.5), LINESTRING(0 0 -1, 1 1 2)))",
      "S_CROSSES(g, GEOMETRYCOLLECTION Z (POINT Z (1 2 3.5), LINESTRING Z (0 0 -1, 1 1 2)))",
      #"""
      {"op":"s_crosses","args":[{"property":"g"},{"type":"GeometryCollection","geometries":[\#
      {"type":"Point","coordinates":[1,2,3.5]},\#
      {"type":"LineString","coordinates":[[0,0,-1],[1,1,2]]}]}]}
      """#
    ),
    (
      "S_TOUCHES(g, MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5))))",
      "S_TOUCHES(g, MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5))))",
      #"""
      {"op":"s_touches","args":[{"property":"g"},{"type":"MultiPolygon","coordinates":\#
      [[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}]}
      """#
    ),
    (
      "S_OVERLAPS(g, MULTILINESTRING((0 0,1 1),(2 2,3 3)))",
      "S_OVERLAPS(g, MULTILINESTRING((0 0, 1 1), (2 2, 3 3)))",
      #"""
      {"op":"s_overlaps","args":[{"property":"g"},{"type":"MultiLineString","coordinates":\#
      [[[0,0],[1,1]],[[2,2],[3,3]]]}]}
      """#
    ),
    (
      "A_CONTAINS(layer:ids, ('a','b'))", "A_CONTAINS(layer:ids, ('a', 'b'))",
      #"{"op":"a_contains","args":[{"property":"layer:ids"},["a","b"]]}"#
    ),
    (
      "A_EQUALS(['a'], (('b'), (1+2)*3, ()))", "A_EQUALS(('a'), (('b'), (1 + 2) * 3, ()))",
      #"{"op":"a_equals","args":[["a"],[["b"],{"op":"*","args":[{"op":"+","args":[1,2]},3]},[]]]}"#
    ),
    (
      "near(geometry, 'Gao', (1), ()) = 5", "near(geometry, 'Gao', (1), ()) = 5",
      #"{"op":"=","args":[{"op":"near","args":[{"property":"geometry"},"Gao",[1],[]]},5]}"#
    ),
    ("is_known()", "is_known()", #"{"op":"is_known","args":[]}"#),
    ("Événement = 'é'", "Événement = 'é'", #"{"op":"=","args":[{"property":"Événement"},"é"]}"#),
  ]

  @Test(arguments: forms) func `text and JSON say the same and are written back`(
    form: (text: String, written: String, json: String)
  ) throws {
    let query = try CQL2Query(text: form.text)
    #expect(query.text == form.written)
    #expect(query.json == form.json)
    #expect(try CQL2Query(text: query.text).expression == query.expression)
    #expect(try CQL2Query(json: form.json).expression == query.expression)
  }

  /// The place of the caret is the column of the first character that cannot be taken.
  static let faults: [(text: String, column: Int, parts: [String])] = [
    ("", 1, ["found the end", "expected a property"]),
    ("killed_best >= )", 16, ["found \")\"", "a property, a value"]),
    ("killed_best => 10", 14, ["found \">\""]),
    ("a = 1 AND", 10, ["found the end"]),
    ("a = 1 b = 2", 7, ["found \"b\"", "expected AND, OR or the end"]),
    ("admin1 'Gao'", 8, ["found the text 'Gao'", "LIKE"]),
    ("a != 1", 3, ["\"!=\" is not CQL2", "\"<>\""]),
    ("a == 1", 3, ["\"==\" is not CQL2", "\"=\""]),
    ("a = 'Gao", 5, ["no end", "closing '"]),
    ("a = \u{201C}Gao\u{201D}", 5, ["typographic quote"]),
    ("a = NULL", 5, ["NULL is not a value", "IS NULL"]),
    ("a IS 1", 6, ["NULL or NOT NULL"]),
    ("a BETWEEN 1 OR 2", 13, ["expected AND"]),
    ("a IN 'x'", 6, ["expected \"(\""]),
    ("a IN ()", 7, ["found \")\""]),
    ("a NOT = 1", 3, ["found \"NOT\""]),
    ("(a = 1", 7, ["found the end", "\")\", AND or OR"]),
    ("a = 1e", 5, ["is not a number"]),
    ("a = 12km", 7, ["a number ends"]),
    ("a = 1e999", 5, ["is not a number"]),
    ("DATE('2024-02-30') = d", 6, ["a day such as"]),
    ("TIMESTAMP('2024-02-29') = d", 11, ["a time in UTC"]),
    ("T_DURING(d, INTERVAL('2024-01-01'))", 34, ["expected \",\""]),
    ("T_DURING(d, INTERVAL('2024-01-02','2024-01-01'))", 13, ["ends before it begins"]),
    ("T_DURING(d, INTERVAL(1,'2024-01-01'))", 22, ["a property"]),
    ("S_INTERSECTS(g)", 15, ["expected \",\""]),
    ("S_INTERSECTS(g, BBOX(1,2,3))", 17, ["4 numbers, or 6"]),
    ("S_INTERSECTS(g, POINT(1))", 24, ["a number"]),
    ("S_INTERSECTS(g, POLYGON((0 0,1 0,1 1,0 1)))", 17, ["not closed"]),
    ("S_INTERSECTS(g, POLYGON((0 0,1 0,0 0)))", 17, ["four positions"]),
    ("S_INTERSECTS(g, LINESTRING(0 0))", 17, ["two positions"]),
    ("S_INTERSECTS(g, LINESTRING(0 0,1 1 1))", 36, ["\")\""]),
    ("a = #1", 5, ["has no meaning"]),
  ]

  @Test(arguments: faults) func `a fault names its column and what was expected`(
    fault: (text: String, column: Int, parts: [String])
  ) throws {
    let error = try #require(throws: CQL2Error.self) { try CQL2Query(text: fault.text) }
    #expect(error.column == fault.column)
    for part in fault.parts { #expect(error.description.contains(part), "\(error)") }
    let lines = try #require(error.excerpt).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    #expect(lines.count == 2)
    #expect(lines.last == String(repeating: " ", count: fault.column - 1) + "^")
  }

  @Test func `a fault in a text of several lines shows its line`() throws {
    let text = "a = 1 AND\n  b == 2\nAND c = 3"
    let error = try #require(throws: CQL2Error.self) { try CQL2Query(text: text) }
    #expect(
      error.description == """
        the query cannot be taken at line 2, column 5: "==" is not CQL2; expected "="
          b == 2
            ^
        """)
  }

  @Test func `a long line is cut around the fault`() throws {
    let text =
      String(repeating: "a = 1 AND ", count: 100) + ")" + String(repeating: " ", count: 500)
    let error = try #require(throws: CQL2Error.self) { try CQL2Query(text: text) }
    #expect(error.column == 1001)
    let lines = try #require(error.excerpt).split(separator: "\n").map(String.init)
    #expect(lines[0].count == 80)
    #expect(lines[1] == String(repeating: " ", count: 60) + "^")
  }

  @Test(arguments: [
    (#"{"op":"="}"#, "has no list \"args\""),
    (#"{"op":"=","args":[1]}"#, "takes 2 arguments and not 1"),
    (#"{"op":"and","args":[true]}"#, "2 or more"),
    (
      #"{"op":"and","args":[true,{"op":"=","args":[{"property":3},1]}]}"#,
      "args[1].args[0].property"
    ),
    (#"{"op":"a b","args":[]}"#, "neither an operator nor a name"),
    (#"{"op":"in","args":[{"property":"a"},1]}"#, "the second argument of \"in\""),
    (#"{"op":"=","args":[{"date":"2024-13-01"},null]}"#, "2024-01-31"),
    (#"{"op":"=","args":[{"property":"a"},null]}"#, "isNull"),
    (#"{"x":1}"#, "has none of the members"),
    (#"{"interval":["2024-02-01","2024-01-01"]}"#, "ends before"),
    (#"{"bbox":[1,2,3]}"#, "4 numbers"),
    (#"{"type":"Circle","coordinates":[1,2]}"#, "not a type"),
    (#"{"type":"Point","coordinates":[1]}"#, "two numbers"),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#, "not closed"),
    (#"{"op":"=","args":[1,2}"#, "the JSON is broken"),
  ]) func `a fault in JSON names its place`(json: String, part: String) throws {
    let error = try #require(throws: CQL2Error.self) { try CQL2Query(json: json) }
    #expect(error.description.contains(part), "\(error)")
  }

  @Test(arguments: [
    String(repeating: "(", count: 100_000), String(repeating: "NOT ", count: 100_000),
    "a = " + String(repeating: "-", count: 100_000), String(repeating: "f(", count: 100_000),
    "a = 1" + String(repeating: "+1", count: 100_000),
    "a = 1" + String(repeating: "^1", count: 9999),
    String(repeating: "GEOMETRYCOLLECTION(", count: 10_000), String(repeating: "[", count: 100_000),
    "A_EQUALS(" + String(repeating: "((a),", count: 10_000),
  ]) func `text without end in depth is refused`(text: String) throws {
    let error = try #require(throws: CQL2Error.self) { try CQL2Query(text: text) }
    #expect(error.description.contains("nested more than 50 deep"))
  }
}
