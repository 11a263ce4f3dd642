public import SimpleFeatures

/// What a GeoJSON text holds.
public struct GeoJSONDocument: Hashable, Sendable {
  /// The features in order; a bare geometry is one feature without properties.
  public var features: [Feature]
  /// The `bbox` of the collection as it stands in the text: west, south, east, north, or six
  /// numbers.
  public var boundingBox: [Double]?
  /// The collection's members that RFC 7946 does not know.
  public var members: Properties
  /// The coordinate reference system that the member `crs` of 2008 names; nil for longitude and
  /// latitude on WGS 84, which is all that RFC 7946 knows.
  public var coordinateSystem: String?
  /// Whether every identifier stands there as a whole number, not as text.
  public var hasIntegerIDs = false
  /// What was doubtful and how it was taken.
  public var diagnostics: [Diagnostic]

  /// Makes a document.
  public init(
    features: [Feature], boundingBox: [Double]? = nil, members: Properties = [:],
    diagnostics: [Diagnostic] = []
  ) {
    self.features = features
    self.boundingBox = boundingBox
    self.members = members
    self.diagnostics = diagnostics
  }
}
