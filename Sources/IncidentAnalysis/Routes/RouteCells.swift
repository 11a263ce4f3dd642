import GeoFormats
import Geodesy
import IncidentMapping
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import SpatialStatistics
import Topology

/// A route cut into cells, each with the ground within the corridor that the cells before do not take.
struct RouteCells: Sendable {
  let route: Route
  /// The measures at which the cells begin, and the end of the last.
  let breaks: [Double]
  let corridorMeters: Double

  /// The ground of the cells as regions of a geography; their identifiers are their numbers.
  ///
  /// A buffer for each cell, less the buffers before that it meets.
  func atlas(_ atlas: Atlas) throws -> Atlas {
    let context = try GEOSContext()
    var regions: [Region] = []
    var before: [(box: Envelope, geometry: Geometry)] = []
    for (cell, (from, to)) in zip(breaks, breaks.dropFirst()).enumerated() {
      let line = try route.section(fromKilometers: from, toKilometers: to).line
      let whole = AntimeridianCut.cut(
        try context.bufferMeters(
          of: .lineString(Geodesic.wgs84.densify(line, maximumDeviationMeters: 1)),
          radiusMeters: corridorMeters))
      var rest = whole
      for other in before where other.box.intersects(whole.envelope) {
        rest = try context.difference(rest, other.geometry)
      }
      before.append((whole.envelope, whole))
      guard !rest.isEmpty else { continue }
      regions.append(
        Region(
          id: "\(cell)", name: "\(cell)", level: 1, countryID: "\(cell)", countryName: "",
          geometry: rest))
    }
    return atlas.replacingFirstLevel(
      by: BoundarySet(
        description: .init(
          id: route.id, name: route.name, date: "", accuracyMeters: 0, level: 1),
        regions: regions))
  }

  /// Whether the mass of a place can be told without the ground of the cells.
  func isPlain(_ place: ResolvedPlace) -> Bool {
    switch place.shape {
    case .point, .unknown: true
    case .line: place.section?.routeID == route.id
    case .mixture(let parts): parts.allSatisfy { isPlain($0.place) }
    case .disc, .surface: false
    }
  }

  /// The parts of a place on the route.
  ///
  /// A point within the corridor is where it is nearest to the route; a section of the route counts by
  /// metres; of anything else the share of each cell's ground counts, spread evenly over the cell.
  /// - Parameter ground: that of the cells, where it is needed.
  func pieces(
    of place: ResolvedPlace, weight: Double = 1, on ground: Ground?
  ) throws -> [LineMass.Piece] {
    switch place.shape {
    case .unknown: return []
    case .point(let point):
      return kilometers(of: point).map { [LineMass.Piece(from: $0, to: $0, mass: weight)] } ?? []
    case .mixture(let parts):
      return try parts.flatMap {
        try pieces(of: $0.place, weight: weight * $0.weight, on: ground)
      }
    case .line where place.section?.routeID == route.id:
      return place.section.map { pieces(of: $0.section, weight: weight) } ?? []
    case .line, .disc, .surface:
      let shares = try ground?.membership(of: place).firstLevel ?? []
      return shares.compactMap { share in
        guard let cell = Int(share.region.id), cell + 1 < breaks.count else { return nil }
        return LineMass.Piece(
          from: breaks[cell], to: breaks[cell + 1], mass: weight * share.share)
      }.sorted { $0.from < $1.from }
    }
  }

  /// Where on the route a position within the corridor lies.
  func kilometers(of point: Coordinate) -> Double? {
    route.locate(point, withinMeters: corridorMeters).first?.measureKilometers
  }

  /// A section cut at the cells, since kilometres by road need not follow the metres of the line.
  private func pieces(of section: RouteSection, weight: Double) -> [LineMass.Piece] {
    let from = min(section.fromKilometers, section.toKilometers)
    let to = max(section.fromKilometers, section.toKilometers)
    let whole = route.lineMeters(atKilometers: to) - route.lineMeters(atKilometers: from)
    let ends = [from] + breaks.filter { $0 > from && $0 < to } + [to]
    guard whole > 0 else { return [LineMass.Piece(from: from, to: from, mass: weight)] }
    return zip(ends, ends.dropFirst()).map { start, end in
      let meters = route.lineMeters(atKilometers: end) - route.lineMeters(atKilometers: start)
      return LineMass.Piece(from: start, to: end, mass: weight * meters / whole)
    }
  }
}
