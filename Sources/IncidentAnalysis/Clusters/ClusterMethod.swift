public import LinearReferencing
public import SpatialStatistics

/// A method of clustering with its parameters.
public enum ClusterMethod: Sendable {
  /// Density in space (Ester et al. 1996).
  case dbscan(DBSCAN)
  /// Density in space and time (Birant and Kut 2007).
  case spaceTime(STDBSCAN)
  /// A hierarchy of densities (Campello et al. 2013).
  case hdbscan(HDBSCAN)
  /// Density along a network, for incidents that lie within a distance of it.
  case network(NetworkDBSCAN, on: RouteNetwork, withinMeters: Double)

  /// Whether incidents without a first and a last day have to be left out.
  var needsDays: Bool { if case .spaceTime = self { true } else { false } }
}
