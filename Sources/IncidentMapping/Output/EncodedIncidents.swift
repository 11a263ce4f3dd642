public import GeoFormats
public import SimpleFeatures

/// Incidents as bytes of an output, ready for `IncidentWriter`.
public struct EncodedIncidents: Sendable {
  /// How many incidents there are.
  public internal(set) var count = 0
  /// How many are not on the map because no place is known.
  public internal(set) var withoutGeometry = 0
  /// How many TimeMap leaves out because no first day is known.
  public internal(set) var withoutDate = 0
  /// Features of each GeoJSON collection.
  var layers: [EncodedFeatures] = []
  /// Rows of a GeoPackage.
  var records: [IncidentRecord] = []
  /// Records of outputs that are no collections.
  var bytes: [UInt8] = []
  /// What TimeMap's events refer to.
  var references = TimeMapReferences()

  /// No incidents.
  public init() {}

  /// Features of one collection that are no incidents, such as the outlines of clusters.
  public init(_ features: EncodedFeatures) {
    count = features.count
    layers = [features]
  }

  /// The incidents of the one collection with further properties behind those they have; called
  /// with the number of each, from 0.
  public func adding(_ properties: (Int) -> Properties) throws -> EncodedIncidents {
    var result = self
    if let layer = layers.first { result.layers[0] = try layer.adding(properties) }
    return result
  }

  /// Makes the one collection, with room for so many bytes.
  mutating func reserveCollection(_ byteCount: Int) {
    if layers.isEmpty { layers = [EncodedFeatures()] }
    layers[0].reserve(byteCount)
  }
}
