/// A rectangle along the axes, edges included; OGC Simple Features' `Envelope`.
///
/// An empty envelope has `minX > maxX` and intersects nothing.
public struct Envelope: Hashable, Sendable {
  /// The least x.
  public var minX: Double
  /// The least y.
  public var minY: Double
  /// The greatest x.
  public var maxX: Double
  /// The greatest y.
  public var maxY: Double

  /// Makes an envelope from its corners.
  @inlinable
  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The envelope that holds nothing.
  @inlinable public static var empty: Envelope {
    Envelope(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
  }

  /// The envelope of positions; empty for none. O(n).
  public init(_ coordinates: some Sequence<Coordinate>) {
    self = .empty
    for coordinate in coordinates { expand(toInclude: coordinate) }
  }

  /// Whether it holds nothing.
  @inlinable public var isEmpty: Bool { !(minX <= maxX && minY <= maxY) }

  /// Whether a position lies inside or on an edge.
  @inlinable
  public func contains(_ point: Coordinate) -> Bool {
    point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
  }

  /// Whether two envelopes share at least one position.
  @inlinable
  public func intersects(_ other: Envelope) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  /// Grows to hold a position.
  @inlinable
  public mutating func expand(toInclude point: Coordinate) {
    minX = min(minX, point.x)
    minY = min(minY, point.y)
    maxX = max(maxX, point.x)
    maxY = max(maxY, point.y)
  }

  /// Grows to hold another envelope.
  @inlinable
  public mutating func expand(toInclude other: Envelope) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
  }

  /// The envelope moved along the axes.
  public func translated(x: Double, y: Double = 0) -> Envelope {
    Envelope(minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y)
  }
}
