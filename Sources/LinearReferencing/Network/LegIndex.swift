import Foundation
import SimpleFeatures
import SpatialIndexing

/// The nearest places on many lines.
///
/// Boxes round the legs are asked first, then straight lines through space, which bound the distance
/// from below, and the surface itself for the legs that are left.
struct LegIndex: Sendable {
  /// The nearest place of a line.
  struct Foot {
    let line: Int
    let leg: Int
    let fraction: Double
    let distanceMeters: Double
    let coordinate: Coordinate
  }

  private struct Leg {
    let line: Int
    let number: Int
    let start: SIMD3<Double>
    let end: SIMD3<Double>
  }

  private let surface: NetworkSurface
  private let lines: [[Coordinate]]
  private let legs: [Leg]
  private let tree: PackedRTree

  /// Indexes lines; those of fewer than two vertices have no legs. O(n log n).
  init(_ lines: [[Coordinate]], on surface: NetworkSurface) {
    self.surface = surface
    self.lines = lines
    legs = lines.enumerated().flatMap { line, vertices in
      let points = vertices.map(surface.point)
      return zip(points, points.dropFirst()).enumerated().map { number, ends in
        Leg(line: line, number: number, start: ends.0, end: ends.1)
      }
    }
    tree = PackedRTree(
      legs.map { surface.box(from: lines[$0.line][$0.number], to: lines[$0.line][$0.number + 1]) })
  }

  /// The nearest place of each line that comes within a distance, by line; of places as near on one
  /// line the one on the earliest leg.
  func nearestFeet(to point: Coordinate, within meters: Double) -> [Foot] {
    var feet: [Int: Foot] = [:]
    for (bound, leg) in candidates(point, within: meters) where bound <= meters {
      let foot = foot(of: point, leg)
      guard foot.distanceMeters <= meters else { continue }
      if let known = feet[foot.line],
        (known.distanceMeters, known.leg) < (foot.distanceMeters, foot.leg)
      {
        continue
      }
      feet[foot.line] = foot
    }
    return feet.values.sorted { $0.line < $1.line }
  }

  /// The nearest place of all lines within a distance; of places that are as near to a micrometre the
  /// one on the lowest line, and on it on the earliest leg.
  func nearestFoot(to point: Coordinate, within meters: Double) -> Foot? {
    var feet: [Foot] = []
    var least = meters
    for (bound, leg) in candidates(point, within: meters) {
      guard bound <= least + 1e-6 else { break }
      let foot = foot(of: point, leg)
      guard foot.distanceMeters <= meters else { continue }
      feet.append(foot)
      least = min(least, foot.distanceMeters)
    }
    return feet.filter { $0.distanceMeters <= least + 1e-6 }
      .min { ($0.line, $0.leg) < ($1.line, $1.leg) }
  }

  private func foot(of point: Coordinate, _ leg: Leg) -> Foot {
    let (start, end) = (lines[leg.line][leg.number], lines[leg.line][leg.number + 1])
    let foot = surface.foot(of: point, from: start, to: end)
    return Foot(
      line: leg.line, leg: leg.number, fraction: foot.fraction,
      distanceMeters: foot.distanceMeters, coordinate: foot.coordinate)
  }

  /// The legs that may come within a distance, with a lower bound of theirs; nearest bound first.
  private func candidates(_ point: Coordinate, within meters: Double) -> [(Double, Leg)] {
    guard meters >= 0, point.x.isFinite, point.y.isFinite else { return [] }
    let place = surface.point(point)
    var found: [(bound: Double, leg: Leg)] = []
    for box in surface.boxes(around: point, meters: meters) {
      tree.forEachIndex(in: box) { index in
        let leg = legs[index]
        let along = leg.end - leg.start
        let square = (along * along).sum()
        let share = square > 0 ? ((place - leg.start) * along).sum() / square : 0
        let off = place - leg.start - min(max(share, 0), 1) * along
        let bound =
          (off * off).sum().squareRoot() - surface.rise(chordMeters: square.squareRoot())
        if bound <= meters { found.append((bound, leg)) }
      }
    }
    return found.sorted {
      ($0.bound, $0.leg.line, $0.leg.number) < ($1.bound, $1.leg.line, $1.leg.number)
    }
  }
}
