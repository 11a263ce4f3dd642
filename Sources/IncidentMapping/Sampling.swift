import Foundation
import Geodesy
import ReferenceGeography
public import SimpleFeatures
import Topology

extension Ground {
  /// Draws a position from a place: uniform per square metre or per metre; nil for an unknown place.
  ///
  /// A surface is sampled by drawing from its envelope, uniformly by area on a sphere, keeping a draw
  /// as often as the ellipsoid has area there, until a position lies inside; after 100,000 misses (a sliver) the representative point is given.
  public func sample(_ place: ResolvedPlace, using generator: inout some RandomNumberGenerator)
    throws -> Coordinate?
  {
    switch place.shape {
    case .unknown: return nil
    case .point(let point): return point
    case .line(let line, let length):
      return line.position(atMeters: Double.random(in: 0...max(length, 0), using: &generator))
    case .surface, .disc:
      guard let geometry = place.surface?.geometry else { return nil }
      let surface = try prepared(geometry, of: place.region)
      let box = surface.envelope
      let sines = sin(box.minY * .pi / 180)...sin(box.maxY * .pi / 180)
      let most = Self.areaPerSine(max(abs(sines.lowerBound), abs(sines.upperBound)))
      for _ in 0..<100_000 {
        let sine = Double.random(in: sines, using: &generator)
        let point = Coordinate(
          longitude: Double.random(in: box.minX...box.maxX, using: &generator),
          latitude: asin(sine) * 180 / .pi)
        let isKept = Double.random(in: 0..<most, using: &generator) < Self.areaPerSine(sine)
        if try isKept && surface.covers(point) {
          return Coordinate(
            longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
        }
      }
      return place.representativePoint
    case .mixture(let parts):
      var rest = Double.random(in: 0..<1, using: &generator)
      for part in parts {
        if rest < part.weight { return try sample(part.place, using: &generator) }
        rest -= part.weight
      }
      return try parts.last.flatMap { try sample($0.place, using: &generator) }
    }
  }

  /// A surface prepared for many questions: that of a region once for all draws.
  private func prepared(_ geometry: Geometry, of region: Region?) throws -> PreparedGeometry {
    try region.flatMap { try prepared($0) } ?? PreparedGeometry(geometry, in: context)
  }

  /// The area of the ellipsoid per unit of the sine of the latitude, that at the equator being 1.
  static func areaPerSine(_ sine: Double) -> Double {
    let rest = 1 - Geodesic.wgs84.ellipsoid.eccentricitySquared * sine * sine
    return 1 / (rest * rest)
  }
}
