import Incidents
import Querying
import SimpleFeatures
import TestSupport

/// Expressions of every form, as random as the grammar allows.
struct RandomExpression {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func condition(_ depth: Int = 4) -> CQL2Expression {
    switch Int.random(in: depth > 0 ? 0...13 : 3...5, using: &random) {
    case 0: return make(pick(.and, .or), many(2...4) { $0.condition(depth - 1) })
    case 1: return make(.not, [condition(depth - 1)])
    case 2: return make(pick(.equal, .notEqual), [condition(depth - 1), condition(depth - 1)])
    case 3: return CQL2Expression(.boolean(Bool.random(using: &random)))
    case 4: return property()
    case 5: return make(.isNull, [property()])
    case 6: return make(.isNull, [condition(depth - 1)])
    case 7:
      let kind = pick(.equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual)
      return make(kind, [number(depth), number(depth)])
    case 8: return make(.between, (0..<3).map { _ in number(depth) })
    case 9:
      return make(.isIn, [text(depth), CQL2Expression(.array(many(1...3) { $0.text(depth) }))])
    case 10: return make(.like, [text(depth), text(depth)])
    case 11:
      let kinds = CQL2Operator.allCases.filter { $0.rawValue.hasPrefix("s_") }
      return make(kinds.randomElement(using: &random) ?? .spatialEquals, [geometry(), geometry()])
    case 12:
      let kinds = CQL2Operator.allCases.filter { $0.rawValue.hasPrefix("t_") }
      return make(kinds.randomElement(using: &random) ?? .temporalEquals, [time(), time()])
    default:
      let kinds = CQL2Operator.allCases.filter { $0.rawValue.hasPrefix("a_") }
      let kind = kinds.randomElement(using: &random) ?? .arrayEquals
      return make(kind, [list(depth - 1), list(depth - 1)])
    }
  }

  private mutating func number(_ depth: Int) -> CQL2Expression {
    switch Int.random(in: depth > 0 ? 0...3 : 0...1, using: &random) {
    case 0: return CQL2Expression(.number(value()))
    case 1: return property()
    case 2: return CQL2Expression(.function("f", many(0...2) { $0.element(depth - 1) }))
    default:
      let kind = pick(.plus, .minus, .times, .divided, .modulo, .div, .power)
      return make(kind, [number(depth - 1), number(depth - 1)])
    }
  }

  private mutating func value() -> Double {
    switch Int.random(in: 0...3, using: &random) {
    case 0: Double(Int.random(in: -100...100, using: &random))
    case 1: Double.random(in: -180...180, using: &random)
    case 2:
      Double(sign: .plus, exponent: Int.random(in: -1000...1000, using: &random), significand: 1.1)
    default: Double(Int.random(in: -99...99, using: &random)) / 8
    }
  }

  private mutating func text(_ depth: Int) -> CQL2Expression {
    let letters: [Character] = [
      "a", "'", "\"", "%", "_", "é", "\u{1F30D}", " ", "(", ",", "\n", "ß", ".",
    ]
    switch Int.random(in: depth > 0 ? 0...2 : 0...1, using: &random) {
    case 0:
      return CQL2Expression(
        .text(String((0..<4).compactMap { _ in letters.randomElement(using: &random) })))
    case 1: return property()
    default: return make(pick(.casei, .accenti), [text(depth - 1)])
    }
  }

  private mutating func property() -> CQL2Expression {
    let names = [
      "a", "killed_best", "date", "in", "Country / area", "a\"b", "é", "_x", "layer:ids", "a.b",
      "point", "DIV", "true", "1st", "",
    ]
    return CQL2Expression(.property(names.randomElement(using: &random) ?? "a"))
  }

  private mutating func instant() -> CQL2Instant {
    let microseconds = Int.random(
      in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random)
    switch Int.random(in: 0...2, using: &random) {
    case 0: return .timestamp(microseconds: microseconds)
    case 1: return .timestamp(microseconds: microseconds / 1_000_000 * 1_000_000)
    default:
      return Day(daysSince1970: Int.random(in: -700_000...2_900_000, using: &random)).map {
        .date($0)
      }
        ?? .timestamp(microseconds: 0)
    }
  }

  private mutating func time() -> CQL2Expression {
    func literal(_ instant: CQL2Instant) -> CQL2Expression { CQL2Expression(.instant(instant)) }
    switch Int.random(in: 0...4, using: &random) {
    case 0: return property()
    case 1: return literal(instant())
    case 2: return CQL2Expression(.interval(literal(instant()), nil))
    case 3: return CQL2Expression(.interval(nil, property()))
    default: return CQL2Expression(.interval(property(), literal(instant())))
    }
  }

  private mutating func list(_ depth: Int) -> CQL2Expression {
    Bool.random(using: &random)
      ? property() : CQL2Expression(.array(many(0...3) { $0.element(depth - 1) }))
  }

  private mutating func element(_ depth: Int) -> CQL2Expression {
    switch Int.random(in: 0...5, using: &random) {
    case 0: number(depth)
    case 1: text(depth)
    case 2: time()
    case 3: geometry()
    case 4: depth > 0 ? CQL2Expression(.array(many(0...2) { $0.element(depth - 1) })) : property()
    default: condition(depth - 1)
    }
  }

  private mutating func geometry() -> CQL2Expression {
    let position = { (random: inout SplitMix64) in
      Coordinate(
        x: Double.random(in: -180...180, using: &random),
        y: Double(Int.random(in: -90...90, using: &random)))
    }
    func points(_ count: Int, _ random: inout SplitMix64) -> [Coordinate] {
      (0..<count).map { _ in position(&random) }
    }
    func ring(_ random: inout SplitMix64) -> [Coordinate] {
      let open = points(3, &random)
      return open + [open[0]]
    }
    func geometry(_ depth: Int, _ random: inout SplitMix64) -> Geometry {
      switch Int.random(in: depth > 0 ? 0...6 : 0...5, using: &random) {
      case 0: return .point(position(&random))
      case 1: return .multiPoint(points(2, &random))
      case 2: return .lineString(LineString(points(3, &random)))
      case 3:
        return .multiLineString([LineString(points(2, &random)), LineString(points(2, &random))])
      case 4: return .polygon(Polygon(exterior: ring(&random), holes: [ring(&random)]))
      case 5:
        return .multiPolygon([Polygon(exterior: ring(&random)), Polygon(exterior: ring(&random))])
      default:
        return .geometryCollection([geometry(depth - 1, &random), geometry(depth - 1, &random)])
      }
    }
    switch Int.random(in: 0...4, using: &random) {
    case 0: return property()
    case 1: return CQL2Expression(.box((0..<4).map { _ in value() }))
    case 2: return CQL2Expression(.box((0..<6).map { _ in value() }))
    case 3: return CQL2Expression(.geometry(CQL2Geometry(geometry(2, &random))))
    default:
      let solid = geometry(2, &random)
      var heights: [Double] = []
      solid.forEachCoordinate { _ in heights.append(Double(heights.count) - 1.5) }
      return CQL2Expression(.geometry(CQL2Geometry(solid, heights: heights)))
    }
  }

  private func make(_ kind: CQL2Operator, _ arguments: [CQL2Expression]) -> CQL2Expression {
    CQL2Expression(.operation(kind, arguments))
  }

  private mutating func pick(_ kinds: CQL2Operator...) -> CQL2Operator {
    kinds.randomElement(using: &random) ?? .equal
  }

  private mutating func many(
    _ range: ClosedRange<Int>, _ make: (inout RandomExpression) -> CQL2Expression
  ) -> [CQL2Expression] {
    var result: [CQL2Expression] = []
    for _ in 0..<Int.random(in: range, using: &random) { result.append(make(&self)) }
    return result
  }
}
