import Geodesy
import IncidentMapping
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import SpatialStatistics

/// Tells how much of places lies on the cells of a route, on one thread.
final class RouteCells {
  private let route: Route
  /// The measures at which the cells begin, and the end of the last.
  private let breaks: [Double]
  private let corridorMeters: Double
  private let ground: Ground
  private var ofRegions: [String: [LineMass.Piece]] = [:]

  /// How many positions stand for a disc, an area or another line.
  private static let positions = 1000

  init(_ route: Route, breaks: [Double], corridorMeters: Double, on ground: Ground) {
    self.route = route
    self.breaks = breaks
    self.corridorMeters = corridorMeters
    self.ground = ground
  }

  /// The parts of a place on the route.
  ///
  /// A point within the corridor is where it is nearest to the route, a section of the route counts by
  /// metres. Of anything else a thousand positions are laid on the route, and the share of those in a
  /// cell is spread evenly over the cell.
  func pieces(of place: ResolvedPlace) throws -> [LineMass.Piece] {
    switch place.shape {
    case .unknown: return []
    case .point(let point):
      return kilometers(of: point).map { [LineMass.Piece(from: $0, to: $0, mass: 1)] } ?? []
    case .mixture(let parts):
      return try parts.flatMap { part in
        try pieces(of: part.place).map {
          LineMass.Piece(from: $0.from, to: $0.to, mass: part.weight * $0.mass)
        }
      }
    case .line where place.section?.routeID == route.id:
      return place.section.map { pieces(of: $0.section) } ?? []
    case .disc(let center, let radius):
      guard !route.locate(center, withinMeters: corridorMeters + radius).isEmpty else { return [] }
      return pieces(of: Self.positions(center, radiusMeters: radius))
    case .cutDisc, .surface, .line:
      guard let region = place.region else { return try drawn(place) }
      let key = "\(region.level) \(region.id)"
      if let known = ofRegions[key] { return known }
      let made = try drawn(place)
      ofRegions[key] = made
      return made
    }
  }

  /// Where on the route a position within the corridor lies.
  func kilometers(of point: Coordinate) -> Double? {
    route.locate(point, withinMeters: corridorMeters).first?.measureKilometers
  }

  /// A section cut at the cells, since kilometres by road need not follow the metres of the line.
  private func pieces(of section: RouteSection) -> [LineMass.Piece] {
    let from = min(section.fromKilometers, section.toKilometers)
    let to = max(section.fromKilometers, section.toKilometers)
    let whole = route.lineMeters(atKilometers: to) - route.lineMeters(atKilometers: from)
    guard whole > 0 else { return [LineMass.Piece(from: from, to: from, mass: 1)] }
    let ends = [from] + breaks.filter { $0 > from && $0 < to } + [to]
    return zip(ends, ends.dropFirst()).map { start, end in
      let meters = route.lineMeters(atKilometers: end) - route.lineMeters(atKilometers: start)
      return LineMass.Piece(from: start, to: end, mass: meters / whole)
    }
  }

  private func drawn(_ place: ResolvedPlace) throws -> [LineMass.Piece] {
    let sampler = try PlaceSampler(place, on: ground)
    var stream = SeededStream(0x526F_7574)  // the same for every place and run
    return pieces(
      of: try (0..<Self.positions).compactMap { _ in try sampler.draw(using: &stream) })
  }

  /// The cells of positions, each of which counts for as much as any other.
  private func pieces(of positions: [Coordinate]) -> [LineMass.Piece] {
    var counts = [Int](repeating: 0, count: breaks.count - 1)
    for kilometers in positions.lazy.compactMap(kilometers) {
      let cell = (breaks.firstIndex { $0 > kilometers } ?? breaks.count) - 1
      counts[max(0, min(counts.count - 1, cell))] += 1
    }
    return counts.indices.filter { counts[$0] > 0 }.map { cell in
      LineMass.Piece(
        from: breaks[cell], to: breaks[cell + 1],
        mass: Double(counts[cell]) / Double(Self.positions))
    }
  }

  /// Positions even over a disc: a spiral in which each is turned by the golden angle (Vogel 1979, "A
  /// better way to construct the sunflower head").
  private static func positions(_ center: Coordinate, radiusMeters: Double) -> [Coordinate] {
    (0..<positions).map { number in
      let share = (Double(number) + 0.5) / Double(positions)
      return Geodesic.wgs84.direct(
        from: center,
        azimuthDegrees: (Double(number) * 137.507_764_050_037_85)
          .truncatingRemainder(dividingBy: 360),
        distanceMeters: radiusMeters * share.squareRoot()
      ).destination
    }
  }
}
