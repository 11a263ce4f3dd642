import Foundation
public import SimpleFeatures

extension Geodesic {
  /// The greatest distance in metres for which the chord is enough.
  private static let localMeters = 150_000.0

  /// The length in metres of the geodesic between two positions, a tenth of the price of `distance`
  /// where they are near each other.
  ///
  /// Within 0.0001 mm of `distance` up to 60 km and 0.01 mm up to 150 km; beyond, it is `distance`. On the ellipsoid a short
  /// geodesic is as long as an arc over the same chord with the curvature of the normal section in
  /// the middle (Euler's theorem): the errors of both halves cancel. O(1).
  public func localDistance(from start: Coordinate, to end: Coordinate) -> Double {
    let radians = Double.pi / 180
    let (a, e2) = (ellipsoid.equatorialRadiusMeters, ellipsoid.eccentricitySquared)
    let (first, second) = (start.latitude * radians, end.latitude * radians)
    let (s1, s2) = (sin(first), sin(second))
    let n1 = a / (1 - e2 * s1 * s1).squareRoot()
    let n2 = a / (1 - e2 * s2 * s2).squareRoot()
    let (q1, q2) = (n1 * cos(first), n2 * cos(second))
    let halfTurn = sin((end.longitude - start.longitude) * radians / 2)
    let east = 4 * q1 * q2 * halfTurn * halfTurn
    let (up, out) = ((1 - e2) * (n2 * s2 - n1 * s1), q2 - q1)
    let north = up * up + out * out
    let chord = east + north
    guard chord <= Self.localMeters * Self.localMeters else {
      return distance(from: start, to: end)
    }
    guard chord > 0 else { return 0 }
    let s = (s1 + s2) / 2
    let w = 1 - e2 * s * s
    let curvature = w.squareRoot() / a * (w / (1 - e2) * north + east) / chord
    let turn = curvature * curvature * chord
    return chord.squareRoot() * (1 + turn / 24 * (1 + turn * 9 / 80))
  }
}
