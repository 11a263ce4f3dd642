import SimpleFeatures

/// Reads the shapes of a `.shp`, one after the other.
struct ShapeReader {
  /// The first bytes of every `.shp`: the file code 9994.
  static let magic: [UInt8] = [0, 0, 0x27, 0x0A]
  private static let headerCount = 100

  private let bytes: [UInt8]
  private let file: String
  private let end: Int
  private var offset = ShapeReader.headerCount
  private var number = 0
  /// Rings that had no area and were left out.
  private(set) var flatRings = 0

  init(_ bytes: [UInt8], file: String) throws(InputError) {
    self.bytes = bytes
    self.file = file
    guard bytes.count >= Self.headerCount, bytes.starts(with: Self.magic) else {
      throw InputError(
        file: file, reason: "the .shp is cut off in its header", action: "get the file again")
    }
    // Lengths are counted in words of 16 bits. What stands behind the stated end is no shape.
    let stated = 2 * bytes.integer(at: 24, isBigEndian: true)
    end = stated >= Self.headerCount ? min(stated, bytes.count) : bytes.count
    let kind = bytes.integer(at: 32, isBigEndian: false)
    if kind == 31 {
      throw InputError(
        file: file, reason: "its shapes are surfaces in space (MultiPatch)",
        action: "save it with polygons")
    }
    guard [0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28].contains(kind) else {
      throw InputError(
        file: file, reason: "the .shp is damaged: there is no kind of shape \(kind)",
        action: "get the file again")
    }
  }

  /// The next shape, within it nil for a null shape; nil at the end.
  mutating func next() throws(InputError) -> Geometry?? {
    guard offset < end else { return nil }
    number += 1
    guard offset + 12 <= end else { throw damaged("is cut off") }
    let length = 2 * bytes.integer(at: offset + 4, isBigEndian: true)
    let start = offset + 8
    guard length >= 4, start + length <= end else { throw damaged("is cut off") }
    offset = start + length
    let kind = bytes.integer(at: start, isBigEndian: false)
    let body = start + 4..<offset
    switch kind {
    case 0: return .some(nil)
    case 1, 11, 21: return try points(body, count: 1).first.map { .some(.point($0)) } ?? .some(nil)
    case 8, 18, 28:
      guard body.count >= 36 else { throw damaged("is cut off") }
      let count = bytes.integer(at: body.lowerBound + 32, isBigEndian: false)
      return .some(.multiPoint(try points(body.dropFirst(36), count: count)))
    case 3, 13, 23:
      let lines = try parts(body).filter { $0.count > 1 }.map { LineString($0) }
      return .some(
        lines.isEmpty ? nil : lines.count == 1 ? .lineString(lines[0]) : .multiLineString(lines))
    case 5, 15, 25:
      let rings = try parts(body)
      let polygons = RingNesting.polygons(of: rings, flatRings: &flatRings)
      return .some(
        polygons.isEmpty
          ? nil : polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
      )
    default: throw damaged("has a kind of shape, \(kind), that there is not")
    }
  }

  /// The parts of a line or polygon: behind the box their number, that of the points, where each
  /// part starts, and the points.
  private func parts(_ body: Range<Int>) throws(InputError) -> [[Coordinate]] {
    guard body.count >= 40 else { throw damaged("is cut off") }
    let base = body.lowerBound
    let partCount = bytes.integer(at: base + 32, isBigEndian: false)
    let pointCount = bytes.integer(at: base + 36, isBigEndian: false)
    guard partCount >= 0, pointCount >= 0, partCount <= body.count / 4,
      pointCount <= body.count / 16, 40 + 4 * partCount + 16 * pointCount <= body.count
    else { throw damaged("says that it has more points than there are") }
    let all = try points(body.dropFirst(40 + 4 * partCount), count: pointCount)
    var parts: [[Coordinate]] = []
    for part in 0..<partCount {
      let start = bytes.integer(at: base + 40 + 4 * part, isBigEndian: false)
      let stop =
        part + 1 < partCount
        ? bytes.integer(at: base + 44 + 4 * part, isBigEndian: false) : pointCount
      guard start >= 0, start <= stop, stop <= pointCount else {
        throw damaged("has parts that are not in order")
      }
      if start < stop { parts.append(Array(all[start..<stop])) }
    }
    return parts
  }

  private func points(_ body: Range<Int>, count: Int) throws(InputError) -> [Coordinate] {
    guard count >= 0, count <= body.count / 16 else { throw damaged("is cut off") }
    var points: [Coordinate] = []
    points.reserveCapacity(count)
    for index in 0..<count {
      let at = body.lowerBound + 16 * index
      let point = Coordinate(x: bytes.double(at: at), y: bytes.double(at: at + 8))
      guard point.x.isFinite, point.y.isFinite else {
        throw damaged("has a position that is no number")
      }
      points.append(point)
    }
    return points
  }

  private func damaged(_ what: String) -> InputError {
    InputError(
      file: file, reason: "the .shp is damaged: shape \(number), at byte \(offset), \(what)",
      action: "get the file again")
  }
}

extension Range<Int> {
  fileprivate func dropFirst(_ count: Int) -> Range<Int> {
    Swift.min(lowerBound + count, upperBound)..<upperBound
  }
}

extension [UInt8] {
  /// A signed number of 32 bits; 0 beyond the end.
  func integer(at offset: Int, isBigEndian: Bool) -> Int {
    guard offset >= 0, offset + 4 <= count else { return 0 }
    var value: UInt32 = 0
    for index in 0..<4 {
      value |= UInt32(self[offset + index]) << UInt32(8 * (isBigEndian ? 3 - index : index))
    }
    return Int(Int32(bitPattern: value))
  }

  /// A number of 64 bits, low byte first; 0 beyond the end.
  func double(at offset: Int) -> Double {
    guard offset >= 0, offset + 8 <= count else { return 0 }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(self[offset + index]) << UInt64(8 * index) }
    return Double(bitPattern: value)
  }
}
