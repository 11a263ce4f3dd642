/// Countries that belong together for a time: a community, an alliance.
public struct RegionGroup: Sendable {
  /// One country's membership.
  public struct Membership: Sendable, Hashable {
    /// The country's identifier in the boundary set of countries.
    public let countryID: String
    /// The first day of membership, ISO 8601; nil when it was always so.
    public let from: String?
    /// The first day that is no longer membership, ISO 8601; nil while it lasts.
    public let until: String?
  }

  /// The identifier, such as `ecowas`.
  public let id: String
  /// The name people use.
  public let name: String
  /// Other names.
  public let alternativeNames: [String]
  /// The memberships, one or more for a country.
  public let memberships: [Membership]
  /// Where the dates come from.
  public let source: String

  /// The countries that are members on a day, ISO 8601 (`2025-01-29`).
  ///
  /// Text order is date order for four-digit years.
  public func members(onDay day: String) -> [String] {
    memberships.filter { member in
      (member.from ?? "") <= day && (member.until.map { day < $0 } ?? true)
    }.map(\.countryID)
  }
}
