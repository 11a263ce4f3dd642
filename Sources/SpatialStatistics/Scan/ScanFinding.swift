/// The best zone and window found so far.
struct ScanFinding: Hashable, Sendable {
  var value = -1.0
  var center = 0
  /// Rows of the zone.
  var rows = 0
  var window = 0..<0
  var count = 0
  var measure = 0.0
}
