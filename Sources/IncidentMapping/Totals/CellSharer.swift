public import ReferenceGeography
public import SimpleFeatures

/// Shares places out over the cells of a study, on one thread.
public final class CellSharer {
  private let cells: StudyCells
  /// The cells as first-level regions.
  private let ground: Ground
  private var ofRegions: [RegionKey: [(position: Int, share: Double)]] = [:]

  /// Makes a sharer; places must lie on the ground of the atlas.
  public init(_ cells: StudyCells, on atlas: Atlas) throws {
    self.cells = cells
    ground = try Ground(atlas: atlas.replacingFirstLevel(by: cells.boundaries))
  }

  /// The cell that holds a position; nil where none does.
  public func position(of point: Coordinate) throws -> Int? {
    cells.isLattice ? cells.latticePosition(of: point) : try ground.holders(of: point).first
  }

  /// The cells that have a part of a place, ascending, each with that part, which is above 0.
  public func shares(of place: ResolvedPlace) throws -> [(position: Int, share: Double)] {
    if case .point(let point) = place.shape {
      return try position(of: point).map { [($0, 1)] } ?? []
    }
    // Many records name one region, and its parts in many cells take long.
    let key = place.region.map(RegionKey.init)
    if let key, let known = ofRegions[key] { return known }
    let shares = try ground.membership(of: place).firstLevel
      .map { (position: $0.position, share: $0.share) }
      .sorted { $0.position < $1.position }
    if let key { ofRegions[key] = shares }
    return shares
  }
}
