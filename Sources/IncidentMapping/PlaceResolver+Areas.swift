import Foundation
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import Topology

extension Ground {
  func surface(of region: Region, way: ResolvedPlace.Way, note: String?) throws
    -> ResolvedPlace
  {
    let (area, point) = try measures(of: region)
    return ResolvedPlace(
      kind: .area, shape: .surface(region.geometry, areaSquareMeters: area),
      representativePoint: point,
      radiusMeters: (area / .pi).squareRoot(), region: region, way: way, note: note)
  }

  /// The area of a region and a point on its surface; remembered, because many records of a table
  /// mean the same region.
  private func measures(of region: Region) throws -> (area: Double, point: Coordinate?) {
    let key = RegionKey(region)
    if let known = regionMeasures[key] { return known }
    let made = (
      Geodesic.wgs84.areaWithStraightEdges(of: region.geometry),
      try context.pointOnSurface(of: region.geometry)
    )
    regionMeasures[key] = made
    return made
  }

  /// A region with the way it was found.
  typealias FoundArea = (region: Region, way: ResolvedPlace.Way, note: String?)

  /// The region that a reference means: by its names within the country first, else the one that
  /// holds its point. A name without a level is a country's before it is a region's.
  func area(_ reference: AreaReference) throws -> FoundArea {
    switch reference.level {
    case 0: return try nation(reference)
    case nil:
      if reference.country == nil, let found = nationByName(reference) { return found }
      return try regionArea(reference)
    case let level?:
      guard level == atlas.firstLevel.description.level || level == 1 else {
        throw Unresolved(
          description: "No boundary set at hand has regions of level \(level) "
            + "(\(wanted(reference))).")
      }
      return try regionArea(reference)
    }
  }

  /// The region on the chosen set, or, where that lacks it or has another level, on the world's.
  private func regionArea(_ reference: AreaReference) throws -> FoundArea {
    guard let world else { return try firstLevelArea(reference) }
    if let level = reference.level, level != atlas.firstLevel.description.level {
      return try world.firstLevelArea(reference)
    }
    do {
      return try firstLevelArea(reference)
    } catch let error as Unresolved {
      guard reference.level ?? 1 == 1, let found = try? world.firstLevelArea(reference) else {
        throw error
      }
      return found
    }
  }

  private func wanted(_ reference: AreaReference) -> String {
    reference.names.first?.quoted ?? "without a name"
  }

  private func nationByName(_ reference: AreaReference) -> FoundArea? {
    for name in reference.names {
      if let position = countryPosition(named: name) {
        return (atlas.countries.regions[position], .areaByName, nil)
      }
    }
    return nil
  }

  private func nation(_ reference: AreaReference) throws -> FoundArea {
    if let found = nationByName(reference) { return found }
    if let point = reference.at, let region = try country(covering: point) {
      return (region, .areaByPoint, "\(region.name) is the country that holds the coded point.")
    }
    throw Unresolved(
      description: "No country \(wanted(reference)) in \(atlas.countries.description.name).",
      missing: reference.names.first.map { .area($0) })
  }

  private func firstLevelArea(_ reference: AreaReference) throws -> FoundArea {
    let country = reference.country.flatMap { countryPosition(named: $0) }
      .map { atlas.countries.regions[$0] }
    var namesakes: [Int] = []
    if reference.country == nil || country != nil {
      for name in reference.names {
        let found = atlas.positions(named: name, inCountry: country?.id)
        if let position = try oneOf(found, at: reference.at) {
          return (atlas.firstLevel.regions[position], .areaByName, nil)
        }
        namesakes += found
      }
    }
    if let found = try regionOfAnotherCountry(reference, than: country) { return found }
    let set = atlas.firstLevel.description.name
    if let point = reference.at,
      let position = try firstLevelRegions(covering: point).first(where: {
        country == nil || atlas.firstLevel.regions[$0].countryID == country?.id
      })
    {
      let region = atlas.firstLevel.regions[position]
      return (
        region, .areaByPoint,
        "\(region.name) is the region that holds the coded point; "
          + "\(set) has no region \(wanted(reference))."
      )
    }
    guard namesakes.isEmpty else {
      let ids = namesakes.map { atlas.firstLevel.regions[$0].id }.joined(separator: ", ")
      throw Unresolved(
        description: "Several regions in \(set) are called \(wanted(reference)): \(ids). "
          + "Give the id or the country.")
    }
    throw Unresolved(
      description: "No region \(wanted(reference)) in \(set).",
      missing: reference.names.first.map { .area($0) })
  }

  /// The region that bears one of the names in the country that holds the point, where the record
  /// names another: the Gaza Strip filed under Israel, Upper Nile under the Sudan of its day.
  private func regionOfAnotherCountry(_ reference: AreaReference, than named: Region?) throws
    -> FoundArea?
  {
    guard let named, let point = reference.at, let holder = try country(covering: point),
      holder.id != named.id
    else { return nil }
    for name in reference.names {
      let found = atlas.firstLevel.positions(named: name, inCountry: holder.id)
      if let position = try oneOf(found, at: point) {
        let region = atlas.firstLevel.regions[position]
        return (
          region, .areaByName,
          "\(region.name) lies in \(holder.name), which holds the coded point; the record names "
            + "\(named.name)."
        )
      }
    }
    return nil
  }

  /// The one region of several with the same name: the only one, or the one that holds the point.
  private func oneOf(_ positions: [Int], at point: Coordinate?) throws -> Int? {
    if positions.count <= 1 { return positions.first }
    guard let point else { return nil }
    return try positions.first { try firstLevel($0).covers(point) }
  }

  func country(covering point: Coordinate) throws -> Region? {
    try countryPosition(of: holders(of: point), at: point).map { atlas.countries.regions[$0] }
  }

  /// Whether a point lies in a country or as near to it as the boundary set can tell; true where no
  /// country is named.
  func lies(_ point: Coordinate, in name: String?) throws -> Bool {
    guard let name else { return true }
    guard let position = countryPosition(named: name) else { return false }
    return try holds(atlas.countries.regions[position], point)
  }

  /// Whether a country holds a point, or lies as near to it as the boundary set can tell.
  func holds(_ nation: Region, _ point: Coordinate) throws -> Bool {
    guard let position = atlas.countries.position(ofID: nation.id) else { return false }
    let region = try country(position)
    let accuracy = atlas.countries.description.accuracyMeters
    if try region.covers(point) { return true }
    return try accuracy > 0 && region.intersects(try circle(point, radiusMeters: accuracy))
  }
}
