import Geodesy
public import ReferenceGeography
import SimpleFeatures
import SpatialIndexing
import Topology

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
    switch place.shape {
    case .point:
      if let home = homes.first { shares.add(1, to: home) }
      isTie = !homes.others.isEmpty
      distance = try borderDistance(of: place)
    case .disc(let center, let radius) where place.container == nil:
      let limit = radius + atlas.firstLevel.description.accuracyMeters
      let survey = survey(center, radiusMeters: radius, within: limit)
      try addShares(ofDisc: place, survey, homes, weight: 1, to: &shares)
      distance =
        if let survey { survey.borderMeters } else { try borderDistance(of: place) }
    default:
      try addShares(of: place, weight: 1, to: &shares, isTie: &isTie)
      distance = try borderDistance(of: place)
    }
    leaveOutStrips(of: place, from: &shares)
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
    let unknown = place.unknownShare
    try addWorldCountries(of: place, upTo: 1 - unknown - byCountry.sum, to: &byCountry)
    let countries = byCountry.inOrder.map {
      Membership.Share(position: $0.position, share: min(1, $0.share), boundaries: countrySet)
    }
    let inside = firstLevel.reduce(0) { $0 + $1.share }
    let outside = 1 - unknown - inside
    return Membership(
      firstLevel: bySize(firstLevel), countries: bySize(countries),
      outside: outside > 1e-9 ? outside : 0, unknown: unknown, isBorderTie: isTie,
      nearBorderMeters: distance, home: homes.first, otherHomes: homes.others,
      homeCountry: try place.representativePoint.flatMap { try countryPosition(of: homes, at: $0) },
      boundaries: firstLevelSet)
  }

  /// Takes regions of other countries out of the shares of a place that is, or is cut to, a region
  /// of the world's set: they are no more than strips in which the two sets disagree.
  private func leaveOutStrips(of place: ResolvedPlace, from shares: inout RegionShares) {
    guard world != nil, let region = place.region ?? place.container, !region.countryID.isEmpty,
      atlas.firstLevel.position(of: region) == nil
    else { return }
    shares.remove { position in
      let country = atlas.firstLevel.regions[position].countryID
      return !country.isEmpty && country != region.countryID
    }
  }

  /// Shares what lies outside the chosen set, or in its regions of no country, among the countries
  /// of the world: each gets what it has of the place there beyond what the set gave it, at most the
  /// rest together.
  ///
  /// Within the width of the strips in which the two sets disagree, and needs no overlay of them.
  private func addWorldCountries(
    of place: ResolvedPlace, upTo rest: Double, to shares: inout RegionShares
  ) throws {
    guard let world, rest > 1e-9 else { return }
    let known = shares.inOrder
    var missing = RegionShares()
    for share in try world.membership(of: place).countries {
      let given = known.first { $0.position == share.position }?.share ?? 0
      if share.share > given { missing.add(share.share - given, to: share.position) }
    }
    let factor = min(1, rest / missing.sum)
    for (position, share) in missing.inOrder { shares.add(share * factor, to: position) }
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
      if let container = place.container, let position = atlas.firstLevel.position(of: container) {
        shares.add(weight, to: position)
        return
      }
      try addShares(
        ofDisc: place, survey(center, radiusMeters: radius, within: radius),
        try holders(of: center), weight: weight, to: &shares)
    case .cutDisc(let part):
      if let position = atlas.firstLevel.position(of: part.region) {
        shares.add(weight, to: position)
      } else if let (geometry, area) = part.surface {
        try addShares(of: geometry, area, weight: weight, to: &shares)
      }
    case .surface(let geometry, let area):
      if let region = place.region ?? place.container,
        let position = atlas.firstLevel.position(of: region)
      {
        shares.add(weight, to: position)
        return
      }
      if let region = place.region, area > 0, let parts = nestedShares(of: region, area: area) {
        for (position, share) in parts { shares.add(weight * share, to: position) }
        return
      }
      try addShares(of: geometry, area, weight: weight, to: &shares)
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
    } else if let (geometry, area) = place.surface {
      try addShares(of: geometry, area, weight: weight, to: &shares)
    }
  }

  private func addShares(
    of surface: Geometry, _ area: Double, weight: Double, to shares: inout RegionShares
  ) throws {
    guard area > 0 else { return }
    try addParts(of: surface, to: &shares) { part in
      weight * Geodesic.wgs84.areaWithStraightEdges(of: part) / area
    }
  }

  /// The shares of the first-level regions in their country, where they fill it exactly, as they do
  /// in the shipped sets; nil where they do not, or the region is no country of this ground.
  ///
  /// Needs no overlay: that of a large country with its regions takes a tenth of a second.
  private func nestedShares(of country: Region, area: Double) -> [(position: Int, share: Double)]? {
    guard country.level == 0, let position = atlas.countries.position(ofID: country.id) else {
      return nil
    }
    if let known = nestedParts[position] { return known }
    let set = atlas.firstLevel
    let parts = set.index.search(country.envelope)
      .filter { set.regions[$0].countryID == country.id }
      .map { ($0, Geodesic.wgs84.areaWithStraightEdges(of: set.regions[$0].geometry) / area) }
    let sum = parts.reduce(0) { $0 + $1.1 }
    let shares = abs(sum - 1) < 1e-6 ? parts.map { (position: $0.0, share: $0.1 / sum) } : nil
    nestedParts[position] = .some(shares)
    return shares
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
    case .surface, .disc, .cutDisc:
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

extension ResolvedPlace {
  /// How much of the place is not known at all, 0 to 1.
  fileprivate var unknownShare: Double {
    switch shape {
    case .unknown: 1
    case .mixture(let parts): parts.reduce(0) { $0 + $1.weight * $1.place.unknownShare }
    case .point, .disc, .cutDisc, .surface, .line: 0
    }
  }
}
