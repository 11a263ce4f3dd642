import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@testable import SpatialIndexing

@Suite("Bounds of the geodesic by the angle at the centre")
struct CentralAngleTests {
  /// Positions of all kinds, with near, antipodal and polar partners.
  static func pair(using random: inout SplitMix64) -> (Coordinate, Coordinate) {
    let a = Coordinate(
      x: .random(in: -180...180, using: &random), y: .random(in: -90...90, using: &random))
    let near = pow10(Int.random(in: -8...2, using: &random))
    let dx = Double.random(in: -near...near, using: &random)
    let dy = Double.random(in: -near...near, using: &random)
    func clamped(_ y: Double) -> Double { min(90, max(-90, y)) }
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: (a, Coordinate(x: a.x + dx, y: clamped(a.y + dy)))
    case 1: (a, Coordinate(x: a.x + 180 + dx, y: clamped(-a.y + dy)))
    case 2: (Coordinate(x: a.x, y: dy / 1000), Coordinate(x: a.x + dx, y: 0))
    default: (Coordinate(x: a.x, y: dx < 0 ? 90 : -90), Coordinate(x: 0, y: clamped(a.y + dy)))
    }
  }

  static func pow10(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 }
  }

  @Test("the geodesic never leaves its bounds", arguments: 0..<20 as Range<UInt64>)
  func bounds(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let (a, b) = Self.pair(using: &random)
      let meters = Geodesic.wgs84.distance(from: a, to: b)
      let chord = try #require(Direction(a)).chordSquared(to: try #require(Direction(b)))
        .squareRoot()
      let comment: Comment = "seed \(seed): \(a), \(b)"
      #expect(chord <= CentralAngle.possibleChord(meters: meters), comment)
      #expect(chord >= CentralAngle.certainChord(meters: meters), comment)
      #expect(meters <= CentralAngle.greatestMeters(chord: chord), comment)
    }
  }

  @Test("the upper bound is reached along the equator; what is no position has no direction")
  func sharpness() throws {
    let equator = try #require(Direction(Coordinate(x: 0, y: 0)))
    let along = try #require(Direction(Coordinate(x: 1, y: 0)))
    let degree = Geodesic.wgs84.distance(from: Coordinate(x: 0, y: 0), to: Coordinate(x: 1, y: 0))
    let chord = along.chordSquared(to: equator).squareRoot()
    #expect(abs(CentralAngle.greatestMeters(chord: chord) - degree) < 1e-4)
    #expect(Direction(Coordinate(x: 0, y: 90.0001)) == nil)
    #expect(Direction(Coordinate(x: .nan, y: 0)) == nil)
  }
}
