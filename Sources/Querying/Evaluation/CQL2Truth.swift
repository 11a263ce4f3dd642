/// Which of true, false and null a condition can be on a record whose place or date is uncertain.
///
/// A condition on what is known is one of them, and the three follow Kleene's logic as CQL2 asks.
/// `and`, `or` and `not` take each combination of what their parts can be, as if the parts were
/// independent: certain is never claimed wrongly and possible never denied wrongly, but
/// `p OR NOT p` is not certain where `p` is open.
public struct CQL2Truth: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Makes a set of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// It can be true.
  public static let yes = CQL2Truth(rawValue: 1)
  /// It can be false.
  public static let no = CQL2Truth(rawValue: 2)
  /// It can be null: a value that it needs is not there.
  public static let null = CQL2Truth(rawValue: 4)

  /// Whether it is true, however what is uncertain turns out.
  public var isCertain: Bool { self == .yes }
  /// Whether it is true for some way that what is uncertain could turn out.
  public var isPossible: Bool { contains(.yes) }

  init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

  /// - Parameters:
  ///   - certain: whether it is true whatever turns out.
  ///   - possible: whether it can be true.
  init(certain: Bool, possible: Bool) {
    self = certain ? .yes : possible ? [.yes, .no] : .no
  }

  static prefix func ! (value: CQL2Truth) -> CQL2Truth {
    let bits = value.rawValue
    return CQL2Truth(rawValue: bits & 4 | (bits & 1) << 1 | (bits & 2) >> 1)
  }

  /// Both.
  func and(_ other: CQL2Truth) -> CQL2Truth {
    let (a, b) = (rawValue, other.rawValue)
    let null = (a >> 2 & (b >> 2 | b) | b >> 2 & a) & 1
    return CQL2Truth(rawValue: a & b & 1 | (a | b) & 2 | null << 2)
  }

  /// Either.
  func or(_ other: CQL2Truth) -> CQL2Truth { !((!self).and(!other)) }

  /// Whether both are true or both are false; null if one is.
  func same(as other: CQL2Truth) -> CQL2Truth {
    let (a, b) = (rawValue, other.rawValue)
    let yes = (a & b | (a & b) >> 1) & 1
    let no = (a & b >> 1 | a >> 1 & b) & 1
    return CQL2Truth(rawValue: yes | no << 1 | (a | b) & 4)
  }
}
