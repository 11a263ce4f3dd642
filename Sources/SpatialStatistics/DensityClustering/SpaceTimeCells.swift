import SimpleFeatures

/// The work of ST-DBSCAN on the cells of a grid.
///
/// All points of a cell are neighbours in space. They stand in the order of their first days, or of
/// their last ones where nearness must be certain, so that those near in time to another are found in
/// a window, and the core points of a cell that hang together in time are joined without looking at
/// pairs.
struct SpaceTimeCells {
  /// The first and the last possible day of a point.
  struct Days: BitwiseCopyable {
    var first: Int
    var last: Int
  }

  private let method: STDBSCAN
  private let coordinates: [Coordinate]
  private let threads: Int
  private let neighborhood: Neighborhood
  private let table: CellTable
  private let days: SharedArray<Days>
  /// How much longer than a day the longest interval is.
  private let longest: Int
  private var points: SharedArray<SurfacePoint> { table.points }
  private var cells: SharedArray<CellTable.Cell> { table.cells }
  private static let piece = 32

  init(
    _ method: STDBSCAN, _ coordinates: [Coordinate], _ intervals: [ClosedRange<Int>?], threads: Int
  ) {
    (self.method, self.coordinates, self.threads) = (method, coordinates, threads)
    let days = SharedArray<Days>(count: coordinates.count)
    var (kept, longest) = (coordinates, 0)
    for item in coordinates.indices {
      let interval = item < intervals.count ? intervals[item] : nil
      if let interval, interval.lowerBound >= -STDBSCAN.dayLimit,
        interval.upperBound <= STDBSCAN.dayLimit,
        method.nearness == .possible
          || interval.upperBound - interval.lowerBound <= 2 * method.epsilonDays
      {
        days[item] = Days(first: interval.lowerBound, last: interval.upperBound)
        longest = max(longest, interval.upperBound - interval.lowerBound)
      } else {
        kept[item] = Coordinate(x: .nan, y: .nan)
      }
    }
    (self.days, self.longest) = (days, longest)
    let space = SurfaceSpace(method.metric)
    neighborhood = Neighborhood(space, meters: method.epsilonMeters, coordinates)
    table = CellTable(kept, space, neighborhood.reach, threads: threads)
  }

  /// Finds everything.
  func labels() -> DensityLabels {
    findCorePoints()
    var sets = joinedPoints()
    var clusters = [Int32](repeating: DensityLabels.noCluster, count: points.count)
    var clusterCount = 0
    for cell in 0..<cells.count {
      for place in cells[cell].corePlaces {
        let name = sets.name(of: place)
        // The name of a set is its first place, and so was met before.
        if name == place { clusterCount += 1 }
        clusters[place] = name == place ? Int32(clusterCount - 1) : clusters[name]
      }
    }
    addBorder(&clusters)
    return numbered(clusters, count: clusterCount)
  }

  private func findCorePoints() {
    let (cells, points) = (cells, points)
    let isCore = SharedArray<Bool>(count: points.count)
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { _, range in
      for cell in range { sort(cells[cell].places) }
    }
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { _, range in
      var near = CellNeighbors(table)
      for cell in range {
        near.find(around: cell)
        for place in cells[cell].places {
          var count = 1
          forEachNeighbor(of: place, in: near.cells, { cells[$0].places }) { _ in
            count += 1
            return count < method.minimumPoints
          }
          isCore[place] = count >= method.minimumPoints
        }
      }
    }
    Crew.run(threads: threads, count: cells.count, size: Self.piece) { _, range in
      for cell in range {
        let places = cells[cell].places
        var core = places.lowerBound
        for place in places where isCore[place] {
          (points[core], points[place]) = (points[place], points[core])
          core += 1
        }
        cells[cell].coreCount = UInt32(truncatingIfNeeded: core - places.lowerBound)
        sort(cells[cell].corePlaces)
      }
    }
  }

  /// Orders points by the day that counts.
  private func sort(_ places: Range<Int>) {
    var sorted = places.map { points[$0] }
    sorted.sort { (day($0), $0.item) < (day($1), $1.item) }
    for (place, point) in zip(places, sorted) { points[place] = point }
  }

  /// The day by which points are in order.
  @inline(__always)
  private func day(_ point: SurfacePoint) -> Int {
    let days = days[Int(point.item)]
    return method.nearness == .possible ? days.first : days.last
  }

  /// Whether two points are near in time.
  private func areNear(_ a: Days, _ b: Days) -> Bool {
    switch method.nearness {
    case .possible: max(b.first - a.last, a.first - b.last) <= method.epsilonDays
    case .certain: max(b.last - a.first, a.last - b.first) <= method.epsilonDays
    }
  }

  /// Calls `body` with the neighbours of a point, without itself, until it says false.
  /// - Parameter places: the part of a cell to look at, in the order of days.
  @inline(__always)
  private func forEachNeighbor(
    of place: Int, in near: [Int], _ places: (Int) -> Range<Int>, _ body: (Int) -> Bool
  ) {
    let point = points[place]
    let own = days[Int(point.item)]
    let (earliest, latest) =
      method.nearness == .possible
      ? (own.first - method.epsilonDays - longest, own.last + method.epsilonDays)
      : (own.last - method.epsilonDays, own.first + method.epsilonDays)
    for cell in near
    where table.boxes[cell].leastSquared(to: point) <= neighborhood.reach.possibleSquared {
      let range = places(cell)
      var other = lowerBound(earliest, in: range)
      while other < range.upperBound, day(points[other]) <= latest {
        if other != place, areNear(own, days[Int(points[other].item)]),
          neighborhood.contains(point, points[other]), !body(other)
        {
          return
        }
        other += 1
      }
    }
  }

  private func lowerBound(_ day: Int, in range: Range<Int>) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if self.day(points[middle]) < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Joins the core points of a cell that hang together in time.
  ///
  /// With E for epsilon, two days are possibly near if the first of one is no later than the last of the
  /// other and E: each point in the order of first days is joined to that with the latest last day
  /// before it. They are certainly near if the last of each is no later than the first of the other
  /// and E; that is whether the stretches from last - E / 2 to first + E / 2 meet, so it goes the same
  /// way in the order of last days. Intervals longer than E have no such stretch, and lie within
  /// another's if they are near it.
  private func joinInTime(_ cell: Int, _ sets: inout DisjointSets) {
    let places = cells[cell].corePlaces
    let isPossible = method.nearness == .possible
    var holder: (place: Int, day: Int)?
    for place in places {
      let own = days[Int(points[place].item)]
      if !isPossible, own.last - own.first > method.epsilonDays {
        forEachNeighbor(of: place, in: [cell], { _ in places }) { other in
          sets.join(place, other)
          return false
        }
        continue
      }
      let reach = isPossible ? own.last : own.first
      if let last = holder, day(points[place]) - last.day <= method.epsilonDays {
        sets.join(last.place, place)
        if reach > last.day { holder = (place, reach) }
      } else {
        holder = (place, reach)
      }
    }
  }

  /// The ranges of core places of a cell that are joined already.
  private func runs(_ cell: Int, _ sets: inout DisjointSets) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for place in cells[cell].corePlaces {
      if let run = runs.last, sets.name(of: run.lowerBound) == sets.name(of: place) {
        runs[runs.count - 1] = run.lowerBound..<place + 1
      } else {
        runs.append(place..<place + 1)
      }
    }
    return runs
  }

  /// The sets of core points, by place, that are clusters.
  private func joinedPoints() -> DisjointSets {
    var sets = DisjointSets(count: points.count)
    for cell in 0..<cells.count { joinInTime(cell, &sets) }
    let runs = (0..<cells.count).map { self.runs($0, &sets) }
    var near = CellNeighbors(table)
    for cell in 0..<cells.count where cells[cell].coreCount > 0 {
      near.find(around: cell)
      for other in near.cells where other > cell {
        for a in runs[cell] {
          for b in runs[other] where sets.name(of: a.lowerBound) != sets.name(of: b.lowerBound) {
            if hasNeighbors(a, b, in: other) { sets.join(a.lowerBound, b.lowerBound) }
          }
        }
      }
    }
    return sets
  }

  private func hasNeighbors(_ a: Range<Int>, _ b: Range<Int>, in cell: Int) -> Bool {
    for place in a {
      var isFound = false
      forEachNeighbor(of: place, in: [cell], { _ in b }) { _ in
        isFound = true
        return false
      }
      if isFound { return true }
    }
    return false
  }

  /// Gives what is no core point the cluster of its nearest one.
  private func addBorder(_ clusters: inout [Int32]) {
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
  private func numbered(_ clusters: [Int32], count: Int) -> DensityLabels {
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
