import Foundation
import Geodesy
import LinearReferencing
public import SimpleFeatures
import Topology

extension Ground {
  /// Draws a position from a place: uniform per square metre or per metre; nil for an unknown place.
  ///
  /// For many draws from the same places take a `PlaceSampler`.
  public func sample(_ place: ResolvedPlace, using generator: inout some RandomNumberGenerator)
    throws -> Coordinate?
  {
    try PlaceSampler(place, on: self).draw(using: &generator)
  }
}

/// Draws positions from one place, each as likely as any other per square metre of a surface or per
/// metre of a line; what that takes is prepared once.
///
/// A disc is drawn by distance and direction, its area taken as on a sphere of its latitude, which
/// errs by less than a millionth up to 200 km. Any other surface is drawn from its envelope,
/// uniformly by the area of the ellipsoid, until a position lies inside; after 100,000 misses (a
/// sliver) the representative point is given. It holds GEOS geometries of its ground's context and
/// belongs to the ground's thread.
public struct PlaceSampler {
  private enum Form {
    case unknown
    case point(Coordinate)
    case disc(center: Coordinate, radiusMeters: Double)
    case line([GeodesicLine], metersAtEnds: [Double])
    case surface(PreparedGeometry, sines: ClosedRange<Double>, most: Double)
    case mixture([(weight: Double, sampler: PlaceSampler)])
  }

  private let form: Form
  private let representativePoint: Coordinate?

  /// Prepares a place. O(vertices).
  public init(_ place: ResolvedPlace, on ground: Ground) throws {
    representativePoint = place.representativePoint
    switch place.shape {
    case .unknown: form = .unknown
    case .point(let point): form = .point(point)
    case .disc(let center, let radius): form = .disc(center: center, radiusMeters: radius)
    case .line(let line, _):
      let vertices = line.coordinates
      let legs = zip(vertices, vertices.dropFirst()).map { GeodesicLine(from: $0, to: $1) }
      var meters = 0.0
      let ends = legs.map { leg -> Double in
        meters += leg.lengthMeters
        return meters
      }
      if let first = vertices.first, meters == 0 {
        form = .point(first)
      } else {
        form = .line(legs, metersAtEnds: ends)
      }
    case .cutDisc, .surface:
      guard let geometry = place.surface?.geometry else {
        form = representativePoint.map(Form.point) ?? .unknown
        return
      }
      let surface =
        try place.region.flatMap { try ground.prepared($0) }
        ?? PreparedGeometry(geometry, in: ground.context)
      let box = surface.envelope
      let sines = sin(box.minY * .pi / 180)...sin(box.maxY * .pi / 180)
      form = .surface(
        surface, sines: sines,
        most: Self.areaPerSine(max(abs(sines.lowerBound), abs(sines.upperBound))))
    case .mixture(let parts):
      form = .mixture(
        try parts.map { ($0.weight, try PlaceSampler($0.place, on: ground)) })
    }
  }

  /// A position drawn from the place, longitude in -180...180; nil for an unknown place.
  public func draw(using generator: inout some RandomNumberGenerator) throws -> Coordinate? {
    switch form {
    case .unknown: return nil
    case .point(let point): return point
    case .disc(let center, let radius): return Self.draw(center, radius, using: &generator)
    case .line(let legs, let ends):
      let meters = Double.random(in: 0...(ends.last ?? 0), using: &generator)
      let index = min(ends.firstIndex { meters <= $0 } ?? 0, legs.count - 1)
      guard legs.indices.contains(index) else { return representativePoint }
      let start = index == 0 ? 0 : ends[index - 1]
      let position = legs[index].position(atMeters: meters - start).coordinate
      return Coordinate(
        longitude: wrappedLongitude(position.longitude), latitude: position.latitude)
    case .surface(let surface, let sines, let most):
      let box = surface.envelope
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
      return representativePoint
    case .mixture(let parts):
      var rest = Double.random(in: 0..<1, using: &generator)
      for part in parts {
        if rest < part.weight { return try part.sampler.draw(using: &generator) }
        rest -= part.weight
      }
      return try parts.last?.sampler.draw(using: &generator)
    }
  }

  private static func draw(
    _ center: Coordinate, _ radiusMeters: Double,
    using generator: inout some RandomNumberGenerator
  ) -> Coordinate {
    // The part of a spherical cap within an angle r is (1 - cos r) / (1 - cos R), that is
    // sin²(r/2) / sin²(R/2).
    let sphereMeters = 6_371_008.8
    let half = sin(min(radiusMeters / sphereMeters, .pi) / 2)
    let share = Double.random(in: 0..<1, using: &generator)
    let meters = 2 * asin(half * share.squareRoot()) * sphereMeters
    let azimuth = Double.random(in: 0..<360, using: &generator)
    return Geodesic.wgs84.direct(
      from: center, azimuthDegrees: azimuth, distanceMeters: min(meters, radiusMeters)
    ).destination
  }

  /// The area of the ellipsoid per unit of the sine of the latitude, that at the equator being 1.
  static func areaPerSine(_ sine: Double) -> Double {
    let rest = 1 - Geodesic.wgs84.ellipsoid.eccentricitySquared * sine * sine
    return 1 / (rest * rest)
  }
}
