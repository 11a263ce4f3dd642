/// The least box round geometries on the globe, also across the antimeridian (RFC 7946, section 5).
///
/// Longitudes are gathered by degree, so that the result depends neither on the order of the parts
/// nor on how work was shared out; a gap narrower than a degree between two parts may go unseen.
struct GeographicExtent: Hashable, Sendable {
  /// All values in millionths of a degree.
  private var south = Int.max
  private var north = Int.min
  /// The least and greatest longitude seen in each degree; empty as long as nothing was seen.
  private var least: [Int] = []
  private var greatest: [Int] = []

  private static let degree = 1_000_000
  private static let half = 180 * degree

  /// Takes in a part with west <= east, within -180...180.
  mutating func include(west: Int, east: Int, south: Int, north: Int) {
    self.south = min(self.south, south)
    self.north = max(self.north, north)
    if least.isEmpty {
      least = [Int](repeating: .max, count: 360)
      greatest = [Int](repeating: .min, count: 360)
    }
    let (first, last) = (bin(west), bin(east))
    for bin in first...max(first, last) {
      let binWest = bin * Self.degree - Self.half
      least[bin] = min(least[bin], max(west, binWest))
      greatest[bin] = max(greatest[bin], min(east, binWest + Self.degree))
    }
  }

  /// Takes in another extent.
  mutating func formUnion(_ other: GeographicExtent) {
    if other.least.isEmpty { return }
    if least.isEmpty {
      self = other
      return
    }
    south = min(south, other.south)
    north = max(north, other.north)
    for bin in 0..<360 {
      least[bin] = min(least[bin], other.least[bin])
      greatest[bin] = max(greatest[bin], other.greatest[bin])
    }
  }

  /// West, south, east, north; west > east across the antimeridian; nil for nothing. What is left
  /// out is the widest gap, of equal ones that at the antimeridian, then the westernmost.
  var box: (west: Int, south: Int, east: Int, north: Int)? {
    let occupied = least.indices.filter { least[$0] <= greatest[$0] }
    guard let first = occupied.first, let last = occupied.last else { return nil }
    var (west, east) = (least[first], greatest[last])
    var widest = west + 2 * Self.half - east
    for (before, after) in zip(occupied, occupied.dropFirst()) {
      let gap = least[after] - greatest[before]
      if gap > widest { (widest, west, east) = (gap, least[after], greatest[before]) }
    }
    return (west, south, east, north)
  }

  private func bin(_ longitude: Int) -> Int {
    min(359, max(0, (longitude + Self.half) / Self.degree))
  }
}
