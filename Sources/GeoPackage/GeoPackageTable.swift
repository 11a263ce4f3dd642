public import SimpleFeatures

/// A table to be written: a layer of features, or attributes alone.
public struct GeoPackageTable: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// What it is called for people.
  public var title: String
  /// The type of its geometries: POINT, MULTILINESTRING, MULTIPOLYGON ...; nil for attributes alone.
  public var geometryType: String?
  /// The columns of the properties.
  public var columns: [GeoPackageLayer.Column]

  /// Makes a table.
  public init(
    _ name: String, title: String, geometryType: String? = nil,
    columns: [GeoPackageLayer.Column]
  ) {
    self.name = name
    self.title = title
    self.geometryType = geometryType
    self.columns = columns
  }

  /// The column of the numbers of the rows.
  package static let keyColumn = "fid"
  /// The column of the geometries.
  package static let geometryColumn = "geom"

  /// The R-tree of its geometries.
  var index: String { "rtree_\(name)_\(Self.geometryColumn)" }
}

/// A row to be written.
public struct GeoPackageRow: Sendable, Hashable {
  /// The geometry as the file holds it, in WGS 84; nil for none.
  public var blob: [UInt8]?
  /// The extent of the geometry; empty for none.
  public var envelope: Envelope
  /// The fields that are not empty, each with the position of its column.
  public var fields: [Field]

  /// A field that is not empty.
  public struct Field: Sendable, Hashable {
    /// The position of the column in its table.
    public var column: Int
    /// The value.
    public var value: SQLValue

    /// Makes a field.
    public init(_ column: Int, _ value: SQLValue) {
      self.column = column
      self.value = value
    }
  }

  /// Makes a row; an empty geometry is none.
  public init(geometry: Geometry?, fields: [Field]) {
    self.fields = fields
    if let geometry, !geometry.isEmpty {
      blob = GeoPackageBlob.bytes(geometry, srsID: 4326)
      envelope = geometry.envelope
    } else {
      envelope = .empty
    }
  }
}
