import GeoFormats
import Geodesy
import LinearReferencing
import SimpleFeatures
import Topology

/// Stretches of a route with all that is no further from them than from others and within the
/// corridor.
///
/// What is nearest is told by the Voronoi diagram of positions along the route: two a metre to either
/// side of each end, so that ends are cut square to the road, and more between them.
struct RouteStretches {
  let division: RegionDivision

  /// How many positions a stretch has between its ends, at least.
  private static let fewestSites = 8
  /// The most positions between the ends of a stretch.
  private static let mostSites = 256

  init(_ route: Route, kilometers: Double, withinMeters: Double) throws {
    let count = Int((route.lengthKilometers / kilometers).rounded(.up))
    guard count <= 10_000 else { throw CellGrid.TooManyCells() }
    let ends = (0..<max(1, count)).map { Double($0) * kilometers } + [route.lengthKilometers]
    let middle = try route.interpolate(atKilometers: route.lengthKilometers / 2)
    let plane = LocalProjection.azimuthalEquidistant(center: middle)
    let context = try GEOSContext()
    let corridors = try zip(ends, ends.dropFirst()).map { from, to in
      let line = try route.section(fromKilometers: from, toKilometers: to).line
      return plane.forward(
        try context.bufferMeters(
          of: .lineString(Geodesic.wgs84.densify(line, maximumDeviationMeters: 1)),
          radiusMeters: withinMeters))
    }
    let lands = try Self.nearest(ends, of: route, withinMeters, corridors, plane, context)
    let width = "\(Int(route.lengthKilometers))".count
    let cells = try zip(corridors, lands).enumerated().map { number, parts in
      let (from, to) = (ends[number], ends[number + 1])
      let start = "\(Int(from.rounded()))"
      let cell = try parts.1.map { try context.intersection(parts.0, $0) } ?? parts.0
      return (
        id: "\(route.id):" + String(repeating: "0", count: max(0, width - start.count)) + start,
        name: "km \(Int(from.rounded())) to \(Int(to.rounded()))",
        geometry: AntimeridianCut.cut(plane.inverse(cell))
      )
    }
    let names = cells.map(\.id)
    division = .cells(
      cellSet(
        id: route.id, name: "\(route.name), stretches", cells.filter { !$0.geometry.isEmpty }),
      RegionCells { point in
        guard let nearest = route.locate(point, withinMeters: withinMeters).first else {
          return nil
        }
        let number = Int((nearest.measureKilometers / kilometers).rounded(.down))
        return names[max(0, min(names.count - 1, number))]
      })
  }

  /// What is nearest to each stretch, on the plane; nil where there is one alone.
  private static func nearest(
    _ ends: [Double], of route: Route, _ withinMeters: Double, _ corridors: [Geometry],
    _ plane: LocalProjection, _ context: GEOSContext
  ) throws -> [Geometry?] {
    guard ends.count > 2 else { return [nil] }
    var sites: [Coordinate] = []
    var stretches: [Int] = []
    for (stretch, (from, to)) in zip(ends, ends.dropFirst()).enumerated() {
      let length = to - from
      let count = max(
        fewestSites, min(mostSites, Int((length * 4000 / withinMeters).rounded(.up))))
      let nearEnd = min(0.001, length / 4)
      let step = length / Double(count)
      let inner = (0..<count).map { from + step * (Double($0) + 0.5) }
      let measures: [Double] = [from + nearEnd] + inner + [to - nearEnd]
      for measure in measures {
        sites.append(plane.forward(try route.interpolate(atKilometers: measure)))
        stretches.append(stretch)
      }
    }
    var box = Envelope(sites)
    for corridor in corridors { box.expand(toInclude: corridor.envelope) }
    var cells = [[Polygon]](repeating: [], count: corridors.count)
    for (stretch, cell) in zip(stretches, try context.voronoiCells(of: sites, covering: box)) {
      cells[stretch] += cell.polygons
    }
    return try cells.map { try context.coverageUnion($0) }
  }
}
