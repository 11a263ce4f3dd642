import Geodesy
public import SimpleFeatures

/// A stretch of a route.
public struct RouteSection: Hashable, Sendable {
  /// The line, in the direction asked for; longitudes continuous over the antimeridian.
  public let line: LineString
  /// The measure where it begins, in kilometres.
  public let fromKilometers: Double
  /// The measure where it ends, in kilometres; less than where it begins if it runs backwards.
  public let toKilometers: Double
  /// The geodesic length of the line in metres.
  public let lengthMeters: Double

  /// The length by road in kilometres.
  public var roadKilometers: Double { abs(toKilometers - fromKilometers) }
}

extension Route {
  /// The stretch between two measures in kilometres; backwards if the first is the greater.
  ///
  /// Two equal measures give a line of two equal positions. Throws with the range of measures if
  /// one lies outside. O(n).
  public func section(fromKilometers from: Double, toKilometers to: Double) throws(RouteError)
    -> RouteSection
  {
    try check(from)
    try check(to)
    let start = lineMeters(atKilometers: min(from, to))
    let end = lineMeters(atKilometers: max(from, to))
    let line = path.section(fromMeters: start, toMeters: end)
    return RouteSection(
      line: from <= to ? line : LineString(line.coordinates.reversed()),
      fromKilometers: from, toKilometers: to, lengthMeters: end - start)
  }

  /// The stretch between two stops, found as `stop(named:)` finds them.
  public func section(fromStop from: String, toStop to: String) throws(RouteError) -> RouteSection {
    let from = try stop(named: from)
    let to = try stop(named: to)
    return try section(
      fromKilometers: from.measureKilometers, toKilometers: to.measureKilometers)
  }
}
