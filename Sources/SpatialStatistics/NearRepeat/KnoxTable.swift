/// How many pairs are near in space and time, by bands of both, and what chance would give.
public struct KnoxTable: Sendable {
  /// A cell of the table.
  public struct Cell: Sendable {
    /// The number of the band of distance; that behind the last holds what is beyond.
    public let spaceBand: Int
    /// The number of the band of time; that behind the last holds what is beyond.
    public let timeBand: Int
    /// The pairs.
    public let observed: Double
    /// The pairs that days dealt at random give on average: exactly, not by the permutations.
    public let expected: Double
    /// How many permutations had at least as many pairs.
    public let reached: Int
    /// The share of permutations, the data themselves counted among them, with at least as many pairs:
    /// (reached + 1) / (permutations + 1), which is never 0 (Phipson and Smyth 2010); nil without
    /// permutations.
    public let p: Double?

    /// Observed over expected; nil where nothing is expected.
    public var ratio: Double? { expected > 0 ? observed / expected : nil }
  }

  /// The cells, by distance and then by time, those beyond the last ends included.
  public let cells: [Cell]
  /// How many bands of time there are, the one beyond included.
  let columns: Int
  /// How many permutations were drawn.
  public let permutations: Int

  /// The cell of two bands.
  public func cell(space: Int, time: Int) -> Cell { cells[space * columns + time] }

  /// Makes a table of counts.
  /// - Parameters:
  ///   - near: the pairs for each band of distance that ends and each end of time, up to that end.
  ///   - rows: all pairs of each band of distance, the last being beyond.
  ///   - sums: all pairs of each band of time, the last being beyond.
  ///   - reached: what `Full.reached` counted; empty without permutations.
  init(_ full: Full, reached: [Int], permutations: Int) {
    let pairs = full.rows.reduce(0, +)
    columns = full.sums.count
    self.permutations = permutations
    cells = full.values.enumerated().map { place, observed in
      let (row, column) = (place / full.sums.count, place % full.sums.count)
      return Cell(
        spaceBand: row, timeBand: column, observed: observed,
        expected: pairs > 0 ? full.rows[row] * full.sums[column] / pairs : 0,
        reached: permutations > 0 ? reached[place] : 0,
        p: permutations > 0 ? Double(reached[place] + 1) / Double(permutations + 1) : nil)
    }
  }

  /// All cells of a table from those that end, since dealing the days anew changes no margin.
  struct Full {
    let values: [Double]
    let rows: [Double]
    let sums: [Double]

    /// - Parameter near: by band of distance and end of time, pairs up to that end.
    init(near: [Double], rows: [Double], sums: [Double]) {
      (self.rows, self.sums) = (rows, sums)
      let (bands, ends) = (rows.count - 1, sums.count - 1)
      var values: [Double] = []
      for band in 0..<bands {
        for end in 0..<ends {
          values.append(near[band * ends + end] - (end > 0 ? near[band * ends + end - 1] : 0))
        }
        values.append(rows[band] - near[band * ends + ends - 1])
      }
      for column in 0...ends {
        values.append(
          (0..<bands).reduce(sums[column]) { $0 - values[$1 * (ends + 1) + column] })
      }
      self.values = values
    }

    /// Which cells reach those of other data; what rounding may do is forgiven.
    func reaches(_ other: Full) -> [Bool] {
      zip(values, other.values).map { $0 >= $1 - 1e-9 * max(1, $1) }
    }
  }
}
