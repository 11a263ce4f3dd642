public import SimpleFeatures

/// A named surface of a boundary set: a country, a province, a district.
public struct Region: Sendable {
  /// A region of a higher level that another lies in, as far as its file names it.
  public struct Ancestor: Sendable, Hashable {
    /// The level: 0 for a country.
    public let level: Int
    /// The identifier; empty where the file gives none.
    public let id: String
    /// The name; empty where the file gives none.
    public let name: String

    /// Makes an ancestor.
    public init(level: Int, id: String, name: String) {
      self.level = level
      self.id = id
      self.name = name
    }
  }

  /// The identifier, unique in its boundary set.
  public let id: String
  /// The name people use.
  public let name: String
  /// Other names and spellings.
  public let alternativeNames: [String]
  /// Codes it is known by: ISO 3166, FIPS 10-4, p-codes.
  public let codes: [String]
  /// 0 for a country, 1 for a first-level region, and so on.
  public let level: Int
  /// The identifier of the country it lies in; its own for a country, empty where it lies in none
  /// or in several.
  public let countryID: String
  /// The name of the country it lies in; its own for a country.
  public let countryName: String
  /// The regions of higher levels that it lies in, the country left out; highest level first.
  public let ancestors: [Ancestor]
  /// Polygons in longitude and latitude, with edges straight in those.
  public let geometry: Geometry
  /// The envelope of the geometry.
  public let envelope: Envelope

  /// Makes a region; the envelope is computed. O(vertices).
  public init(
    id: String, name: String, alternativeNames: [String] = [], codes: [String] = [], level: Int,
    countryID: String, countryName: String, ancestors: [Ancestor] = [], geometry: Geometry
  ) {
    self.id = id
    self.name = name
    self.alternativeNames = alternativeNames
    self.codes = codes
    self.level = level
    self.countryID = countryID
    self.countryName = countryName
    self.ancestors = ancestors
    self.geometry = geometry
    self.envelope = geometry.envelope
  }
}
