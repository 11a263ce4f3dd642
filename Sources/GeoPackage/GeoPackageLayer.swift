public import SimpleFeatures

/// A table of a GeoPackage with features, or with attributes alone.
public struct GeoPackageLayer: Sendable, Hashable {
  /// A column that holds a property.
  public struct Column: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its type as declared, in capitals: TEXT, DATE, INTEGER, DOUBLE ...
    public var type: String

    /// Makes a column.
    public init(_ name: String, _ type: String) {
      self.name = name
      self.type = type
    }
  }

  /// Its name.
  public let name: String
  /// The column of the geometry; nil for attributes alone.
  public let geometryColumn: String?
  /// The type of its geometries as declared: POINT, GEOMETRY ...; nil for attributes alone.
  public let geometryType: String?
  /// The coordinate reference system; nil for attributes alone.
  public let referenceSystem: ReferenceSystem?
  /// The extent that the file states, in the layer's own coordinates; nil where it states none.
  public let extent: Envelope?
  /// The column that numbers the rows; nil for a view without one.
  public let keyColumn: String?
  /// The other columns, in order.
  public let columns: [Column]
  /// How many rows there are.
  public let rowCount: Int

  /// A coordinate reference system of a GeoPackage.
  public struct ReferenceSystem: Sendable, Hashable {
    /// Its number in the file.
    public let id: Int
    /// Its name.
    public let name: String
    /// As PROJ takes it: `EPSG:4326`, or well-known text; nil where it is not defined.
    public let definition: String?

    /// Whether positions are longitude and latitude of WGS 84 as they stand; a geographic system
    /// that is not defined is taken for it.
    public var isWGS84: Bool {
      id == 0 || definition == "EPSG:4326" || definition == "OGC:CRS84"
    }
  }
}
