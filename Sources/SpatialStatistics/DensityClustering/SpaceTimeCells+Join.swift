/// Core points that hang together.
extension SpaceTimeCells {
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
  func joinedPoints() -> DisjointSets {
    var sets = DisjointSets(count: points.count)
    for cell in 0..<cells.count { joinInTime(cell, &sets) }
    let runs = (0..<cells.count).map { self.runs($0, &sets) }
    var near = CellNeighbors(table, isForward: true)
    for cell in 0..<cells.count where cells[cell].coreCount > 0 {
      near.find(around: cell)
      for other in near.cells {
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
}
