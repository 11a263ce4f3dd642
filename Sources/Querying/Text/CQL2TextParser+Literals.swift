import SimpleFeatures

extension CQL2TextParser {
  /// A literal that begins with a keyword (in capitals); nil, with nothing read, for other words.
  mutating func literal(_ keyword: String) throws(CQL2Error) -> CQL2Expression.Form? {
    switch keyword {
    case "DATE", "TIMESTAMP":
      advance()
      try expect("(")
      let instant = try instant(keyword)
      try expect(")")
      return .instant(instant)
    case "INTERVAL":
      let offset = current.offset
      advance()
      try expect("(")
      let start = try intervalEnd()
      try expect(",")
      let end = try intervalEnd()
      try expect(")")
      if CQL2Expression.isReversed(start, end) {
        throw CQL2Error("the interval ends before it begins", at: offset, of: source)
      }
      return .interval(start, end)
    case "BBOX":
      let offset = current.offset
      advance()
      try expect("(")
      var values = [try signedNumber()]
      while take(",") { values.append(try signedNumber()) }
      try expect(")", or: [","])
      guard values.count == 4 || values.count == 6 else {
        throw CQL2Error(
          "a BBOX has 4 numbers, or 6 with heights, and not \(values.count)", at: offset,
          of: source, expected: ["west, south, east, north"])
      }
      return .box(values)
    default:
      guard let kind = GeometryKind(rawValue: keyword) else { return nil }
      let offset = current.offset
      var heights = Heights()
      let geometry = try geometry(kind, &heights)
      if let fault = geometry.structuralFault {
        throw CQL2Error(fault, at: offset, of: source)
      }
      return .geometry(CQL2Geometry(geometry, heights: heights.values))
    }
  }

  private mutating func instant(_ keyword: String) throws(CQL2Error) -> CQL2Instant {
    let expected =
      keyword == "DATE"
      ? "a day such as '2024-01-31'" : "a time in UTC such as '2024-01-31T10:15:00Z'"
    guard case .text(let text) = current.kind, let instant = CQL2Instant(text),
      instant.isDate == (keyword == "DATE")
    else { throw unexpected([expected]) }
    advance()
    return instant
  }

  private mutating func intervalEnd() throws(CQL2Error) -> CQL2Expression? {
    let offset = current.offset
    switch current.kind {
    case .text(".."):
      advance()
      return nil
    case .text(let text):
      guard let instant = CQL2Instant(text) else { throw unexpected(Self.intervalEnds) }
      advance()
      return CQL2Expression(.instant(instant), offset: offset)
    case .word, .quotedName: return try intervalOperand()
    default: throw unexpected(Self.intervalEnds)
    }
  }

  // MARK: Well-known text

  private enum GeometryKind: String {
    case point = "POINT"
    case multiPoint = "MULTIPOINT"
    case lineString = "LINESTRING"
    case multiLineString = "MULTILINESTRING"
    case polygon = "POLYGON"
    case multiPolygon = "MULTIPOLYGON"
    case geometryCollection = "GEOMETRYCOLLECTION"
  }

  /// The heights met so far, and whether there are any.
  private struct Heights {
    var values: [Double] = []
    var areGiven: Bool?
  }

  private mutating func geometry(
    _ kind: GeometryKind, _ heights: inout Heights
  ) throws(CQL2Error) -> Geometry {
    try enter()
    defer { leave() }
    advance()
    if take(word: "Z"), heights.areGiven == nil { heights.areGiven = true }
    switch kind {
    case .point:
      try expect("(")
      let point = try position(&heights)
      try expect(")")
      return .point(point)
    case .multiPoint:
      return .multiPoint(
        try list { (parser) throws(CQL2Error) in
          let isEnclosed = parser.take("(")
          let point = try parser.position(&heights)
          if isEnclosed { try parser.expect(")") }
          return point
        })
    case .lineString: return .lineString(LineString(try line(&heights)))
    case .multiLineString:
      return .multiLineString(
        try list { (parser) throws(CQL2Error) in LineString(try parser.line(&heights)) })
    case .polygon: return .polygon(try polygon(&heights))
    case .multiPolygon:
      return .multiPolygon(try list { (parser) throws(CQL2Error) in try parser.polygon(&heights) })
    case .geometryCollection:
      return .geometryCollection(
        try list { (parser) throws(CQL2Error) in
          guard case .word(let word) = parser.current.kind,
            let kind = GeometryKind(rawValue: word.uppercased())
          else { throw parser.unexpected(["a geometry such as POINT(2.5 16.3)"]) }
          return try parser.geometry(kind, &heights)
        })
    }
  }

  private mutating func polygon(_ heights: inout Heights) throws(CQL2Error) -> Polygon {
    let rings = try list { (parser) throws(CQL2Error) in try parser.line(&heights) }
    return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
  }

  private mutating func line(_ heights: inout Heights) throws(CQL2Error) -> [Coordinate] {
    try list { (parser) throws(CQL2Error) in try parser.position(&heights) }
  }

  private mutating func position(_ heights: inout Heights) throws(CQL2Error) -> Coordinate {
    let x = try signedNumber()
    let y = try signedNumber()
    if heights.areGiven == nil { heights.areGiven = startsNumber }
    if heights.areGiven == true { heights.values.append(try signedNumber()) }
    return Coordinate(x: x, y: y)
  }

  private var startsNumber: Bool {
    switch current.kind {
    case .number, .symbol("-"), .symbol("+"): true
    default: false
    }
  }

  private mutating func list<Part>(
    _ part: (inout CQL2TextParser) throws(CQL2Error) -> Part
  ) throws(CQL2Error) -> [Part] {
    try expect("(")
    var parts = [try part(&self)]
    while take(",") { parts.append(try part(&self)) }
    try expect(")", or: [","])
    return parts
  }
}
