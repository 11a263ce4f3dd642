import Foundation
public import LinearReferencing
public import ReferenceGeography
public import SimpleFeatures
import Topology

/// What lies under the incidents of a map: land, coasts, borders, routes and places, simplified for
/// one extent and cut into arcs so that neighbours still fit.
public struct BaseMap: Sendable {
  /// What the page shows at most of places.
  private static let mostPlaces = 600
  /// Above this width, in degrees, countries are drawn without their regions.
  private static let widestWithRegions = 75.0

  let extent: Envelope
  let arcs: BoundaryArcs
  let disputed: [LineString]
  let places: [NamedPlace]
  let routes: [Route]
  let capitals: Set<String>
  let countries: [(point: Coordinate, name: String)]
  let label: String

  /// Makes the map of an extent.
  /// - Parameters:
  ///   - extent: in degrees; what meets it is taken.
  ///   - disputed: lines that are drawn dashed.
  ///   - routes: those to draw.
  public init(atlas: Atlas, extent: Envelope, disputed: [LineString], routes: [Route]) throws {
    self.extent = extent
    let isWide = extent.maxX - extent.minX > Self.widestWithRegions
    let set = isWide ? atlas.countries : atlas.firstLevel
    let tolerance = max(extent.maxX - extent.minX, extent.maxY - extent.minY) / 5000
    arcs = BoundaryArcs(set, around: extent, toleranceDegrees: tolerance)
    self.disputed = disputed.filter { Envelope($0.coordinates).intersects(extent) }
    self.routes = routes
    places = atlas.gazetteer.largestPlaces(in: extent, atMost: Self.mostPlaces)
    capitals = Set(atlas.capitals.values.map(\.id))
    label = set.description.label
    countries = try Self.names(
      of: atlas.countries.regions.filter { $0.envelope.intersects(extent) })
  }

  /// As the page reads it: lines are whole ten-thousandths of a degree, each after the first as its
  /// difference from the one before.
  var json: PropertyValue {
    .object([
      "land": lines(arcs.rings), "coasts": lines(arcs.coasts), "borders": lines(arcs.borders),
      "regions": lines(arcs.regionLines), "disputed": lines(disputed.map(\.coordinates)),
      "places": .array(
        places.map { place in
          .array([
            .number(place.coordinate.x), .number(place.coordinate.y), .string(place.name),
            .integer(rank(of: place)),
          ])
        }),
      "routes": .array(
        routes.map { route in
          .object([
            "name": .string(route.name), "line": Self.deltas(route.line.coordinates),
            "stops": .array(
              route.stops.map {
                .array([.number($0.coordinate.x), .number($0.coordinate.y), .string($0.name)])
              }),
          ])
        }),
      "countries": .array(
        countries.map {
          .array([.number($0.point.x), .number($0.point.y), .string($0.name)])
        }),
      "label": .string(label),
      "extent": .array([extent.minX, extent.minY, extent.maxX, extent.maxY].map { .number($0) }),
    ])
  }

  /// Where the names of countries stand: on the largest part of each, the largest country first.
  private static func names(of countries: [Region]) throws -> [(point: Coordinate, name: String)] {
    let context = try GEOSContext()
    var found: [(point: Coordinate, name: String, size: Double)] = []
    for country in countries {
      // Sizes are only compared.
      let parts = country.geometry.polygons.map { ($0, size(Envelope($0.exterior))) }
      guard let largest = parts.max(by: { $0.1 < $1.1 }),
        let point = try context.pointOnSurface(of: .polygon(largest.0))
      else { continue }
      found.append((point, country.name, largest.1))
    }
    found.sort { ($1.size, $0.name) < ($0.size, $1.name) }
    return found.map { ($0.point, $0.name) }
  }

  private static func size(_ envelope: Envelope) -> Double {
    (envelope.maxX - envelope.minX) * (envelope.maxY - envelope.minY)
  }

  private func rank(of place: NamedPlace) -> Int {
    if capitals.contains(place.id) { return 0 }
    return place.population >= 200_000 ? 1 : place.population >= 20_000 ? 2 : 3
  }

  private func lines(_ lines: [[Coordinate]]) -> PropertyValue { .array(lines.map(Self.deltas)) }

  /// The positions of a line as differences in ten-thousandths of a degree.
  static func deltas(_ coordinates: [Coordinate]) -> PropertyValue {
    var values: [PropertyValue] = []
    var (lastX, lastY) = (0, 0)
    for (number, point) in coordinates.enumerated() {
      let (x, y) = (Int((point.x * 1e4).rounded()), Int((point.y * 1e4).rounded()))
      if number > 0, x == lastX, y == lastY { continue }
      values.append(.integer(x - lastX))
      values.append(.integer(y - lastY))
      (lastX, lastY) = (x, y)
    }
    return .array(values)
  }
}
