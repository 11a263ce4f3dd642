public import SimpleFeatures

/// Density-based clusters of positions, exact on the ellipsoid.
///
/// A position with at least `minimumPoints` positions within `epsilonMeters`, itself counted, is a
/// core point. Core points within that distance of each other are in one cluster. A position that is
/// no core point but within reach of one is on the border, and goes to the cluster of its nearest core
/// point, by coordinates (longitude, then latitude) if several are as near. What is left is noise.
/// Distances up to and including epsilon count; coordinates that occur several times count each time.
///
/// Straight lines through the Earth decide where proved bounds allow it (`ChordBounds`), the geodesic
/// in the narrow band between. Right across the antimeridian and at the poles. What is no position (a
/// value that is not finite, a latitude beyond 90 degrees) is noise. The partition depends neither on
/// the order of the input nor on the number of threads.
///
/// Sources: Ester, Kriegel, Sander and Xu (1996), "A density-based algorithm for discovering clusters",
/// KDD-96; cells of a grid as in Gunawan (2013), "A faster algorithm for DBSCAN". Expected
/// O(n log n) time, O(n) memory.
public struct DBSCAN: Hashable, Sendable {
  /// The distance within which positions are neighbours, in metres.
  public let epsilonMeters: Double
  /// How many neighbours make a core point, itself counted.
  public let minimumPoints: Int
  /// What distances are taken on.
  public let metric: DistanceMetric

  /// Makes the method.
  /// - Parameters:
  ///   - epsilonMeters: 0.1 m or more; beyond half the circumference everything is near.
  ///   - minimumPoints: 1 or more.
  public init(epsilonMeters: Double, minimumPoints: Int, metric: DistanceMetric = .ellipsoid)
    throws(StatisticsError)
  {
    guard epsilonMeters >= 0.1, epsilonMeters.isFinite else {
      throw StatisticsError("Epsilon must be at least 0.1 m, not \(epsilonMeters) m.")
    }
    guard minimumPoints >= 1 else {
      throw StatisticsError("The minimum of points must be at least 1, not \(minimumPoints).")
    }
    try metric.validate()
    self.epsilonMeters = epsilonMeters
    self.minimumPoints = minimumPoints
    self.metric = metric
  }

  /// The clusters of positions; an empty input has none.
  public func labels(_ coordinates: [Coordinate], threads: Int = 1) -> DensityLabels {
    DensityCells(self, coordinates, threads: max(1, threads)).labels()
  }
}
