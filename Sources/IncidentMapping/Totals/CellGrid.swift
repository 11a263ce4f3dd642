import Foundation
import GeoFormats
public import LinearReferencing
public import ReferenceGeography
import SimpleFeatures

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
    case .prioGrid: try CellLattice.prioGrid.division(measures.map(\.incident.place))
    case .hexagons(let width):
      try CellLattice.hexagons(
        widthMeters: width, over: measures.compactMap(\.incident.place.representativePoint)
      ).division(measures.map(\.incident.place))
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
