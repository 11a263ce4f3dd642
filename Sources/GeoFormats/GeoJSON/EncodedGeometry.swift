public import SimpleFeatures

/// A geometry as GeoJSON bytes, to be written into several features.
public struct EncodedGeometry: Sendable {
  let bytes: [UInt8]
  /// Its extent; nil for no geometry.
  let extent: Extent?

  /// How many bytes it has.
  public var byteCount: Int { bytes.count }

  enum Extent: Sendable {
    case point(longitude: Int, latitude: Int)
    case wide(GeographicExtent)
  }

  /// No geometry: `null`.
  public static let null = EncodedGeometry(bytes: Array("null".utf8), extent: nil)
}

extension GeoJSONEncoder {
  /// The bytes of a geometry, as `append` writes it on one line; nil for a geometry that GeoJSON
  /// cannot hold.
  public func encode(_ geometry: Geometry?) -> EncodedGeometry? {
    guard let geometry, !geometry.isEmpty else { return .null }
    guard let prepared = try? prepared(geometry) else { return nil }
    var encoded = EncodedFeatures()
    encoded.append(prepared, indent: nil)
    if case .point(let point) = prepared {
      let (x, y) = (millionths(point.x), millionths(point.y))
      return EncodedGeometry(bytes: encoded.bytes, extent: .point(longitude: x, latitude: y))
    }
    return EncodedGeometry(bytes: encoded.bytes, extent: .wide(encoded.extent))
  }
}

extension JSONByteWriter {
  /// Appends a geometry.
  public mutating func append(_ geometry: EncodedGeometry) { append(geometry.bytes) }

  /// Appends a point of millionths of a degree.
  public mutating func appendPoint(longitude: Int, latitude: Int) {
    append("{\"type\":\"Point\",\"coordinates\":[")
    appendDecimal(longitude, decimals: 6)
    append(UInt8(ascii: ","))
    appendDecimal(latitude, decimals: 6)
    append("]}")
  }
}

extension EncodedFeatures {
  /// Takes the extent of a geometry into that of the collection.
  public mutating func include(_ geometry: EncodedGeometry) {
    switch geometry.extent {
    case nil: return
    case .point(let x, let y): extent.include(west: x, east: x, south: y, north: y)
    case .wide(let other): extent.formUnion(other)
    }
  }

  /// Takes a point of millionths of a degree into the extent of the collection.
  public mutating func includePoint(longitude: Int, latitude: Int) {
    extent.include(west: longitude, east: longitude, south: latitude, north: latitude)
  }
}
