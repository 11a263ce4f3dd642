public import SimpleFeatures

/// Where an incident happened, as its source describes it.
///
/// A description only: what it means on the ground depends on a boundary set and a route set.
/// "Uniform" is a prior, not a finding.
public indirect enum Place: Hashable, Sendable {
  /// A position.
  case exact(Coordinate)
  /// Uniform over the disc around a place, cut to the first of the areas that is known.
  case near(center: PlaceReference, radiusMeters: Double, clippedTo: [AreaReference])
  /// Uniform over the ring between two distances from a place.
  case ring(center: PlaceReference, innerMeters: Double, outerMeters: Double)
  /// Uniform per kilometre over a stretch of a named route.
  case routeSection(route: String, from: RoutePosition, to: RoutePosition)
  /// Uniform over the line between two places.
  ///
  /// If `at` is given it must lie within `withinMeters` of the line, else the description fails.
  case between(PlaceReference, PlaceReference, at: Coordinate?, withinMeters: Double?)
  /// Uniform over an administrative area.
  case area(AreaReference)
  /// Uniform over a line or a surface that is given as such: all of a line or lines, polygon or
  /// polygons, with edges straight in longitude and latitude; any other geometry is not known.
  case geometry(Geometry)
  /// One of several places, each with a weight above 0; weights are taken relative to their sum.
  case mixture([Part])
  /// The first of several descriptions that can be put on the ground.
  case firstKnown([Place])
  /// Nothing is said.
  case unknown

  /// A place of a mixture and its weight.
  public struct Part: Hashable, Sendable {
    /// The weight, above 0.
    public var weight: Double
    /// The place.
    public var place: Place

    /// Makes a part.
    public init(weight: Double, place: Place) {
      self.weight = weight
      self.place = place
    }
  }
}

/// A position on a named route.
public enum RoutePosition: Hashable, Sendable {
  /// A stop of the route, by name.
  case stop(String)
  /// A measure along the route, in kilometres.
  case kilometers(Double)
  /// Where the route first enters the named region after the section's start.
  case border(of: String)
}

/// A place named in a description.
public enum PlaceReference: Hashable, Sendable {
  /// A position and the name it goes by.
  case coordinate(Coordinate, name: String?)
  /// A name to look up, in a country if one is given.
  case named(String, country: String?)
}

/// An administrative area named in a description.
public struct AreaReference: Hashable, Sendable {
  /// Names, p-codes or ids, tried in order.
  public var names: [String]
  /// 0 country, 1 first level, 2 second level and so on; nil for any.
  public var level: Int?
  /// The country to look in.
  public var country: String?
  /// A position inside it, used when no name is found.
  public var at: Coordinate?

  /// Makes a reference.
  public init(
    names: [String], level: Int? = nil, country: String? = nil, at: Coordinate? = nil
  ) {
    self.names = names
    self.level = level
    self.country = country
    self.at = at
  }
}

/// Whether the sources give the location.
public enum LocationBasis: String, Hashable, Sendable, CaseIterable {
  /// A source gives it.
  case stated
  /// It was chosen to fit what the sources give; the note says why.
  case assumed
}
