import SimpleFeatures

extension RegionGrid {
  /// Calls a function with each region that covers a position, in order of their positions in the
  /// set; edges belong to their regions. Nothing for a position off the map.
  /// - Parameter isCovered: decides where the position lies on an edge, or so near to one that
  ///   rounding could; called for that region only.
  @inline(__always)
  mutating func forEachRegion(
    covering point: Coordinate, isCovered: (Int) throws -> Bool, _ body: (Int) -> Void
  ) rethrows {
    guard point.isGeographic else { return }
    let (row, column) = (Self.row(point.y), Self.column(point.x))
    let number = cell(row: row, column: column)
    let (cell, next) = (cells[number], cells[number + 1])
    // As many regions at a time as a word has bits; nearly always once.
    for first in stride(from: cell.member, to: next.member, by: 64) {
      let all = first..<min(first + 64, next.member)
      var (inside, doubtful) = self.inside(all, at: Self.reference(row: row, column: column))
      if cell.run < next.run {
        let crossed = crossings(
          from: Self.reference(row: row, column: column), to: point,
          runs: Int(cell.run)..<Int(next.run), firstMember: Int(first - cell.member))
        inside ^= crossed.odd
        doubtful |= crossed.doubtful
      }
      if inside | doubtful == 0 { continue }
      for (bit, member) in all.enumerated() where (inside | doubtful) >> UInt64(bit) & 1 == 1 {
        let region = Int(members[Int(member)].region)
        if doubtful >> UInt64(bit) & 1 == 1 {
          doubts += 1
          guard try isCovered(region) else { continue }
        }
        body(region)
      }
    }
  }

  /// Which members cover the reference point of their cell, and of which that is not known, as bits.
  @inline(__always)
  private func inside(_ numbers: Range<Int32>, at reference: Coordinate) -> (UInt64, UInt64) {
    var (inside, doubtful): (UInt64, UInt64) = (0, 0)
    for (bit, number) in numbers.enumerated() {
      switch members[Int(number)].reference {
      case .outside: break
      case .inside: inside |= 1 << UInt64(bit)
      case .doubtful: doubtful |= 1 << UInt64(bit)
      }
    }
    return (inside, doubtful)
  }

  /// The members, as bits from one of them on, whose edges the way between two positions crosses an
  /// odd number of times, and those of which rounding does not tell.
  private func crossings(
    from start: Coordinate, to end: Coordinate, runs range: Range<Int>, firstMember: Int
  ) -> (odd: UInt64, doubtful: UInt64) {
    let (boxes, runs, vertices) = (boxes.span, runs.span, vertices.span)
    let way = Envelope(
      minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x),
      maxY: max(start.y, end.y))
    var (odd, doubtful): (UInt64, UInt64) = (0, 0)
    for number in range where boxes[number].intersects(way) {
      let run = runs[number]
      var a = vertices[Int(run.first)]
      var third = side(of: a, start, end)
      for index in Int(run.first) + 1...Int(run.first + run.count) {
        let b = vertices[index]
        let fourth = side(of: b, start, end)
        defer { (a, third) = (b, fourth) }
        if third * fourth > 0 { continue }
        let first = side(of: start, a, b)
        let second = side(of: end, a, b)
        if first * second > 0 { continue }
        // A shift by more than the width, or by less than nothing, leaves no bit.
        let left = (1 as UInt64) << (Int(run.leftMember) - firstMember)
        let right =
          run.rightMember < 0 ? 0 : (1 as UInt64) << (Int(run.rightMember) - firstMember)
        if first * second < 0 && third * fourth < 0 {
          odd ^= left ^ right
        } else {
          doubtful |= left | right
        }
      }
    }
    return (odd, doubtful)
  }
}

/// On which side of the line from one position to another a third lies: 1 left, -1 right, 0 where
/// rounding does not tell.
@inline(__always)
private func side(of point: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
  let left = (b.x - a.x) * (point.y - a.y)
  let right = (b.y - a.y) * (point.x - a.x)
  let turn = left - right
  // (3 + 16 u) u with u = 2^-53, Shewchuk's bound A, rounded up.
  let bound = 3.330_669_073_875_472e-16 * 1.001 * (abs(left) + abs(right))
  return turn > bound ? 1 : turn < -bound ? -1 : 0
}
