import SimpleFeatures

/// A feature that GeoJSON cannot hold.
public struct GeoJSONWriteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The feature: its identifier, or its number counted from 1; nil for the collection itself.
  public var feature: String?
  /// What was wrong.
  public var reason: String

  /// One sentence for people.
  public var description: String {
    (feature.map { "feature \($0.onOneLine(limit: 60))" } ?? "the collection")
      + ": \(reason.onOneLine())"
  }
}
