import SimpleFeatures

/// From sets of core points to the labels of positions.
extension SpaceTimeCells {
  /// Gives what is no core point the cluster of its nearest one.
  func addBorder(_ clusters: inout [Int32]) {
    var near = CellNeighbors(table)
    for cell in 0..<cells.count where Int(cells[cell].coreCount) < cells[cell].count {
      near.find(around: cell)
      for place in cells[cell].places.dropFirst(Int(cells[cell].coreCount)) {
        var nearest: (rank: Rank, place: Int)?
        forEachNeighbor(of: place, in: near.cells, { cells[$0].corePlaces }) { core in
          let rank = rank(of: core, for: place)
          if nearest.map({ rank < $0.rank }) ?? true { nearest = (rank, core) }
          return true
        }
        if let nearest { clusters[place] = clusters[nearest.place] }
      }
    }
  }

  /// What makes one core point nearer than another.
  private struct Rank: Comparable {
    var meters: Double
    var position: Coordinate
    var gap: Int
    var first: Int
    var last: Int

    static func < (a: Rank, b: Rank) -> Bool {
      (a.meters, a.position.x, a.position.y, a.gap, a.first, a.last)
        < (b.meters, b.position.x, b.position.y, b.gap, b.first, b.last)
    }
  }

  private func rank(of core: Int, for place: Int) -> Rank {
    let (point, other) = (points[place], points[core])
    let (own, theirs) = (days[Int(point.item)], days[Int(other.item)])
    return Rank(
      meters: neighborhood.distance(point, other),
      position: neighborhood.position(other) ?? Coordinate(x: .infinity, y: .infinity),
      gap: max(0, theirs.first - own.last, own.first - theirs.last),
      first: theirs.first, last: theirs.last)
  }

  /// Gives the clusters their numbers and brings all into the order of the input.
  func numbered(_ clusters: [Int32], count: Int) -> DensityLabels {
    var counts = [Int](repeating: 0, count: count)
    for cluster in clusters where cluster >= 0 { counts[Int(cluster)] += 1 }
    let order = DensityLabels.order(counts, precedes: <) { _ in firstMembers(clusters, count) }
    var numbers = [Int32](repeating: DensityLabels.noCluster, count: count)
    for (place, cluster) in order.enumerated() { numbers[cluster] = Int32(place + 1) }
    var items = [Int32](repeating: DensityLabels.noCluster, count: coordinates.count)
    var roles = [DensityLabels.Role](repeating: .noise, count: coordinates.count)
    for cell in 0..<cells.count {
      for place in cells[cell].places where clusters[place] >= 0 {
        items[Int(points[place].item)] = numbers[Int(clusters[place])]
        roles[Int(points[place].item)] =
          place < cells[cell].corePlaces.upperBound ? .core : .border
      }
    }
    return DensityLabels(clusters: items, roles: roles, clusterCount: count)
  }

  /// The first member of each cluster, by position, then by days.
  private func firstMembers(_ clusters: [Int32], _ count: Int) -> [Rank] {
    let last = Coordinate(x: .infinity, y: .infinity)
    var first = [Rank](
      repeating: Rank(meters: 0, position: last, gap: 0, first: 0, last: 0), count: count)
    for place in clusters.indices where clusters[place] >= 0 {
      let own = days[Int(points[place].item)]
      guard let position = neighborhood.position(points[place]) else { continue }
      let rank = Rank(meters: 0, position: position, gap: 0, first: own.first, last: own.last)
      let cluster = Int(clusters[place])
      if rank < first[cluster] { first[cluster] = rank }
    }
    return first
  }
}
