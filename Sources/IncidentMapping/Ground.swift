import Geodesy
public import ReferenceGeography
public import SimpleFeatures
import SpatialIndexing
public import Topology

/// The reference geography made ready for one thread of work.
///
/// GEOS geometries are prepared when first asked for and belong to one thread, so a ground is not
/// `Sendable`: each thread makes its own from the same atlas.
public final class Ground {
  /// The regions, places and routes.
  public let atlas: Atlas
  /// The GEOS context of this thread.
  public let context: GEOSContext
  private var prepared: [PreparedGeometry?]
  private var preparedCountries: [PreparedGeometry?]
  /// The first-level regions over a grid of cells, filled where it is asked.
  var grid: RegionGrid
  /// The first-level regions and the countries, for the shares of this thread's answers.
  let firstLevelSet: BoundarySetReference
  let countrySet: BoundarySetReference
  private var countryPositions: [Int32?]
  /// The ground of the world's first-level regions where answers are given on another set; it tells
  /// the countries of what that set does not cover.
  let world: Ground?

  private var namedPlaces: [String: [NamedPlace]] = [:]
  /// Areas of regions and points on their surfaces, by identifier.
  var regionMeasures: [RegionKey: (area: Double, point: Coordinate?)] = [:]
  /// The shares of first-level regions in countries, by the position of the country; nil inside
  /// where they do not fill it.
  var nestedParts: [Int: [(position: Int, share: Double)]?] = [:]
  /// What the names of countries in records mean.
  var reportedCountries: [String: NamedCountry] = [:]
  /// The middles of the regions, worked out when first asked for.
  var firstLevelMiddles: [RegionMiddle?]
  var countryMiddles: [RegionMiddle?]
  /// The capitals, by the position of their country, and where they are.
  let capitals: [NamedPlace?]
  let capitalPoints: [Coordinate?]

  /// What the grounds of other threads work out, too.
  let memory: GroundMemory

  /// Makes a ground; nothing is prepared yet.
  public convenience init(atlas: Atlas) throws {
    try self.init(atlas: atlas, memory: GroundMemory())
  }

  /// Makes a ground that shares a memory with others of the same atlas.
  init(atlas: Atlas, memory: GroundMemory) throws {
    self.atlas = atlas
    self.memory = memory
    context = try GEOSContext()
    prepared = Array(repeating: nil, count: atlas.firstLevel.regions.count)
    preparedCountries = Array(repeating: nil, count: atlas.countries.regions.count)
    firstLevelMiddles = Array(repeating: nil, count: atlas.firstLevel.regions.count)
    countryMiddles = Array(repeating: nil, count: atlas.countries.regions.count)
    capitals = atlas.countries.regions.indices.map {
      atlas.capitals[atlas.countryCode(ofCountryAt: $0)]
    }
    capitalPoints = capitals.map { $0?.coordinate }
    grid = RegionGrid(atlas.firstLevel)
    firstLevelSet = BoundarySetReference(atlas.firstLevel)
    countrySet = BoundarySetReference(atlas.countries)
    countryPositions = Array(repeating: nil, count: atlas.firstLevel.regions.count)
    world = try atlas.onWorldRegions.map { try Ground(atlas: $0) }
  }

  /// The prepared geometry of the first-level region at a position of the set.
  func firstLevel(_ position: Int) throws -> PreparedGeometry {
    if let known = prepared[position] { return known }
    let made = try PreparedGeometry(atlas.firstLevel.regions[position].geometry, in: context)
    prepared[position] = made
    return made
  }

  /// The prepared geometry of the country at a position of the set.
  func country(_ position: Int) throws -> PreparedGeometry {
    if let known = preparedCountries[position] { return known }
    let made = try PreparedGeometry(atlas.countries.regions[position].geometry, in: context)
    preparedCountries[position] = made
    return made
  }

  /// The prepared geometry of a region of any set of this ground; nil for another.
  func prepared(_ region: Region) throws -> PreparedGeometry? {
    if let position = atlas.firstLevel.position(of: region) { return try firstLevel(position) }
    if let position = atlas.countries.position(of: region) { return try country(position) }
    return try world?.prepared(region)
  }

  /// Lays the regions over the grid at once that is otherwise filled where it is asked.
  ///
  /// Worth its time only for points all over the world. O(vertices): some 40 ms for the shipped set.
  public func prepareRegions() { grid.fillAll() }

  /// The positions of the first-level regions that cover a point, smallest identifier first.
  ///
  /// More than one where the point lies on a border or regions overlap; none at sea. O(edges of a
  /// cell of the grid), some 50 ns.
  public func firstLevelRegions(covering point: Coordinate) throws -> [Int] {
    try holders(of: point).all
  }

  /// The first-level regions that cover a point. O(edges of a cell), some 50 ns.
  func holders(of point: Coordinate) throws -> Holders {
    let wrapped = Coordinate(longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
    var holders = Holders()
    try grid.forEachRegion(
      covering: wrapped, isCovered: { try firstLevel($0).covers(wrapped) }, { holders.append($0) })
    if abs(wrapped.longitude) == 180 {
      // The antimeridian is one line with two names: ask under both.
      let twin = Coordinate(longitude: -wrapped.longitude, latitude: wrapped.latitude)
      var found = Set(holders.all)
      try grid.forEachRegion(
        covering: twin, isCovered: { try firstLevel($0).covers(twin) }, { found.insert($0) })
      return found.sorted().reduce(into: Holders()) { $0.append($1) }
    }
    return holders
  }

  /// The position of the country of a first-level region; nil where the countries lack it.
  func countryPosition(ofFirstLevel position: Int) -> Int? {
    if let known = countryPositions[position] { return known < 0 ? nil : Int(known) }
    let found = atlas.countries.position(ofID: atlas.firstLevel.regions[position].countryID)
    countryPositions[position] = found.map { Int32($0) } ?? -1
    return found
  }

  /// The places of the world that bear a name; remembered, because the whole gazetteer is read.
  func placesOfTheWorld(named name: String) -> [NamedPlace] {
    if let known = namedPlaces[name] { return known }
    let found = atlas.gazetteer.places(named: name)
    namedPlaces[name] = found
    return found
  }

  /// The position of the country that holds a point: that of the region that covers it, or of the
  /// world's where the set does not reach.
  func countryPosition(of homes: Holders, at point: Coordinate) throws -> Int? {
    if let home = homes.first, let country = countryPosition(ofFirstLevel: home) { return country }
    guard let world else { return nil }
    return try world.countryPosition(of: world.holders(of: point), at: point)
  }

  /// The position of the country that bears a name; nil when there is none or there are several.
  func countryPosition(named name: String) -> Int? {
    let found = atlas.countries.positions(named: name)
    return found.count == 1 ? found[0] : nil
  }
}

/// What tells a region from those of other sets with the same identifier.
struct RegionKey: Hashable {
  let id: String
  let level: Int
  let envelope: Envelope

  init(_ region: Region) {
    (id, level, envelope) = (region.id, region.level, region.envelope)
  }
}

/// The regions that cover a point, smallest identifier first; nearly always one or none.
struct Holders {
  /// The position of the first.
  private(set) var first: Int?
  /// The positions of the others.
  private(set) var others: [Int] = []

  var all: [Int] { first.map { [$0] + others } ?? [] }

  mutating func append(_ position: Int) {
    if first == nil { first = position } else { others.append(position) }
  }
}

/// A boundary set behind one reference, so that answers are cheap to copy; each thread has its own,
/// because counting references together slows threads down.
final class BoundarySetReference: Sendable {
  let set: BoundarySet

  init(_ set: BoundarySet) { self.set = set }
}

/// A longitude brought into -180...180; exactly ±180 stays as it is.
func wrappedLongitude(_ longitude: Double) -> Double {
  guard abs(longitude) > 180 else { return longitude }
  let turned = (longitude + 180).truncatingRemainder(dividingBy: 360)
  return turned < 0 ? turned + 180 : turned - 180
}

/// The turns by which a shape with longitudes beyond ±180 has to be moved to meet regions that keep
/// within them.
func longitudeShifts(of envelope: Envelope) -> [Double] {
  [0] + (envelope.maxX > 180 ? [-360] : []) + (envelope.minX < -180 ? [360] : [])
}
