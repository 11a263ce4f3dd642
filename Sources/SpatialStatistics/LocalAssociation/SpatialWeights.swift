/// Which units are neighbours of which: cells, areas or points between which likeness is measured.
///
/// No unit is its own neighbour; statistics that count a unit with its neighbours say so. All
/// neighbours of a unit weigh the same, 1 each or together 1 (`Standardization`). Being neighbours
/// need not be mutual: the third nearest of one has nearer ones itself.
public struct SpatialWeights: Hashable, Sendable {
  /// How much neighbours weigh.
  public enum Standardization: String, Hashable, Sendable {
    /// Each neighbour 1.
    case binary
    /// The neighbours of a unit together 1.
    case row
  }

  private let starts: [Int]
  private let members: [Int32]

  /// Takes over lists of neighbours, the numbers of units from 0; a unit itself, repetitions and
  /// numbers that are no unit's are left out. O(links log links).
  public init(neighbors lists: [[Int]]) {
    var starts = [0]
    var members: [Int32] = []
    starts.reserveCapacity(lists.count + 1)
    for (unit, list) in lists.enumerated() {
      var last = -1
      for neighbor in list.sorted() where neighbor != unit && lists.indices.contains(neighbor) {
        if neighbor != last { members.append(Int32(neighbor)) }
        last = neighbor
      }
      starts.append(members.count)
    }
    self.starts = starts
    self.members = members
  }

  /// How many units there are.
  public var count: Int { starts.count - 1 }

  /// How many links there are, those in both directions twice.
  public var links: Int { members.count }

  /// The neighbours of a unit, ascending.
  public func neighbors(of unit: Int) -> ArraySlice<Int32> {
    members[starts[unit]..<starts[unit + 1]]
  }

  /// How many neighbours a unit has.
  public func cardinality(of unit: Int) -> Int { starts[unit + 1] - starts[unit] }

  /// The units without neighbours, ascending.
  public var islands: [Int] { (0..<count).filter { cardinality(of: $0) == 0 } }

  /// The sum of the neighbours' values.
  func sum(of values: [Double], around unit: Int) -> Double {
    var sum = 0.0
    for neighbor in neighbors(of: unit) { sum += values[Int(neighbor)] }
    return sum
  }
}
