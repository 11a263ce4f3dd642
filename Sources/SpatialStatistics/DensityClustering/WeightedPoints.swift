import Geodesy
import SimpleFeatures

/// The places of a set of positions, each once with the number of positions there, in the order of
/// longitude, then latitude. So nothing that is worked out from them depends on the order of the input.
struct WeightedPoints: Sendable {
  /// The points in space; an item is the number of a place.
  let points: SharedArray<SurfacePoint>
  /// How many positions each place has.
  let weights: SharedArray<UInt32>
  /// The place of each position; -1 for what is no position.
  let placeOfItem: SharedArray<Int32>
  /// How many positions there are in all.
  let total: Int

  var count: Int { points.count }

  /// Gathers positions. O(n log n).
  init(_ coordinates: [Coordinate], _ space: SurfaceSpace, threads: Int) {
    let count = coordinates.count
    let positions = SharedArray<Coordinate>(count: count)
    let entries = SharedArray<SortEntry>(count: count)
    let isAbsent = SharedArray<Bool>(count: count)
    // Longitudes by their first 32 bits, of which absent ones have none.
    let (west, scale) =
      space.metric == .plane
      ? (-DistanceMetric.planeLimitMeters, 4_294_967_295 / (2 * DistanceMetric.planeLimitMeters))
      : (-180, 4_294_967_295 / 360)
    Crew.run(threads: threads, count: count, size: 16_384) { _, range in
      for item in range {
        let position = space.metric.canonical(coordinates[item])
        isAbsent[item] = position == nil
        let place = position ?? Coordinate(x: west, y: 0)
        positions[item] = place
        entries[item] = SortEntry(
          key: UInt64((place.x - west) * scale), item: UInt32(truncatingIfNeeded: item))
      }
    }
    let sorted = RadixSort.sorted(entries, bits: 32, threads: threads)
    Self.orderRuns(sorted, positions)

    let placeOfItem = SharedArray<Int32>(count: count)
    let firstItem = SharedArray<UInt32>(count: count)
    let copies = SharedArray<UInt32>(count: count)
    var (places, total) = (0, 0)
    var last: Coordinate?
    for rank in 0..<count {
      let item = Int(sorted[rank].item)
      if isAbsent[item] {
        placeOfItem[item] = -1
        continue
      }
      if positions[item] != last {
        last = positions[item]
        firstItem[places] = UInt32(truncatingIfNeeded: item)
        places += 1
      }
      copies[places - 1] += 1
      total += 1
      placeOfItem[item] = Int32(truncatingIfNeeded: places - 1)
    }
    let points = SharedArray<SurfacePoint>(count: places)
    let weights = SharedArray<UInt32>(count: places)
    Crew.run(threads: threads, count: places, size: 16_384) { _, range in
      for place in range {
        points[place] = SurfacePoint(
          space.point(positions[Int(firstItem[place])]), item: UInt32(truncatingIfNeeded: place))
        weights[place] = copies[place]
      }
    }
    (self.points, self.weights, self.placeOfItem) = (points, weights, placeOfItem)
    self.total = total
  }

  /// Orders what has equal keys by longitude, then latitude.
  private static func orderRuns(
    _ entries: SharedArray<SortEntry>, _ positions: SharedArray<Coordinate>
  ) {
    var first = 0
    var run: [(position: Coordinate, item: UInt32)] = []
    while first < entries.count {
      var end = first + 1
      while end < entries.count, entries[end].key == entries[first].key { end += 1 }
      if end - first > 1 {
        run.removeAll(keepingCapacity: true)
        var isOrdered = true
        for place in first..<end {
          let position = positions[Int(entries[place].item)]
          if let last = run.last, !precedes(last.position, position), last.position != position {
            isOrdered = false
          }
          run.append((position, entries[place].item))
        }
        if !isOrdered {
          run.sort { precedes($0.position, $1.position) }
          for place in first..<end { entries[place].item = run[place - first].item }
        }
      }
      first = end
    }
  }

  private static func precedes(_ a: Coordinate, _ b: Coordinate) -> Bool {
    a.x != b.x ? a.x < b.x : a.y < b.y
  }
}
