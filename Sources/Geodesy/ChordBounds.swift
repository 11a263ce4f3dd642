internal import Foundation

/// Bounds between the straight line through the Earth and the geodesic on its surface.
///
/// For two positions of an ellipsoid let c be the straight distance (see `GeocentricPosition`) and s
/// the geodesic. With r = b^2 / a and R = a^2 / b, the smallest and the largest radius of curvature of
/// any normal section, 2 R asin(c / 2R) <= s <= 2 r asin(c / 2r):
/// - Above: the plane through both positions and the centre cuts an ellipse with half-axes within
///   b...a, whose curvature is at most 1 / r. By Schur's comparison theorem its arc of length l has a
///   chord of at least 2 r sin(l / 2r). The geodesic is no longer than that arc. This needs
///   l <= pi r; longer arcs end within pi (a - r) of the antipode, so their chord exceeds
///   2 b - pi (a - r), and no bound from above is given for such chords.
/// - Below: the ellipsoid rolls freely inside a ball of radius R (Blaschke), so it is an intersection
///   of such balls and holds the spindle of the two positions, the intersection of all balls of
///   radius R that hold both. The geodesic stays outside of the spindle. Pulling it in to the nearest
///   point of a convex body makes it no longer, and no way from tip to tip of the spindle is shorter
///   than its meridian, an arc of radius R.
///
/// The bounds differ by 0.02 mm at 10 km, 2 cm at 100 km and 21 m at 1,000 km; on a sphere not
/// at all. What rounding may do to chords and geodesics is allowed for.
public struct ChordBounds: Hashable, Sendable {
  /// The smallest radius of curvature in metres, r.
  public let leastRadiusMeters: Double
  /// The largest radius of curvature in metres, R.
  public let greatestRadiusMeters: Double
  /// The longest chord in metres that has a bound from above.
  public let longestChordMeters: Double
  /// More than the rounding of chord and geodesic together: 0.1 micrometres on the Earth.
  public let roundingMeters: Double

  /// Makes the bounds of an ellipsoid.
  public init(_ ellipsoid: Ellipsoid) {
    let (a, b) = (ellipsoid.equatorialRadiusMeters, ellipsoid.polarRadiusMeters)
    leastRadiusMeters = b * b / a
    greatestRadiusMeters = a * a / b
    longestChordMeters = 2 * b - .pi * (a - leastRadiusMeters)
    roundingMeters = a * 1.6e-14
  }

  /// The bounds on WGS 84.
  public static let wgs84 = ChordBounds(.wgs84)

  /// Positions whose chord is no longer are within the distance for certain; negative for none.
  public func certainChord(meters: Double) -> Double {
    min(chord(meters, leastRadiusMeters), longestChordMeters) - roundingMeters
  }

  /// Positions whose chord is longer are beyond the distance for certain.
  public func possibleChord(meters: Double) -> Double {
    chord(meters, greatestRadiusMeters) + roundingMeters
  }

  /// The least geodesic between positions with a chord; never negative.
  public func leastMeters(chord: Double) -> Double {
    max(0, arc(chord - roundingMeters, greatestRadiusMeters))
  }

  /// The greatest geodesic between positions with a chord; infinite where there is no bound.
  public func greatestMeters(chord: Double) -> Double {
    let longest = chord + roundingMeters
    return longest <= longestChordMeters ? arc(longest, leastRadiusMeters) : .infinity
  }

  /// The geodesic between positions with a chord as nearly as the chord alone tells it: halfway
  /// between its bounds, or the one from below where there is no other. Increases with the chord.
  public func meters(chord: Double) -> Double {
    let least = arc(chord, greatestRadiusMeters)
    // From the longest chord on, the last difference is kept, so that the value never falls.
    let other = min(chord, longestChordMeters)
    return least + (arc(other, leastRadiusMeters) - arc(other, greatestRadiusMeters)) / 2
  }

  private func chord(_ meters: Double, _ radius: Double) -> Double {
    2 * radius * sin(min(meters / radius, .pi) / 2)
  }

  private func arc(_ chord: Double, _ radius: Double) -> Double {
    2 * radius * asin(max(-1, min(1, chord / (2 * radius))))
  }
}
