/// Where along a line an event may have happened: pieces of the line, each with its share.
public struct LineMass: Hashable, Sendable {
  /// A stretch of the line with a probability that is spread evenly over it.
  public struct Piece: Hashable, Sendable {
    /// Where it begins, in kilometres.
    public let from: Double
    /// Where it ends; the same for a point.
    public let to: Double
    /// The probability, 0 to 1.
    public let mass: Double

    /// Describes a piece.
    public init(from: Double, to: Double, mass: Double) {
      (self.from, self.to, self.mass) = (from, to, mass)
    }
  }

  /// The pieces.
  public let pieces: [Piece]
  /// Events with the same number are one report that was split, and lie together.
  public let report: UInt64

  /// Describes an event.
  public init(_ pieces: [Piece], report: UInt64) {
    self.pieces = pieces
    self.report = report
  }

  /// An event that is known to have happened at a place.
  public init(at kilometers: Double, report: UInt64) {
    self.init([Piece(from: kilometers, to: kilometers, mass: 1)], report: report)
  }

  /// The probability that it happened on the line at all.
  public var total: Double { pieces.reduce(0) { $0 + $1.mass } }
}

/// Cuts a line into cells and puts the mass of events into them.
struct LineCells: Sendable {
  /// The measures at which the cells begin, and the end of the last.
  let breaks: [Double]

  var count: Int { breaks.count - 1 }
  var length: Double { breaks[count] - breaks[0] }

  /// Adds the mass of an event that is moved along the line, what goes over its end coming in at its
  /// start. O(log cells + cells touched) for each piece.
  func add(_ event: LineMass, movedBy shift: Double, to sums: inout [Double]) {
    for piece in event.pieces {
      var from = piece.from + shift
      if shift > 0, from >= breaks[count] { from -= length }
      let to = from + (piece.to - piece.from)
      guard piece.to > piece.from else {
        sums[cell(at: from)] += piece.mass
        continue
      }
      let density = piece.mass / (to - from)
      add(from, min(to, breaks[count]), density, to: &sums)
      if to > breaks[count] { add(breaks[0], to - length, density, to: &sums) }
    }
  }

  private func add(_ from: Double, _ to: Double, _ density: Double, to sums: inout [Double]) {
    var cell = cell(at: from)
    while cell < count, breaks[cell] < to {
      let part = min(to, breaks[cell + 1]) - max(from, breaks[cell])
      if part > 0 { sums[cell] += density * part }
      cell += 1
    }
  }

  /// The cell of a measure; cells take their start, the last one its end too.
  func cell(at kilometers: Double) -> Int {
    let next = breaks.firstPlace(from: kilometers)
    let place = next < breaks.count && breaks[next] == kilometers ? next : next - 1
    return max(0, min(count - 1, place))
  }
}

/// What chance gives: each report moved along the line by a distance of its own, any as likely as any
/// other.
///
/// So certain events lie anywhere, each kilometre as likely as any other, and uncertain ones stay as
/// uncertain as they are (Lotwick and Silverman 1982, for the random shift).
struct LineReplicates: Sendable {
  let events: [LineMass]
  let cells: LineCells
  let seed: UInt64

  /// The masses of the cells as they are.
  var observed: [Double] {
    var sums = [Double](repeating: 0, count: cells.count)
    for event in events { cells.add(event, movedBy: 0, to: &sums) }
    return sums
  }

  /// The masses of the cells in a replicate.
  func masses(_ replicate: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: cells.count)
    for event in events {
      var stream = SeededStream(seed, event.report, UInt64(replicate))
      let shift = Double.random(in: 0..<cells.length, using: &stream)
      cells.add(event, movedBy: shift, to: &sums)
    }
    return sums
  }
}
