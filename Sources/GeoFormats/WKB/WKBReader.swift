public import SimpleFeatures

extension Geometry {
  /// Reads well-known binary (OGC 06-103r4, section 8; ISO 13249-3), x before y.
  ///
  /// Z and M are passed over, as thousands in the type (ISO) or as its high bits (EWKB, where an
  /// SRID is passed over too). Nil for an empty geometry. Curves, open or short rings, positions that are
  /// not finite, and anything left behind the geometry are errors. O(bytes).
  public init?(wellKnownBinary bytes: [UInt8], from start: Int = 0) throws(WKBError) {
    var reader = WKBReader(bytes: bytes, position: start)
    let geometry = try reader.geometry(depth: 0)
    guard reader.position == bytes.count else {
      throw WKBError("\(bytes.count - reader.position) bytes follow it")
    }
    guard let geometry, !geometry.isEmpty else { return nil }
    self = geometry
  }
}

/// Takes geometries from the front of bytes.
private struct WKBReader {
  let bytes: [UInt8]
  var position: Int

  /// How deep collections may stand in each other.
  private static let deepest = 16

  /// What stands before the content of a geometry.
  private struct Header {
    var isLittle: Bool
    /// The type without Z and M: 1 to 7 are those of Simple Features.
    var type: UInt32
    /// How many numbers make a position: 2 to 4.
    var dimensions: Int
  }

  /// The geometry that begins here; nil for an empty point.
  mutating func geometry(depth: Int) throws(WKBError) -> Geometry? {
    let header = try header()
    switch header.type {
    case 1: return try position(header).map(Geometry.point)
    case 2: return .lineString(try line(header))
    case 3: return .polygon(try polygon(header))
    case 4...7:
      guard depth < Self.deepest else { throw WKBError("its collections stand too deep") }
      return try collection(header, depth: depth)
    default:
      throw WKBError(
        "it is of type \(header.type), a curve or a surface that is not taken here; "
          + "points, lines, polygons and collections of them are")
    }
  }

  /// The members of a collection, which bear headers of their own.
  private mutating func collection(_ header: Header, depth: Int) throws(WKBError) -> Geometry {
    var members: [Geometry] = []
    for _ in 0..<(try count(header, least: 5)) {
      guard let member = try geometry(depth: depth + 1) else { continue }
      members.append(member)
    }
    switch header.type {
    case 4:
      return .multiPoint(try all(members) { if case .point(let part) = $0 { part } else { nil } })
    case 5:
      return .multiLineString(
        try all(members) { if case .lineString(let part) = $0 { part } else { nil } })
    case 6:
      return .multiPolygon(
        try all(members) { if case .polygon(let part) = $0 { part } else { nil } })
    default: return .geometryCollection(members)
    }
  }

  private func all<Part>(
    _ members: [Geometry], _ part: (Geometry) -> Part?
  ) throws(WKBError) -> [Part] {
    var parts: [Part] = []
    for member in members where !member.isEmpty {
      guard let part = part(member) else {
        throw WKBError("a \(member.typeName) stands among parts of another type")
      }
      parts.append(part)
    }
    return parts
  }

  private mutating func polygon(_ header: Header) throws(WKBError) -> Polygon {
    var rings: [[Coordinate]] = []
    for _ in 0..<(try count(header, least: 4)) {
      let ring = try positions(header)
      if ring.isEmpty { continue }
      guard ring.count >= 4 else { throw WKBError("a ring has fewer than four positions") }
      guard ring.first == ring.last else { throw WKBError("a ring is not closed") }
      rings.append(ring)
    }
    return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
  }

  private mutating func line(_ header: Header) throws(WKBError) -> LineString {
    let positions = try positions(header)
    guard positions.count != 1 else { throw WKBError("a line has only one position") }
    return LineString(positions)
  }

  private mutating func positions(_ header: Header) throws(WKBError) -> [Coordinate] {
    var positions: [Coordinate] = []
    let count = try count(header, least: 8 * header.dimensions)
    positions.reserveCapacity(count)
    for _ in 0..<count {
      guard let position = try position(header) else {
        throw WKBError("a position is not a number")
      }
      positions.append(position)
    }
    return positions
  }

  /// A position; nil where both numbers are missing, as in an empty point.
  private mutating func position(_ header: Header) throws(WKBError) -> Coordinate? {
    let x = Double(bitPattern: try integer(header.isLittle))
    let y = Double(bitPattern: try integer(header.isLittle))
    for _ in 2..<header.dimensions { _ = try integer(header.isLittle) as UInt64 }
    if x.isNaN && y.isNaN { return nil }
    guard x.isFinite, y.isFinite else { throw WKBError("a position is not finite") }
    return Coordinate(x: x, y: y)
  }

  // MARK: Numbers

  private mutating func header() throws(WKBError) -> Header {
    guard position < bytes.count else { throw WKBError("it is cut off") }
    let order = bytes[position]
    guard order <= 1 else { throw WKBError("the byte order \(order) is neither 0 nor 1") }
    position += 1
    let written: UInt32 = try integer(order == 1)
    let (type, kind) = (written & 0x0FFF_FFFF, written >> 28)
    if kind & 2 != 0 { _ = try integer(order == 1) as UInt32 }
    let (thousands, simple) = type.quotientAndRemainder(dividingBy: 1000)
    guard thousands <= 3 else { throw WKBError("its type \(type) is not known") }
    let hasZ = thousands & 1 != 0 || kind & 8 != 0
    let hasM = thousands & 2 != 0 || kind & 4 != 0
    return Header(
      isLittle: order == 1, type: simple, dimensions: 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0))
  }

  /// A number of parts, each of which takes at least so many bytes.
  private mutating func count(_ header: Header, least: Int) throws(WKBError) -> Int {
    let count = Int(try integer(header.isLittle) as UInt32)
    guard count <= (bytes.count - position) / least else { throw WKBError("it is cut off") }
    return count
  }

  private mutating func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
    _ isLittle: Bool
  ) throws(WKBError) -> Integer {
    let size = MemoryLayout<Integer>.size
    guard bytes.count - position >= size else { throw WKBError("it is cut off") }
    let value = unsafe bytes.span.bytes.unsafeLoadUnaligned(
      fromByteOffset: position, as: Integer.self)
    position += size
    return isLittle ? Integer(littleEndian: value) : Integer(bigEndian: value)
  }
}
