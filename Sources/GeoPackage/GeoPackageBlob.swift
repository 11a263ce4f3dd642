package import GeoFormats
package import SimpleFeatures

/// A geometry as it stands in a field of a GeoPackage (OGC 12-128r18, section 2.1.3): a header and
/// well-known binary.
package enum GeoPackageBlob {
  /// The geometry of a field; nil for an empty one. O(bytes).
  package static func geometry(_ bytes: [UInt8]) throws(WKBError) -> Geometry? {
    guard bytes.count >= 8, bytes[0] == UInt8(ascii: "G"), bytes[1] == UInt8(ascii: "P") else {
      throw WKBErrors.noHeader
    }
    guard bytes[2] == 0 else { throw WKBErrors.version }
    let flags = bytes[3]
    guard flags & 0x20 == 0 else { throw WKBErrors.extended }
    let envelopeSizes = [0, 32, 48, 48, 64]
    let code = Int(flags >> 1 & 7)
    guard code < envelopeSizes.count else { throw WKBErrors.envelope }
    let start = 8 + envelopeSizes[code]
    guard start < bytes.count else { throw WKBErrors.cutOff }
    return try Geometry(wellKnownBinary: bytes, from: start)
  }

  /// The field for a geometry that is not empty: with its envelope, but for a point. O(n).
  static func bytes(_ geometry: Geometry, srsID: Int32) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "G"), UInt8(ascii: "P"), 0]
    if case .point = geometry {
      bytes.append(1)
      bytes.appendLittle(srsID)
    } else {
      bytes.append(1 | 1 << 1)
      bytes.appendLittle(srsID)
      let envelope = geometry.envelope
      for bound in [envelope.minX, envelope.maxX, envelope.minY, envelope.maxY] {
        bytes.appendLittle(bound.bitPattern)
      }
    }
    bytes.appendWKB(geometry)
    return bytes
  }
}

private enum WKBErrors {
  static let noHeader = WKBError("it does not begin with GP")
  static let version = WKBError("its version is not 0")
  static let extended = WKBError("it is of an extended type that only its maker can read")
  static let envelope = WKBError("its envelope is of no known kind")
  static let cutOff = WKBError("it is cut off")
}
