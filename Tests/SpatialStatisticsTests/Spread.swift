import SimpleFeatures
import TestSupport

/// Where the positions of a test lie.
enum Spread: CaseIterable, Sendable {
  case world, lattice, antimeridian, northPole, southPole, oneCountry, heaps

  func points(_ count: Int, seed: UInt64) -> [Coordinate] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in point(using: &random) }
  }

  private func point(using random: inout SplitMix64) -> Coordinate {
    func number(_ low: Double, _ high: Double) -> Double {
      Double.random(in: low...high, using: &random)
    }
    func whole(_ low: Int, _ high: Int) -> Double {
      Double(Int.random(in: low...high, using: &random))
    }
    switch self {
    case .world: return Coordinate(x: number(-180, 180), y: number(-90, 90))
    case .lattice:
      // Distances that are equal, or nearly.
      return Coordinate(x: whole(-8, 8) / 2, y: whole(-8, 8) / 2)
    case .antimeridian:
      // Some longitudes unwrapped, some not.
      return Coordinate(x: number(176, 184) - (number(0, 1) < 0.5 ? 360 : 0), y: number(-3, 3))
    case .northPole:
      return Coordinate(x: number(-180, 180), y: number(0, 1) < 0.05 ? 90 : number(85, 90))
    case .southPole: return Coordinate(x: whole(-18, 18) * 10, y: -90 + whole(0, 12) / 4)
    case .oneCountry:
      return Coordinate(x: number(-4, 4) + number(-1, 1), y: number(15, 22))
    case .heaps: return Coordinate(x: whole(0, 9), y: 17 + whole(0, 1) - whole(0, 1))
    }
  }
}
