import SimpleFeatures

/// The work of DBSCAN on the cells of a grid.
///
/// All points of a cell are neighbours, so a cell with enough of them is all core, and the core points
/// of a cell are always in one cluster: cells are joined, not points.
struct DensityCells {
  let coordinates: [Coordinate]
  let neighborhood: Neighborhood
  private let minimumPoints: Int
  let threads: Int
  let table: CellTable
  var points: SharedArray<SurfacePoint> { table.points }
  var cells: SharedArray<CellTable.Cell> { table.cells }
  /// How many cells a thread takes at a time.
  static let piece = 32

  init(_ method: DBSCAN, _ coordinates: [Coordinate], threads: Int) {
    self.coordinates = coordinates
    self.threads = threads
    minimumPoints = method.minimumPoints
    let space = SurfaceSpace(method.metric)
    neighborhood = Neighborhood(space, meters: method.epsilonMeters, coordinates)
    table = CellTable(coordinates, space, neighborhood.reach, threads: threads)
  }

  /// Finds everything.
  func labels() -> DensityLabels {
    findCorePoints()
    let clusterOfCell = joinedCells()
    let borderClusters = borderClusters(clusterOfCell)
    return numbered(clusterOfCell, borderClusters)
  }

  /// Counts the neighbours of points in sparse cells, and puts the core points of each cell first.
  private func findCorePoints() {
    let (cells, points, minimumPoints) = (cells, points, minimumPoints)
    let isCore = SharedArray<Bool>(count: points.count)
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { _, range in
      var near = CellNeighbors(table)
      for cell in range where cells[cell].count < minimumPoints {
        near.find(around: cell)
        let most = near.cells.reduce(0) { $0 + cells[$1].count }
        guard most >= minimumPoints else { continue }
        for place in cells[cell].places {
          isCore[place] = hasEnoughNeighbors(points[place], in: cell, near.cells)
        }
      }
    }
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { _, range in
      for cell in range {
        let places = cells[cell].places
        guard places.count < minimumPoints else {
          cells[cell].coreCount = UInt32(truncatingIfNeeded: places.count)
          continue
        }
        var core = places.lowerBound
        for place in places where isCore[place] {
          (points[core], points[place]) = (points[place], points[core])
          core += 1
        }
        cells[cell].coreCount = UInt32(truncatingIfNeeded: core - places.lowerBound)
      }
    }
  }

  private func hasEnoughNeighbors(_ point: SurfacePoint, in cell: Int, _ near: [Int]) -> Bool {
    let (cells, points, boxes) = (cells, points, table.boxes)
    let reach = neighborhood.reach
    var count = cells[cell].count
    for other in near where other != cell {
      let box = boxes[other]
      if box.leastSquared(to: point) > reach.possibleSquared { continue }
      if box.greatestSquared(to: point) <= reach.certainSquared {
        count += cells[other].count
      } else {
        for neighbor in cells[other].places where neighborhood.contains(point, points[neighbor]) {
          count += 1
          if count >= minimumPoints { return true }
        }
      }
      if count >= minimumPoints { return true }
    }
    return count >= minimumPoints
  }

  /// The cluster of each cell with core points, numbered by its first cell; -1 for the others.
  private func joinedCells() -> [Int32] {
    let workers = (0..<threads).map { _ in CellJoin(table, neighborhood) }
    // Each thread joins in sets of its own; what is joined in any is joined, whoever found it.
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { worker, range in
      for cell in range { workers[worker].joinNeighbors(of: cell) }
    }
    var sets = workers[0].sets
    for worker in workers.indices.dropFirst() { sets.join(&workers[worker].sets) }
    var clusters = [Int32](repeating: DensityLabels.noCluster, count: cells.count)
    var next: Int32 = 0
    for cell in clusters.indices where cells[cell].coreCount > 0 {
      // The name of a set is its first cell.
      let name = sets.name(of: cell)
      if name == cell {
        clusters[cell] = next
        next += 1
      } else {
        clusters[cell] = clusters[name]
      }
    }
    return clusters
  }

  /// The cluster of each point that is no core point, by its place; -1 for noise.
  private func borderClusters(_ clusterOfCell: [Int32]) -> SharedArray<Int32> {
    let (cells, points, boxes) = (cells, points, table.boxes)
    let clusters = SharedArray<Int32>(count: points.count)
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { _, range in
      var near = CellNeighbors(table)
      for cell in range where Int(cells[cell].coreCount) < cells[cell].count {
        near.find(around: cell)
        for place in cells[cell].places.dropFirst(Int(cells[cell].coreCount)) {
          var nearest = NearestCore(points[place], neighborhood)
          for other in near.cells
          where cells[other].coreCount > 0
            && boxes[other].leastSquared(to: points[place]) <= nearest.limitSquared
          {
            for core in cells[other].corePlaces {
              nearest.consider(points[core], cell: other)
            }
          }
          clusters[place] = nearest.cell.map { clusterOfCell[$0] } ?? DensityLabels.noCluster
        }
      }
    }
    return clusters
  }
}
