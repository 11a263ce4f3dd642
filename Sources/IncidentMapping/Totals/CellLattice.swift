import Foundation
import GeoFormats
import Geodesy
import ReferenceGeography
public import SimpleFeatures

/// Cells that follow from arithmetic: which one holds a position, and which are next to it.
public struct CellLattice: Sendable {
  /// A cell by two numbers: the column and row of PRIO-GRID; for hexagons those along axes 60 degrees
  /// apart. By row, then by column.
  public struct Cell: Hashable, Comparable, Sendable {
    let column: Int
    let row: Int

    /// In order of rows.
    public static func < (left: Cell, right: Cell) -> Bool {
      (left.row, left.column) < (right.row, right.column)
    }
  }

  private enum Form: Sendable {
    case prioGrid
    case hexagons(LocalProjection, side: Double)
  }

  private let form: Form

  /// Cells of PRIO-GRID (Tollefsen, Strand and Buhaug 2012), half a degree wide and high, which take
  /// their south and west edges.
  public static let prioGrid = CellLattice(form: .prioGrid)

  /// Hexagons of equal area with a corner to the north, so wide from side to side, on Lambert's azimuthal
  /// projection about the middle of some points; a position belongs to the nearest centre.
  ///
  /// The middle is taken in whole degrees, so that a few more points leave the cells where they are.
  public static func hexagons(widthMeters: Double, over points: [Coordinate]) -> CellLattice {
    var center = Coordinate(x: 0, y: 0)
    if !points.isEmpty {
      let box = Envelope(points)
      center = Coordinate(
        longitude: ((box.minX + box.maxX) / 2).rounded(),
        latitude: ((box.minY + box.maxY) / 2).rounded())
    }
    return CellLattice(
      form: .hexagons(.equalArea(center: center), side: widthMeters / 3.0.squareRoot()))
  }

  // MARK: One cell

  /// The cell that holds a position; nil too far away for the projection.
  public func cell(at point: Coordinate) -> Cell? {
    switch form {
    case .prioGrid:
      Cell(column: Self.column(wrappedLongitude(point.longitude)), row: Self.row(point.latitude))
    case .hexagons(let projection, let side):
      Self.hexagon(at: projection.forward(point), side: side)
    }
  }

  /// The identifier of a cell: the number of PRIO-GRID, or `hex` with the two numbers.
  public func id(_ cell: Cell) -> String {
    switch form {
    case .prioGrid: "\(cell.row * 720 + cell.column + 1)"
    case .hexagons: "hex\(cell.column)_\(cell.row)"
    }
  }

  /// The outline within -180...180; the corners that cells share come out the same to the last bit.
  public func outline(of cell: Cell) -> Geometry {
    let corners = corners(of: cell)
    return AntimeridianCut.cut(.polygon(Polygon(exterior: corners + corners.prefix(1))))
  }

  /// The middle of a cell.
  public func center(of cell: Cell) -> Coordinate {
    switch form {
    case .prioGrid:
      Coordinate(x: Double(cell.column) / 2 - 179.75, y: Double(cell.row) / 2 - 89.75)
    case .hexagons(let projection, let side): projection.inverse(Self.center(of: cell, side: side))
    }
  }

  /// The cells next to a cell: across an edge, or across a corner, too. Hexagons have the same six
  /// either way; round a pole there are none beyond.
  public func neighbors(of cell: Cell, acrossCorners: Bool) -> [Cell] {
    let steps: [(Int, Int)] =
      switch form {
      case .prioGrid:
        [(0, -1), (-1, 0), (1, 0), (0, 1)]
          + (acrossCorners ? [(-1, -1), (1, -1), (-1, 1), (1, 1)] : [])
      case .hexagons: [(0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1)]
      }
    return steps.compactMap { east, north in
      let row = cell.row + north
      guard case .prioGrid = form else { return Cell(column: cell.column + east, row: row) }
      guard 0..<360 ~= row else { return nil }
      return Cell(column: (cell.column + east + 720) % 720, row: row)
    }
  }

  // MARK: Many cells

  /// Adds all cells that a shape can touch, and some more: those round its box.
  ///
  /// Throws when there are more than `CellGrid.mostCells`.
  func add(touching shape: Geometry, to cells: inout Set<Cell>) throws {
    switch form {
    case .prioGrid:
      let boxes =
        shape.polygons.isEmpty
        ? [shape.envelope] : shape.polygons.map { Envelope($0.exterior) }
      for box in boxes where !box.isEmpty {
        let rows = Self.row(box.minY)...Self.row(box.maxY)
        let first = Self.column(box.minX)
        for row in rows {
          for column in first...min(max(first, Self.column(box.maxX)), first + 719) {
            cells.insert(Cell(column: ((column % 720) + 720) % 720, row: row))
          }
        }
      }
    case .hexagons(let projection, let side):
      // Every cell whose centre is within a cell's width of the box.
      var box = Envelope.empty
      shape.forEachCoordinate { box.expand(toInclude: projection.forward($0)) }
      guard !box.isEmpty, box.maxX.isFinite, box.minX.isFinite else { return }
      let width = side * 3.0.squareRoot()
      let steps = (box.maxX - box.minX) * (box.maxY - box.minY) / (width * width)
      guard steps < Double(CellGrid.mostCells) else { throw CellGrid.TooManyCells() }
      var y = box.minY - width
      while y <= box.maxY + width {
        var x = box.minX - width
        while x <= box.maxX + width {
          if let cell = Self.hexagon(at: Coordinate(x: x, y: y), side: side) { cells.insert(cell) }
          x += width / 2
        }
        y += width / 2
      }
    }
    if cells.count > CellGrid.mostCells { throw CellGrid.TooManyCells() }
  }

  /// Cells as a set of regions, in the order given.
  func set(of cells: [Cell]) -> BoundarySet {
    switch form {
    case .prioGrid:
      cellSet(
        id: "priogrid", name: "PRIO-GRID",
        cells.map { (id($0), "PRIO-GRID \(id($0))", outline(of: $0)) })
    case .hexagons(_, let side):
      cellSet(
        id: "hexagons", name: "hexagons \(Int((side * 3.0.squareRoot()).rounded())) m wide",
        cells.map { (id($0), id($0), outline(of: $0)) })
    }
  }

  /// The cells that places touch as regions.
  func division(_ places: [ResolvedPlace]) throws -> RegionDivision {
    .cells(
      set(of: try cells(touching: places)), RegionCells { point in cell(at: point).map(id) })
  }

  /// The cells that places touch, and some more round those that are no points.
  func cells(touching places: [ResolvedPlace]) throws -> [Cell] {
    var cells: Set<Cell> = []
    func add(_ place: ResolvedPlace) throws {
      switch place.shape {
      case .unknown: break
      case .point(let point): if let cell = cell(at: point) { cells.insert(cell) }
      case .mixture(let parts): for part in parts { try add(part.place) }
      case .disc, .cutDisc, .surface, .line:
        if let shape = place.footprint { try self.add(touching: shape, to: &cells) }
      }
      if cells.count > CellGrid.mostCells { throw CellGrid.TooManyCells() }
    }
    for place in places { try add(place) }
    return cells.sorted()
  }
}

// MARK: Arithmetic

extension CellLattice {
  fileprivate static func column(_ longitude: Double) -> Int {
    longitude == 180 ? 719 : Int(((longitude + 180) * 2).rounded(.down))
  }

  fileprivate static func row(_ latitude: Double) -> Int {
    Int(min(359, max(0, ((latitude + 90) * 2).rounded(.down))))
  }

  /// The hexagon that holds a position on the plane: cube coordinates, rounded.
  fileprivate static func hexagon(at position: Coordinate, side: Double) -> Cell? {
    let q = (position.x * 3.0.squareRoot() / 3 - position.y / 3) / side
    let r = position.y * 2 / 3 / side
    guard abs(q) < 1e6, abs(r) < 1e6 else { return nil }
    var (x, z) = (q.rounded(), r.rounded())
    let y = (-q - r).rounded()
    let (dx, dy, dz) = (abs(x - q), abs(y + q + r), abs(z - r))
    if dx > dy && dx > dz { x = -y - z } else if dz >= dy { z = -x - y }
    return Cell(column: Int(x), row: Int(z))
  }

  fileprivate static func center(of cell: Cell, side: Double) -> Coordinate {
    place(2 * cell.column + cell.row, 3 * cell.row, side: side)
  }

  /// A place on the plane by half widths to the east and half sides to the north.
  private static func place(_ east: Int, _ north: Int, side: Double) -> Coordinate {
    Coordinate(
      x: Double(east) * side * 3.0.squareRoot() / 2, y: Double(north) * side / 2)
  }

  fileprivate func corners(of cell: Cell) -> [Coordinate] {
    switch form {
    case .prioGrid:
      let west = Double(cell.column) / 2 - 180
      let south = Double(cell.row) / 2 - 90
      return [
        Coordinate(x: west, y: south), Coordinate(x: west + 0.5, y: south),
        Coordinate(x: west + 0.5, y: south + 0.5), Coordinate(x: west, y: south + 0.5),
      ]
    case .hexagons(let projection, let side):
      let (x, y) = (2 * cell.column + cell.row, 3 * cell.row)
      return [(0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1)].map { east, north in
        projection.inverse(Self.place(x + east, y + north, side: side))
      }
    }
  }
}
