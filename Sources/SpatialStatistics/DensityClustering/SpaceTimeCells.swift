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

  let method: STDBSCAN
  let coordinates: [Coordinate]
  private let threads: Int
  let neighborhood: Neighborhood
  let table: CellTable
  let days: SharedArray<Days>
  /// How much longer than a day the longest interval is.
  private let longest: Int
  var points: SharedArray<SurfacePoint> { table.points }
  var cells: SharedArray<CellTable.Cell> { table.cells }
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
  func day(_ point: SurfacePoint) -> Int {
    let days = days[Int(point.item)]
    return method.nearness == .possible ? days.first : days.last
  }

  /// Whether two points are near in time.
  func areNear(_ a: Days, _ b: Days) -> Bool {
    switch method.nearness {
    case .possible: max(b.first - a.last, a.first - b.last) <= method.epsilonDays
    case .certain: max(b.last - a.first, a.last - b.first) <= method.epsilonDays
    }
  }

  /// Calls `body` with the neighbours of a point, without itself, until it says false.
  /// - Parameter places: the part of a cell to look at, in the order of days.
  @inline(__always)
  func forEachNeighbor(
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
}
