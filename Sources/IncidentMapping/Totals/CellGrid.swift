import Foundation
import GeoFormats
import Geodesy
public import LinearReferencing
public import ReferenceGeography
import SimpleFeatures
import Topology

/// Regions that are made for a question instead of read from a file.
public enum CellGrid: Sendable {
  /// Cells of PRIO-GRID, half a degree wide and high.
  case prioGrid
  /// Hexagons so wide from side to side, of equal area, on Lambert's azimuthal projection about the
  /// middle of the incidents.
  case hexagons(widthMeters: Double)
  /// Stretches of a route with its corridor.
  case stretches(Route, kilometers: Double, withinMeters: Double)

  /// The most cells that are made.
  static let mostCells = 200_000

  /// Cells that are too small for what they have to cover.
  public struct TooManyCells: Error, CustomStringConvertible, Sendable {
    /// A sentence for people.
    public var description: String {
      "The cells are too small for the area of the incidents: more than "
        + "\(CellGrid.mostCells) would be needed. Make them larger, or select fewer incidents."
    }
  }

  /// The cells that the places of incidents touch.
  func cells(for measures: [(id: String, incident: IncidentMeasure)]) throws -> RegionDivision {
    switch self {
    case .prioGrid: try PRIOGRIDCells(measures).division
    case .hexagons(let width): try HexagonCells(measures, widthMeters: width).division
    case .stretches(let route, let kilometers, let meters):
      try RouteStretches(route, kilometers: kilometers, withinMeters: meters).division
    }
  }
}

/// A set of cells as regions that lie in themselves.
func cellSet(id: String, name: String, _ cells: [(id: String, name: String, geometry: Geometry)])
  -> BoundarySet
{
  BoundarySet(
    description: .init(id: id, name: name, date: "", accuracyMeters: 0, level: 1),
    regions: cells.map {
      Region(
        id: $0.id, name: $0.name, level: 1, countryID: $0.id, countryName: $0.name,
        geometry: $0.geometry)
    })
}

extension Geometry {
  /// A ring of positions as a polygon within -180...180.
  fileprivate static func ring(_ positions: [Coordinate]) -> Geometry {
    AntimeridianCut.cut(.polygon(Polygon(exterior: positions + positions.prefix(1))))
  }
}

/// Cells of PRIO-GRID (Tollefsen, Strand and Buhaug 2012), which take their south and west edges.
private struct PRIOGRIDCells {
  let division: RegionDivision

  init(_ measures: [(id: String, incident: IncidentMeasure)]) throws {
    var numbers: Set<Int> = []
    for (_, incident) in measures {
      for envelope in incident.place.envelopes {
        let (west, east) = (Self.column(envelope.minX), Self.column(envelope.maxX))
        let (south, north) = (Self.row(envelope.minY), Self.row(envelope.maxY))
        for row in south...max(south, north) {
          for column in west...max(west, east) {
            numbers.insert(row * 720 + ((column % 720) + 720) % 720 + 1)
          }
        }
      }
      if numbers.count > CellGrid.mostCells { throw CellGrid.TooManyCells() }
    }
    let cells = numbers.sorted().map { number in
      let west = Double((number - 1) % 720) / 2 - 180
      let south = Double((number - 1) / 720) / 2 - 90
      return (
        "\(number)", "PRIO-GRID \(number)",
        Geometry.ring([
          Coordinate(x: west, y: south), Coordinate(x: west + 0.5, y: south),
          Coordinate(x: west + 0.5, y: south + 0.5), Coordinate(x: west, y: south + 0.5),
        ])
      )
    }
    division = .cells(
      cellSet(id: "priogrid", name: "PRIO-GRID", cells),
      RegionCells { point in
        let column = Self.column(wrappedLongitude(point.longitude))
        return "\(Self.row(point.latitude) * 720 + column + 1)"
      })
  }

  private static func column(_ longitude: Double) -> Int {
    longitude == 180 ? 719 : Int(((longitude + 180) * 2).rounded(.down))
  }

  private static func row(_ latitude: Double) -> Int {
    Int(min(359, max(0, ((latitude + 90) * 2).rounded(.down))))
  }
}

/// Hexagons with a corner to the north, in rows; a point belongs to the nearest centre.
private struct HexagonCells {
  let division: RegionDivision

  private struct Hexagon: Hashable, Comparable {
    /// Numbers of the row and of the place in it, along axes 60 degrees apart.
    let q: Int
    let r: Int

    static func < (left: Hexagon, right: Hexagon) -> Bool {
      (left.r, left.q) < (right.r, right.q)
    }
  }

  private struct Lattice: Sendable {
    let projection: LocalProjection
    let side: Double

    func name(_ cell: Hexagon) -> String { "hex\(cell.q)_\(cell.r)" }

    /// The hexagon that holds a position on the plane: cube coordinates, rounded.
    func cell(atPlane position: Coordinate) -> Hexagon? {
      let q = (position.x * 3.0.squareRoot() / 3 - position.y / 3) / side
      let r = position.y * 2 / 3 / side
      guard abs(q) < 1e6, abs(r) < 1e6 else { return nil }
      var (x, z) = (q.rounded(), r.rounded())
      let y = (-q - r).rounded()
      let (dx, dy, dz) = (abs(x - q), abs(y + q + r), abs(z - r))
      if dx > dy && dx > dz { x = -y - z } else if dz >= dy { z = -x - y }
      return Hexagon(q: Int(x), r: Int(z))
    }

    func cell(at point: Coordinate) -> Hexagon? { cell(atPlane: projection.forward(point)) }

    /// The corners; those that cells share come out the same to the last bit.
    func geometry(_ cell: Hexagon) -> Geometry {
      let (x, y) = (2 * cell.q + cell.r, 3 * cell.r)
      return .ring(
        [(0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1)].map { east, north in
          projection.inverse(
            Coordinate(
              x: Double(x + east) * side * 3.0.squareRoot() / 2,
              y: Double(y + north) * side / 2))
        })
    }
  }

  init(_ measures: [(id: String, incident: IncidentMeasure)], widthMeters: Double) throws {
    let points = measures.compactMap(\.incident.place.representativePoint)
    let lattice = Lattice(
      projection: .equalArea(center: Self.center(of: points)), side: widthMeters / 3.0.squareRoot())
    var cells: Set<Hexagon> = []
    for (_, incident) in measures {
      if case .point(let point) = incident.place.shape {
        if let cell = lattice.cell(at: point) { cells.insert(cell) }
        continue
      }
      // Every cell whose centre is within a cell's width of the box of what the place covers.
      let corners = (incident.place.footprint?.positions ?? []).map(lattice.projection.forward)
      let box = Envelope(corners)
      guard !corners.isEmpty, box.maxX.isFinite, box.minX.isFinite else { continue }
      let steps = (box.maxX - box.minX) * (box.maxY - box.minY) / (widthMeters * widthMeters)
      guard steps < Double(CellGrid.mostCells) else { throw CellGrid.TooManyCells() }
      var y = box.minY - widthMeters
      while y <= box.maxY + widthMeters {
        var x = box.minX - widthMeters
        while x <= box.maxX + widthMeters {
          if let cell = lattice.cell(atPlane: Coordinate(x: x, y: y)) { cells.insert(cell) }
          x += widthMeters / 2
        }
        y += widthMeters / 2
      }
      if cells.count > CellGrid.mostCells { throw CellGrid.TooManyCells() }
    }
    division = .cells(
      cellSet(
        id: "hexagons", name: "hexagons \(Int(widthMeters)) m wide",
        cells.sorted().map { (lattice.name($0), lattice.name($0), lattice.geometry($0)) }),
      RegionCells { point in lattice.cell(at: point).map(lattice.name) })
  }

  /// The middle of the incidents in whole degrees, so that a few more of them leave the cells where
  /// they are.
  private static func center(of points: [Coordinate]) -> Coordinate {
    guard !points.isEmpty else { return Coordinate(x: 0, y: 0) }
    let box = Envelope(points)
    return Coordinate(
      longitude: ((box.minX + box.maxX) / 2).rounded(),
      latitude: ((box.minY + box.maxY) / 2).rounded())
  }
}

/// Stretches of a route with all that is no further from them than from others and within the
/// corridor.
private struct RouteStretches {
  let division: RegionDivision

  init(_ route: Route, kilometers: Double, withinMeters: Double) throws {
    let count = Int((route.lengthKilometers / kilometers).rounded(.up))
    guard count <= 10_000 else { throw CellGrid.TooManyCells() }
    let context = try GEOSContext()
    var cells: [(id: String, name: String, geometry: Geometry)] = []
    var names: [String] = []
    var taken: Geometry?
    for number in 0..<max(1, count) {
      let from = Double(number) * kilometers
      let to = min(route.lengthKilometers, from + kilometers)
      let line = try route.section(fromKilometers: from, toKilometers: to).line
      let whole = AntimeridianCut.cut(
        try context.bufferMeters(
          of: .lineString(Geodesic.wgs84.densify(line, maximumDeviationMeters: 1)),
          radiusMeters: withinMeters))
      let width = "\(Int(route.lengthKilometers))".count
      let start = "\(Int(from.rounded()))"
      let id = "\(route.id):" + String(repeating: "0", count: max(0, width - start.count)) + start
      names.append(id)
      cells.append(
        (
          id, "km \(Int(from.rounded())) to \(Int(to.rounded()))",
          try taken.map { try context.difference(whole, $0) } ?? whole
        ))
      taken = try taken.map { try context.union($0, whole) } ?? whole
    }
    division = .cells(
      cellSet(
        id: route.id, name: "\(route.name), stretches", cells.filter { !$0.geometry.isEmpty }),
      RegionCells { [names] point in
        guard let nearest = route.locate(point, withinMeters: withinMeters).first else {
          return nil
        }
        let number = Int((nearest.measureKilometers / kilometers).rounded(.down))
        return names[max(0, min(names.count - 1, number))]
      })
  }
}

extension ResolvedPlace {
  /// The boxes of what the place covers; one for each part of a mixture.
  fileprivate var envelopes: [Envelope] {
    switch shape {
    case .unknown: []
    case .point(let point):
      [Envelope([Coordinate(x: wrappedLongitude(point.x), y: point.y)])]
    case .mixture(let parts): parts.flatMap(\.place.envelopes)
    case .disc, .surface, .line: footprint.map { [$0.envelope] } ?? []
    }
  }
}

extension Geometry {
  /// All positions of lines and outer rings.
  fileprivate var positions: [Coordinate] {
    polygons.flatMap(\.exterior) + lineStrings.flatMap(\.coordinates)
  }
}

extension IncidentSums {
  /// Counts the incidents that were kept for later over cells made for them.
  /// - Parameters:
  ///   - unit: how time is cut up, if it is.
  ///   - limit: how far an incident outside of all cells may be given to the nearest.
  /// - Returns: the cells; `regions` then holds the totals.
  public mutating func count(
    over grid: CellGrid, of atlas: Atlas, per unit: Period.Unit?, adoptedWithinMeters limit: Double?
  ) throws -> RegionDivision {
    let division = try grid.cells(for: measures)
    let sharer = try RegionSharer(
      division, on: try Ground(atlas: atlas), adoptedWithinMeters: limit)
    for (id, incident) in measures {
      try sharer.add(incident, id: id, to: &regions, per: unit)
    }
    measures = []
    return division
  }
}
