/// A value of a feature's property: one of JSON's kinds, whole numbers kept apart.
public enum PropertyValue: Hashable, Sendable {
  /// JSON `null`.
  case null
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number; never NaN or infinite in an output.
  case number(Double)
  /// Text.
  case string(String)
  /// A list.
  case array([PropertyValue])
  /// Named values in the order given.
  case object(Properties)
}

/// Named values that keep the order they were given in.
///
/// Look-up is a linear search, which for the tens of properties of a feature is faster than a hash.
public struct Properties: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// A name and its value.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: PropertyValue

    /// Makes a member.
    public init(_ name: String, _ value: PropertyValue) {
      self.name = name
      self.value = value
    }
  }

  /// The members in order.
  public private(set) var members: [Member]

  /// Makes an empty list, or one of members whose names the caller knows to differ.
  public init(_ members: [Member] = []) { self.members = members }

  /// Makes a list from a literal.
  public init(dictionaryLiteral elements: (String, PropertyValue)...) {
    members = elements.map { Member($0.0, $0.1) }
  }

  /// The value of a name; set to nil to remove it. O(n).
  public subscript(name: String) -> PropertyValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name, value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a value under a name not used before; nil adds nothing.
  public mutating func append(_ name: String, _ value: PropertyValue?) {
    if let value { members.append(Member(name, value)) }
  }

  /// Adds text under a name not used before; nil or empty text adds nothing.
  public mutating func append(_ name: String, text: String?) {
    if let text, !text.isEmpty { members.append(Member(name, .string(text))) }
  }
}

extension PropertyValue {
  /// The text, if it is text.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The number, if it is one, whole or not.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The whole number, if it is one.
  public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
}

/// A geometry, or none where it is not known, with named values and an identifier.
public struct Feature: Hashable, Sendable {
  /// The identifier; kept as text so that long numbers and leading zeros survive.
  public var id: String?
  /// The geometry; nil is written as `null`.
  public var geometry: Geometry?
  /// The named values.
  public var properties: Properties

  /// Makes a feature.
  public init(id: String? = nil, geometry: Geometry?, properties: Properties = [:]) {
    self.id = id
    self.geometry = geometry
    self.properties = properties
  }
}
