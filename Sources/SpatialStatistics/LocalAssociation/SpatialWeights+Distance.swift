public import SimpleFeatures
import SpatialIndexing

extension SpatialWeights {
  /// Neighbours are those within a distance in metres on the ellipsoid, that distance included;
  /// points on one spot are neighbours. Expected O(n log n + links).
  public init(points: [Coordinate], withinMeters meters: Double) {
    let index = PointIndex(points)
    self.init(neighbors: points.map { index.withinRadius(of: $0, meters: meters) })
  }

  /// Neighbours are so many nearest points on the ellipsoid, those as far by their number; fewer where
  /// there are no more points. Expected O(n count log n).
  public init(points: [Coordinate], nearest count: Int) {
    let index = PointIndex(points)
    self.init(
      neighbors: points.enumerated().map { unit, point in
        index.nearest(to: point, count: count + 1).map(\.index).filter { $0 != unit }
          .prefix(count).map(\.self)
      })
  }
}
