import GeoFormats
public import Incidents
public import SimpleFeatures

/// The value of a property of one record.
public enum CQL2Value: Sendable {
  /// No value.
  case null
  /// True or false.
  case boolean(Bool)
  /// A number.
  case number(Double)
  /// Text.
  case text(String)
  /// A day, a moment, an interval, or a date that is not known exactly.
  case time(CQL2Time)
  /// A place that is known exactly.
  case geometry(Geometry)
  /// A point that lies somewhere in a footprint.
  case place(any CQL2Place)
  /// A list.
  case list([CQL2Value])

  /// A day.
  public static func day(_ day: Day?) -> CQL2Value {
    day.map { .time(CQL2Time(.date($0))) } ?? .null
  }

  /// A date as far as it is known; null if neither end is.
  public static func date(_ date: UncertainDate?) -> CQL2Value {
    date.flatMap { CQL2Time(somewhereIn: $0) }.map { .time($0) } ?? .null
  }
}

extension CQL2Value {
  /// The value of a feature's property; objects, which CQL2 does not have, are null.
  public init(_ value: PropertyValue?) {
    switch value {
    case nil, .null?, .object?: self = .null
    case .bool(let flag)?: self = .boolean(flag)
    case .integer(let number)?: self = .number(Double(number))
    case .number(let number)?: self = .number(number)
    case .string(let text)?: self = .text(text)
    case .array(let values)?: self = .list(values.map { CQL2Value($0) })
    }
  }
}

/// A place that is not known exactly: the record is one point somewhere in its footprint.
public protocol CQL2Place: Sendable {
  /// A box that holds the footprint: what it cannot meet is answered without the footprint.
  var envelope: Envelope { get }
  /// Every position it could be, valid, in longitude and latitude, cut at the antimeridian.
  ///
  /// The members of a collection are alternatives.
  func footprint() throws -> Geometry
}

/// What a property holds.
public enum CQL2Type: Hashable, Sendable {
  /// True or false.
  case boolean
  /// A number.
  case number
  /// Text.
  case text
  /// A day, a moment, an interval or an uncertain date.
  case time
  /// A geometry or a place.
  case geometry
  /// A list.
  case list
  /// Text of a column whose meaning is not known: it is read as what it is compared with.
  case any

  var name: String {
    switch self {
    case .boolean: "true or false"
    case .number: "a number"
    case .text: "text"
    case .time: "a date"
    case .geometry: "a geometry"
    case .list: "a list"
    case .any: "any value"
    }
  }
}

/// A property that a query can name.
public struct CQL2Property: Hashable, Sendable {
  /// The name; its case counts.
  public var name: String
  /// What it holds.
  public var type: CQL2Type

  /// Makes a property.
  public init(_ name: String, _ type: CQL2Type) {
    self.name = name
    self.type = type
  }
}

extension CQL2Value {
  /// The number it is or its text says; nil otherwise.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .text(let text): NumberParser.double(text)
    default: nil
    }
  }

  /// The text it is, or of its number; nil otherwise.
  var text: String? {
    switch self {
    case .text(let text): text
    case .number(let value): CQL2TextWriter.text(of: value)
    default: nil
    }
  }

  /// The time it is or its text says; nil otherwise.
  var time: CQL2Time? {
    switch self {
    case .time(let time): time
    case .text(let text): CQL2Instant(text).map(CQL2Time.init)
    default: nil
    }
  }

  /// The truth value it is or its text says.
  var truth: CQL2Truth {
    switch self {
    case .boolean(let value): CQL2Truth(value)
    case .text(let text):
      switch text.lowercased() {
      case "true": .yes
      case "false": .no
      default: .null
      }
    default: .null
    }
  }

  /// Whether two elements of lists are the same; null is the same as nothing.
  func isSame(as other: CQL2Value) -> Bool {
    switch (self, other) {
    case (.boolean(let a), .boolean(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.time(let a), .time(let b)): a == b
    case (.geometry(let a), .geometry(let b)): a == b
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    default: false
    }
  }
}
