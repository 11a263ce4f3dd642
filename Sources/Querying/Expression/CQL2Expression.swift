public import Incidents
public import SimpleFeatures

/// An expression of OGC CQL2 (OGC 21-065r2): the tree that its text and its JSON both write.
///
/// Two are equal if they say the same, wherever they stand in their text.
public struct CQL2Expression: Hashable, Sendable {
  /// What an expression is.
  public indirect enum Form: Hashable, Sendable {
    /// The value of a property.
    case property(String)
    /// True or false.
    case boolean(Bool)
    /// A finite number.
    case number(Double)
    /// Text.
    case text(String)
    /// A day or a moment.
    case instant(CQL2Instant)
    /// A span from one instant to another, both included; nil is an open end.
    case interval(CQL2Expression?, CQL2Expression?)
    /// A geometry in longitude and latitude.
    case geometry(CQL2Geometry)
    /// West, south, east, north in degrees, or with heights west, south, least, east, north,
    /// greatest; west > east crosses the antimeridian.
    case box([Double])
    /// A list.
    case array([CQL2Expression])
    /// An operator or a function of the standard with its arguments.
    case operation(CQL2Operator, [CQL2Expression])
    /// Any other function.
    case function(String, [CQL2Expression])
  }

  /// What it is.
  public var form: Form
  /// Where it begins in the text it was read from, in Unicode scalars from 0; nil if it was not
  /// read from text.
  public var offset: Int?

  /// Makes an expression.
  public init(_ form: Form, offset: Int? = nil) {
    self.form = form
    self.offset = offset
  }

  /// Whether two say the same.
  public static func == (left: CQL2Expression, right: CQL2Expression) -> Bool {
    left.form == right.form
  }

  /// Hashes what it says.
  public func hash(into hasher: inout Hasher) { hasher.combine(form) }
}

/// A geometry as CQL2 writes it: in two dimensions, or with a height at every position.
///
/// Heights are kept for writing; relations in space do not look at them.
public struct CQL2Geometry: Hashable, Sendable {
  /// The geometry without heights.
  public var geometry: Geometry
  /// A height for each position in order; empty for two dimensions.
  public var heights: [Double]

  /// Makes a geometry.
  public init(_ geometry: Geometry, heights: [Double] = []) {
    self.geometry = geometry
    self.heights = heights
  }
}

/// A day, or a moment in UTC.
public enum CQL2Instant: Hashable, Sendable {
  /// A day, `DATE('2024-01-31')`.
  case date(Day)
  /// Microseconds since 1970-01-01T00:00:00Z, `TIMESTAMP('2024-01-31T10:15:00Z')`.
  case timestamp(microseconds: Int)
}

extension CQL2Expression {
  /// Whether two literal ends of an interval stand in the wrong order.
  static func isReversed(_ start: CQL2Expression?, _ end: CQL2Expression?) -> Bool {
    guard case .instant(let start)? = start?.form, case .instant(let end)? = end?.form else {
      return false
    }
    return start.firstMicrosecond > end.lastMicrosecond
  }
}
