import Incidents
import ReferenceGeography
import SimpleFeatures

/// In which regions a plain point or disc lies, in as few words as will do; `Ground.membership` says
/// the same at length.
struct PlainSurroundings {
  enum Regions {
    /// In no region.
    case none
    /// Wholly in the first-level region, and the country, at these positions.
    case one(Int, country: Int)
    /// In several, or partly in none.
    case several(PlainShares)
    /// What is none of these: ties, overlaps, discs beside a pole.
    indirect case other(Membership)
  }

  var regions: Regions
  /// The distance to the nearest border in metres, where it is near enough to be said.
  var borderMeters: Double?
  /// The position of the first-level region that covers the point, and of its country.
  var home: Int?
  var homeCountry: Int?

  /// The position of the country with the largest share; nil where there is none.
  var country: Int? {
    switch regions {
    case .none: nil
    case .one(_, let country): country
    case .several(let shares): shares.countries.first?.position
    case .other(let membership): membership.countries.first?.position
    }
  }

  /// Whether the place lies in a country, at least in part.
  func lies(in country: Int) -> Bool {
    switch regions {
    case .none: false
    case .one(_, let one): one == country
    case .several(let shares): shares.countries.contains { $0.position == country }
    case .other(let membership): membership.countries.contains { $0.position == country }
    }
  }
}

/// The shares of a disc, largest first, then smallest position.
struct PlainShares {
  typealias Share = (position: Int, share: Double)

  /// Those of the countries, then those of the first-level regions.
  private let shares: [Share]
  private let countryCount: Int
  /// The part that lies in no region.
  let outside: Double

  var countries: ArraySlice<Share> { shares[..<countryCount] }
  var firstLevel: ArraySlice<Share> { shares[countryCount...] }

  init(firstLevel: [Share], countries: [Share], outside: Double) {
    shares = countries + firstLevel
    countryCount = countries.count
    self.outside = outside
  }

  /// - Parameter country: the position of the country of a first-level region.
  init(_ shares: RegionShares, country: (Int) -> Int?) {
    var all: [Share] = []
    all.reserveCapacity(2 * shares.inOrder.count)
    var inside = 0.0
    for (position, share) in shares.inOrder {
      inside += min(1, share)
      guard let country = country(position) else { continue }
      var place = all.count
      while place > 0, all[place - 1].position > country { place -= 1 }
      if place > 0, all[place - 1].position == country {
        all[place - 1].share += min(1, share)
      } else {
        all.insert((country, min(1, share)), at: place)
      }
    }
    countryCount = all.count
    Self.putLargestFirst(&all, from: 0)
    all += shares.inOrder
    Self.putLargestFirst(&all, from: countryCount)
    self.shares = all
    outside = 1 - inside > 1e-9 ? 1 - inside : 0
  }

  /// Sorts shares that are in order of their positions, none above 1, largest first.
  private static func putLargestFirst(_ shares: inout [Share], from first: Int) {
    for index in first..<shares.count {
      shares[index].share = min(1, shares[index].share)
      var place = index
      while place > first, shares[place - 1].share < shares[place].share {
        shares.swapAt(place - 1, place)
        place -= 1
      }
    }
  }
}

extension Ground {
  /// The regions of a point or, with a radius above 0, a disc about it.
  /// - Parameter hasBorder: whether the distance to the nearest border is wanted.
  func surroundings(of center: Coordinate, radiusMeters: Double, hasBorder: Bool) throws
    -> PlainSurroundings
  {
    let homes = try holders(of: center)
    let homeCountry = try countryPosition(of: homes, at: center)
    let linked = homes.first.flatMap { countryPosition(ofFirstLevel: $0) }
    var found = PlainSurroundings(
      regions: .none, home: homes.first, homeCountry: homeCountry)
    guard homes.others.isEmpty, linked != nil || (homes.first == nil && world == nil) else {
      return try atLength(found, center, radiusMeters: radiusMeters)
    }
    let accuracy = atlas.firstLevel.description.accuracyMeters
    if radiusMeters > 0 {
      let survey = survey(center, radiusMeters: radiusMeters, within: radiusMeters + accuracy)
      guard let survey,
        let shares = survey.isUncut ? RegionShares() : survey.shares(homes)
      else {
        return try atLength(found, center, radiusMeters: radiusMeters)
      }
      found.borderMeters = survey.borderMeters
      if !survey.isUncut {
        guard world == nil else { return try atLength(found, center, radiusMeters: radiusMeters) }
        found.regions = .several(
          PlainShares(shares) { countryPosition(ofFirstLevel: $0) })
        return found
      }
    } else if hasBorder {
      found.borderMeters = borderDistance(from: center, within: accuracy)
    }
    if let home = homes.first, let homeCountry { found.regions = .one(home, country: homeCountry) }
    return found
  }

  private func atLength(
    _ found: PlainSurroundings, _ center: Coordinate, radiusMeters: Double
  ) throws -> PlainSurroundings {
    let place: Place =
      radiusMeters > 0
      ? .near(center: .coordinate(center, name: nil), radiusMeters: radiusMeters, clippedTo: [])
      : .exact(center)
    let membership = try membership(of: resolve(place))
    var found = found
    found.regions = .other(membership)
    found.borderMeters = membership.nearBorderMeters
    return found
  }
}
