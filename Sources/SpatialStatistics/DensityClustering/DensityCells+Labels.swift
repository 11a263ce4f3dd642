import SimpleFeatures

/// From the clusters of cells to the labels of positions.
extension DensityCells {
  /// Gives the clusters their numbers and brings all into the order of the input.
  func numbered(_ clusterOfCell: [Int32], _ borderClusters: SharedArray<Int32>)
    -> DensityLabels
  {
    let clusterCount = Int((clusterOfCell.max() ?? -1) + 1)
    var counts = [Int](repeating: 0, count: clusterCount)
    for cell in 0..<cells.count {
      let coreCount = Int(cells[cell].coreCount)
      if coreCount > 0 { counts[Int(clusterOfCell[cell])] += coreCount }
      for place in cells[cell].places.dropFirst(coreCount) where borderClusters[place] >= 0 {
        counts[Int(borderClusters[place])] += 1
      }
    }
    let order = DensityLabels.order(counts, precedes: Self.precedes) {
      firstPositions(of: $0, clusterOfCell, borderClusters)
    }
    var numbers = [Int32](repeating: DensityLabels.noCluster, count: clusterCount)
    for (place, cluster) in order.enumerated() { numbers[cluster] = Int32(place + 1) }
    let finalNumbers = numbers

    let clusters = SharedArray<Int32>(count: coordinates.count)
    let roles = SharedArray<DensityLabels.Role>(count: coordinates.count)
    Crew.run(threads: threads, count: coordinates.count, size: 65_536) { _, range in
      for item in range { clusters[item] = DensityLabels.noCluster }
    }
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { _, range in
      for cell in range {
        let corePlaces = cells[cell].corePlaces
        for place in cells[cell].places {
          let isCore = place < corePlaces.upperBound
          let cluster = isCore ? clusterOfCell[cell] : borderClusters[place]
          guard cluster >= 0 else { continue }
          let item = Int(points[place].item)
          clusters[item] = finalNumbers[Int(cluster)]
          roles[item] = isCore ? .core : .border
        }
      }
    }
    return DensityLabels(
      clusters: clusters.elements, roles: roles.elements, clusterCount: clusterCount)
  }

  /// The smallest position of each of some clusters.
  private func firstPositions(
    of tied: [Bool], _ clusterOfCell: [Int32], _ borderClusters: SharedArray<Int32>
  ) -> [Coordinate] {
    let (cells, points) = (cells, points)
    let last = Coordinate(x: .infinity, y: .infinity)
    // Each thread keeps the smallest that it met; the smallest of all does not depend on who met it.
    let workers = (0..<threads).map { _ in
      SharedArray([Coordinate](repeating: last, count: tied.count))
    }
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { worker, range in
      let first = workers[worker]
      for cell in range {
        let corePlaces = cells[cell].corePlaces
        let coreCluster = Int(clusterOfCell[cell])
        let isTied = coreCluster >= 0 && tied[coreCluster]
        let places = cells[cell].places
        for place in isTied ? places : places.dropFirst(corePlaces.count) {
          let cluster = place < corePlaces.upperBound ? coreCluster : Int(borderClusters[place])
          guard cluster >= 0, tied[cluster], let position = neighborhood.position(points[place])
          else { continue }
          if Self.precedes(position, first[cluster]) { first[cluster] = position }
        }
      }
    }
    return tied.indices.map { cluster in
      workers.map { $0[cluster] }.min(by: Self.precedes) ?? last
    }
  }

  private static func precedes(_ a: Coordinate, _ b: Coordinate) -> Bool {
    (a.x, a.y) < (b.x, b.y)
  }
}
