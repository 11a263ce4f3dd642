import SimpleFeatures

/// Cells of PRIO-GRID: half a degree wide and high, numbered from 1 eastwards from 180 W and then
/// northwards from 90 S.
///
/// Source: Tollefsen, Strand and Buhaug (2012), PRIO-GRID: a unified spatial data structure. A cell
/// takes its south and west edges.
enum PRIOGRIDCell {
  /// Coordinates this near to an edge, in degrees, may have been rounded over it.
  static let toleranceDegrees = 1e-6

  /// The number of the cell that holds a point with a latitude within 90 and a longitude within 180
  /// degrees; the last row and column take the north pole and 180 E.
  static func number(of point: Coordinate) -> Int {
    (row(point.latitude) - 1) * 720 + column(point.longitude)
  }

  /// Whether the cell of a number holds a point, or lies within the tolerance of it.
  static func cell(_ number: Int, holds point: Coordinate) -> Bool {
    if number == self.number(of: point) { return true }
    guard (1...259_200).contains(number) else { return false }
    let (row, column) = ((number - 1) / 720 + 1, (number - 1) % 720 + 1)
    let reach = toleranceDegrees
    return self.row(point.latitude - reach) <= row && row <= self.row(point.latitude + reach)
      && self.column(point.longitude - reach) <= column
      && column <= self.column(point.longitude + reach)
  }

  private static func row(_ latitude: Double) -> Int { index(latitude + 90, of: 360) }

  private static func column(_ longitude: Double) -> Int { index(longitude + 180, of: 720) }

  private static func index(_ degrees: Double, of count: Int) -> Int {
    Int(min(max(degrees * 2, 0), Double(count - 1))) + 1
  }
}
