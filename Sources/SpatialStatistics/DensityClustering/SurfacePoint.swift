import Geodesy

/// A point in space and the number of the position that it came from.
struct SurfacePoint: BitwiseCopyable {
  var x: Double
  var y: Double
  var z: Double
  var item: UInt32

  init(_ position: GeocentricPosition, item: UInt32) {
    (x, y, z) = (position.x, position.y, position.z)
    self.item = item
  }

  /// The square of the straight distance to another point.
  @inline(__always)
  func chordSquared(to other: SurfacePoint) -> Double {
    let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
    return dx * dx + dy * dy + dz * dz
  }
}

/// A box in space with sides along the axes.
struct SpaceBox: BitwiseCopyable {
  var lowX = Double.infinity
  var lowY = Double.infinity
  var lowZ = Double.infinity
  var highX = -Double.infinity
  var highY = -Double.infinity
  var highZ = -Double.infinity

  /// Grows the box so that it holds a point.
  @inline(__always)
  mutating func add(_ point: SurfacePoint) {
    lowX = point.x < lowX ? point.x : lowX
    lowY = point.y < lowY ? point.y : lowY
    lowZ = point.z < lowZ ? point.z : lowZ
    highX = point.x > highX ? point.x : highX
    highY = point.y > highY ? point.y : highY
    highZ = point.z > highZ ? point.z : highZ
  }

  /// The square of the least straight distance from a point to the box.
  @inline(__always)
  func leastSquared(to point: SurfacePoint) -> Double {
    let dx = max(0, max(lowX - point.x, point.x - highX))
    let dy = max(0, max(lowY - point.y, point.y - highY))
    let dz = max(0, max(lowZ - point.z, point.z - highZ))
    return dx * dx + dy * dy + dz * dz
  }

  /// The square of the greatest straight distance from a point to one in the box.
  @inline(__always)
  func greatestSquared(to point: SurfacePoint) -> Double {
    let dx = max(highX - point.x, point.x - lowX)
    let dy = max(highY - point.y, point.y - lowY)
    let dz = max(highZ - point.z, point.z - lowZ)
    return dx * dx + dy * dy + dz * dz
  }

  /// The square of the least straight distance between two boxes.
  @inline(__always)
  func leastSquared(to other: SpaceBox) -> Double {
    let dx = max(0, max(lowX - other.highX, other.lowX - highX))
    let dy = max(0, max(lowY - other.highY, other.lowY - highY))
    let dz = max(0, max(lowZ - other.highZ, other.lowZ - highZ))
    return dx * dx + dy * dy + dz * dz
  }

  /// The square of the greatest straight distance between points of two boxes.
  @inline(__always)
  func greatestSquared(to other: SpaceBox) -> Double {
    let dx = max(highX - other.lowX, other.highX - lowX)
    let dy = max(highY - other.lowY, other.highY - lowY)
    let dz = max(highZ - other.lowZ, other.highZ - lowZ)
    return dx * dx + dy * dy + dz * dz
  }

  /// The longest side: its axis (0 x, 1 y, 2 z), its length and its middle.
  var longestSide: (axis: Int, length: Double, middle: Double) {
    let (dx, dy, dz) = (highX - lowX, highY - lowY, highZ - lowZ)
    if dx >= dy, dx >= dz { return (0, dx, (lowX + highX) / 2) }
    return dy >= dz ? (1, dy, (lowY + highY) / 2) : (2, dz, (lowZ + highZ) / 2)
  }
}
