import GeoFormats

/// A condition on records as a user gives it: OGC CQL2 in text or JSON (OGC 21-065r2).
public struct CQL2Query: Hashable, Sendable {
  /// What it says.
  public let expression: CQL2Expression
  /// The text it was read from, for messages; empty if it was read from JSON.
  let source: String

  /// Makes a query of an expression.
  public init(expression: CQL2Expression) {
    self.expression = expression
    source = ""
  }

  /// Reads CQL2 text such as `killed_best >= 10 AND admin1 LIKE 'Kid%'`; O(length).
  public init(text: String) throws(CQL2Error) {
    expression = try CQL2TextParser.parse(text)
    source = text
  }

  /// Reads CQL2 JSON such as `{"op": ">=", "args": [{"property": "killed_best"}, 10]}`; O(length).
  public init(json: String) throws(CQL2Error) {
    expression = try CQL2JSONParser.parse(json)
    source = ""
  }

  /// The query as CQL2 text, with as few parentheses as it needs; reading it gives the same query.
  ///
  /// CQL2 text reads `\'` as a quote, so text with a backslash before a quote or at its end reads
  /// back otherwise; JSON has no such gap.
  public var text: String { CQL2TextWriter.text(of: expression) }

  /// The query as CQL2 JSON on one line; reading it gives the same query if it is nested less than
  /// 60 deep.
  public var json: String {
    // Numbers of an expression are finite, so this cannot fail.
    (try? expression.jsonValue.json()) ?? "null"
  }
}
