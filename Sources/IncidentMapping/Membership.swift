import Geodesy
public import ReferenceGeography
import SimpleFeatures
import SpatialIndexing
import Topology

/// In which regions a place lies, and how surely.
public struct Membership: Sendable {
  /// One region's part in a place.
  public struct Share: Sendable {
    /// The position of the region in its boundary set.
    public let position: Int
    /// The part of the place that lies in it, 0 to 1.
    public let share: Double
    let boundaries: BoundarySetReference

    /// The region.
    public var region: Region { boundaries.set.regions[position] }
  }

  /// First-level regions with a share above zero, largest first, then smallest identifier.
  public let firstLevel: [Share]
  /// Countries with a share above zero, in the same order; sums over their first-level regions.
  public let countries: [Share]
  /// The part that lies in no region.
  public let outside: Double
  /// The part of which nothing is known: the weight of the unknown places of a mixture, 1 for an
  /// unknown place.
  public let unknown: Double
  /// Whether the place is a point that several regions cover.
  public let isBorderTie: Bool
  /// The distance to the nearest border in metres, where it is less than the place's own
  /// uncertainty plus the accuracy of the boundary set.
  public let nearBorderMeters: Double?
  /// The position of the first-level region that covers the place's representative point, that of
  /// the smallest identifier where there are several; nil where there is none.
  public let home: Int?
  /// The positions of the other first-level regions that cover that point; nearly always empty.
  public let otherHomes: [Int]
  /// The position of the country of `home` among the countries.
  public let homeCountry: Int?
  let boundaries: BoundarySetReference

  /// What the answer rests on.
  public var boundarySet: BoundarySet.Description { boundaries.set.description }

  /// What shares of the outside are called.
  public static let outsideName = "(outside all regions)"
  /// What the share of unknown places of a mixture is called.
  public static let unknownName = "(unknown)"

  /// The shares as text, `Kidal 0.606; Gao 0.394`: three decimals that add up to 1.000.
  ///
  /// Rounding is by largest remainder, so that nothing is lost; what rounds to nothing is left out.
  public var sharesText: String {
    var entries = firstLevel.map { ($0.region.name, $0.share) }
    if outside > 0 { entries.append((Self.outsideName, outside)) }
    if unknown > 0, unknown < 1 { entries.append((Self.unknownName, unknown)) }
    let thousandths = roundedToThousandths(entries.map(\.1))
    return zip(entries, thousandths).filter { $1 > 0 }
      .map { entry, value in "\(entry.0) \(decimals(thousandths: value))" }.joined(separator: "; ")
  }
}

extension ResolvedPlace {
  /// How much of the place is not known at all, 0 to 1.
  fileprivate var unknownShare: Double {
    switch shape {
    case .unknown: 1
    case .mixture(let parts): parts.reduce(0) { $0 + $1.weight * $1.place.unknownShare }
    case .point, .disc, .surface, .line: 0
    }
  }
}

/// Shares in thousandths that add up to 1,000: the largest remainders are rounded up, first come
/// first served among equals. Empty for no shares; shares that add up to zero stay zero.
func roundedToThousandths(_ shares: [Double]) -> [Int] {
  let total = shares.reduce(0, +)
  guard total > 0 else { return shares.map { _ in 0 } }
  let scaled = shares.map { $0 / total * 1000 }
  var rounded = scaled.map { Int($0.rounded(.down)) }
  let byRemainder = scaled.indices.sorted { a, b in
    let first = scaled[a] - Double(rounded[a])
    let second = scaled[b] - Double(rounded[b])
    return first != second ? first > second : a < b
  }
  for index in byRemainder.prefix(max(0, 1000 - rounded.reduce(0, +))) { rounded[index] += 1 }
  return rounded
}

private func decimals(thousandths: Int) -> String {
  let digits = String(thousandths % 1000)
  return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
}

extension Ground {
  /// The regions of a place, on the first-level boundary set.
  ///
  /// A point belongs to the region that covers it, the one with the smallest identifier where there
  /// are several. A surface is shared by area, a line by length, a mixture by its weights. Where
  /// regions overlap, the smallest identifier takes what is common.
  public func membership(of place: ResolvedPlace) throws -> Membership {
    let homes = try place.representativePoint.map { try holders(of: $0) } ?? Holders()
    var shares = RegionShares()
    var isTie = false
    let distance: Double?
    if case .disc(let center, let radius) = place.shape, place.container == nil {
      let limit = radius + atlas.firstLevel.description.accuracyMeters
      let survey = survey(center, radiusMeters: radius, within: limit)
      try addShares(ofDisc: place, survey, homes, weight: 1, to: &shares)
      distance =
        if let survey { survey.borderMeters } else { try borderDistance(of: place) }
    } else {
      try addShares(of: place, weight: 1, to: &shares, isTie: &isTie)
      distance = try borderDistance(of: place)
    }
    let firstLevel = shares.inOrder.map {
      Membership.Share(position: $0.position, share: min(1, $0.share), boundaries: firstLevelSet)
    }
    // Sums in order of identifiers, so that the last bit does not depend on anything else.
    var byCountry = RegionShares()
    for share in firstLevel {
      if let country = countryPosition(ofFirstLevel: share.position) {
        byCountry.add(share.share, to: country)
      }
    }
    let countries = byCountry.inOrder.map {
      Membership.Share(position: $0.position, share: min(1, $0.share), boundaries: countrySet)
    }
    let inside = firstLevel.reduce(0) { $0 + $1.share }
    let unknown = place.unknownShare
    let outside = 1 - unknown - inside
    return Membership(
      firstLevel: bySize(firstLevel), countries: bySize(countries),
      outside: outside > 1e-9 ? outside : 0, unknown: unknown, isBorderTie: isTie,
      nearBorderMeters: distance, home: homes.first, otherHomes: homes.others,
      homeCountry: homes.first.flatMap { countryPosition(ofFirstLevel: $0) },
      boundaries: firstLevelSet)
  }

  private func bySize(_ shares: [Membership.Share]) -> [Membership.Share] {
    if shares.count < 2 { return shares }
    return shares.sorted { ($1.share, $0.position) < ($0.share, $1.position) }
  }

  private func addShares(
    of place: ResolvedPlace, weight: Double, to shares: inout RegionShares, isTie: inout Bool
  ) throws {
    switch place.shape {
    case .unknown: return
    case .point(let point):
      let holders = try holders(of: point)
      if !holders.others.isEmpty { isTie = true }
      if let first = holders.first { shares.add(weight, to: first) }
    case .disc(let center, let radius):
      if let container = place.container, container.level == atlas.firstLevel.description.level,
        let position = atlas.firstLevel.position(ofID: container.id)
      {
        shares.add(weight, to: position)
        return
      }
      try addShares(
        ofDisc: place, survey(center, radiusMeters: radius, within: radius),
        try holders(of: center), weight: weight, to: &shares)
    case .surface(let geometry, let area):
      if let region = place.region ?? place.container,
        let position = atlas.firstLevel.position(ofID: region.id),
        region.level == atlas.firstLevel.description.level
      {
        shares.add(weight, to: position)
        return
      }
      guard area > 0 else { return }
      if let region = place.region, let parts = nestedShares(of: region, area: area) {
        for (position, share) in parts { shares.add(weight * share, to: position) }
        return
      }
      try addParts(of: geometry, to: &shares) { part in
        weight * Geodesic.wgs84.areaWithStraightEdges(of: part) / area
      }
    case .line(let line, let length):
      guard length > 0 else { return }
      try addParts(of: .lineString(line), to: &shares) { part in
        weight * part.lineStrings.reduce(0) { $0 + Geodesic.wgs84.length(of: $1) } / length
      }
    case .mixture(let parts):
      for part in parts {
        try addShares(
          of: part.place, weight: weight * part.weight, to: &shares, isTie: &isTie)
      }
    }
  }

  private func addShares(
    ofDisc place: ResolvedPlace, _ survey: DiscSurvey?, _ homes: Holders, weight: Double,
    to shares: inout RegionShares
  ) throws {
    if let parts = survey?.shares(homes) {
      for (position, share) in parts.inOrder { shares.add(weight * share, to: position) }
    } else if let (geometry, area) = place.surface, area > 0 {
      try addParts(of: geometry, to: &shares) { part in
        weight * Geodesic.wgs84.areaWithStraightEdges(of: part) / area
      }
    }
  }

  /// The shares of the first-level regions in their country, where they fill it exactly, as they do
  /// in the shipped sets; nil where they do not, or the region is no country of this ground.
  ///
  /// Needs no overlay: that of a large country with its regions takes a tenth of a second.
  private func nestedShares(of country: Region, area: Double) -> [(position: Int, share: Double)]? {
    guard country.level == 0, atlas.countries.position(ofID: country.id) != nil else { return nil }
    let set = atlas.firstLevel
    let parts = set.index.search(country.envelope)
      .filter { set.regions[$0].countryID == country.id }
      .map { ($0, Geodesic.wgs84.areaWithStraightEdges(of: set.regions[$0].geometry) / area) }
    let sum = parts.reduce(0) { $0 + $1.1 }
    return abs(sum - 1) < 1e-6 ? parts.map { ($0.0, $0.1 / sum) } : nil
  }

  /// Adds the part of a geometry in each region; smallest identifiers first take what is common.
  private func addParts(
    of geometry: Geometry, to shares: inout RegionShares, measure: (Geometry) -> Double
  ) throws {
    let whole = measure(geometry)
    for shift in longitudeShifts(of: geometry.envelope) {
      let moved =
        shift == 0 ? geometry : geometry.map { Coordinate(x: $0.x + shift, y: $0.y) }
      let candidates = atlas.firstLevel.index.search(moved.envelope)
      var found: [(position: Int, part: Double)] = []
      for position in candidates {
        let part = measure(try firstLevel(position).intersection(with: moved))
        if part > 0 { found.append((position, part)) }
      }
      if found.reduce(0, { $0 + $1.part }) > whole * (1 + 1e-9) {
        found = try partsTakenInTurn(of: moved, by: candidates, measure: measure)
      }
      for (position, part) in found { shares.add(part, to: position) }
    }
  }

  private func partsTakenInTurn(
    of geometry: Geometry, by candidates: [Int], measure: (Geometry) -> Double
  ) throws -> [(position: Int, part: Double)] {
    var rest = geometry
    var found: [(position: Int, part: Double)] = []
    for position in candidates where !rest.isEmpty {
      let part = measure(try firstLevel(position).intersection(with: rest))
      guard part > 0 else { continue }
      found.append((position, part))
      rest = try context.difference(rest, atlas.firstLevel.regions[position].geometry)
    }
    return found
  }

  /// The part of a place that lies in a region of any set, 0 to 1.
  public func mass(of place: ResolvedPlace, in region: Region) throws -> Double {
    switch place.shape {
    case .unknown: return 0
    case .point(let point):
      let wrapped = Coordinate(
        longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
      return try context.intersects(.point(wrapped), region.geometry) ? 1 : 0
    case .surface, .disc:
      guard let (geometry, area) = place.surface, area > 0 else { return 0 }
      return try mass(of: geometry, in: region) {
        Geodesic.wgs84.areaWithStraightEdges(of: $0) / area
      }
    case .line(let line, let length):
      guard length > 0 else { return 0 }
      return try mass(of: .lineString(line), in: region) { part in
        part.lineStrings.reduce(0) { $0 + Geodesic.wgs84.length(of: $1) } / length
      }
    case .mixture(let parts):
      return try parts.reduce(0) { $0 + $1.weight * (try mass(of: $1.place, in: region)) }
    }
  }

  private func mass(of geometry: Geometry, in region: Region, measure: (Geometry) -> Double) throws
    -> Double
  {
    var sum = 0.0
    for shift in longitudeShifts(of: geometry.envelope) {
      let moved = geometry.map { Coordinate(x: $0.x + shift, y: $0.y) }
      guard moved.envelope.intersects(region.envelope) else { continue }
      sum += measure(try context.intersection(moved, region.geometry))
    }
    return min(1, sum)
  }
}
