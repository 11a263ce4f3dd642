public import GeoFormats
package import SimpleFeatures

/// Rows of one or more layers, still to be made features.
///
/// Properties have the names of the columns. Columns of type BOOLEAN are truth values; fields that
/// are empty or hold bytes are left out. A feature's identifier is its number in the layer.
public struct GeoPackageBatch: FeatureBatch {
  /// What a field holds in place of a geometry.
  package enum GeometryField: Sendable {
    case blob([UInt8])
    case decoded(Geometry?)
    case damaged(String)
  }

  package struct Row: Sendable {
    /// Counted from 1.
    package var number: Int
    /// The number that the file gives it.
    package var key: Int?
    package var geometry: GeometryField
    package var values: [SQLValue]
    /// The layer, by its position in those of the batch.
    package var layer = 0
    /// What stands in other tables about it.
    package var added: Properties = [:]
  }

  /// Nothing: rows have nothing between them.
  public var diagnostics: [Diagnostic] { [] }
  private let rows: [Row]
  private let layers: [GeoPackageLayer]
  private let file: String

  package init(_ rows: [Row], of layers: [GeoPackageLayer], file: String) {
    self.rows = rows
    self.layers = layers
    self.file = file
  }

  /// How many rows it holds.
  public var count: Int { rows.count }

  /// Makes features of the rows at some positions; a geometry that cannot be taken is said, and the
  /// rest is kept. O(bytes).
  public func read(_ range: Range<Int>) -> (
    features: [NumberedFeature], diagnostics: [Diagnostic]
  ) {
    var features: [NumberedFeature] = []
    var diagnostics: [Diagnostic] = []
    for row in rows[range.clamped(to: rows.indices)] where row.layer < layers.count {
      let layer = layers[row.layer]
      var properties = Properties()
      for (column, value) in zip(layer.columns, row.values) {
        properties.append(column.name, value.property(type: column.type))
      }
      for member in row.added.members { properties[member.name] = member.value }
      var feature = Feature(id: row.key.map(String.init), geometry: nil, properties: properties)
      do throws(WKBError) {
        feature.geometry = try row.position
      } catch {
        diagnostics.append(
          Diagnostic(
            .error, code: "gpkg-geometry", file: file, column: layer.geometryColumn,
            record: "\(layer.name) \(row.key ?? row.number)",
            reason: "the geometry cannot be taken: \(error.description)",
            action: "kept without a geometry"))
      }
      features.append(NumberedFeature(feature: feature, number: row.number))
    }
    return (features, diagnostics)
  }
}

extension GeoPackageBatch.Row {
  /// The geometry, on Earth.
  fileprivate var position: Geometry? {
    get throws(WKBError) {
      let geometry: Geometry?
      switch self.geometry {
      case .damaged(let reason): throw WKBError(reason)
      case .decoded(let known): geometry = known
      case .blob(let bytes): geometry = try GeoPackageBlob.geometry(bytes)
      }
      if let bounds = geometry?.envelope,
        !(abs(bounds.minY) <= 90 && abs(bounds.maxY) <= 90 && abs(bounds.minX) <= 1000
          && abs(bounds.maxX) <= 1000)
      {
        throw WKBError("it is not on Earth; is the coordinate system right?")
      }
      return geometry
    }
  }
}

extension SQLValue {
  /// The value as a property; nil for none and for bytes.
  fileprivate func property(type: String) -> PropertyValue? {
    switch self {
    case .null, .blob: nil
    case .integer(let value) where type.hasPrefix("BOOL") && (value == 0 || value == 1):
      .bool(value == 1)
    case .integer(let value): .integer(Int(value))
    case .real(let value): value.isFinite ? .number(value) : nil
    case .text(let value): .string(value)
    }
  }
}
