import Datasets
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures
import Synchronization

/// A place that had to be looked up, as the bytes that features have in common.
final class PlainDescription: Sendable {
  let resolved: ResolvedPlace
  let geometry: EncodedGeometry
  var kind: ResolvedPlace.Kind { resolved.kind }
  /// The position of the country with the largest share; nil where there is none.
  let country: Int?
  let claimsToBeKnown: Bool
  /// Everything from `location_kind` to `border_tie`.
  let members: [UInt8]

  /// Whether something about the place has to be said, or might have to for the day of a record.
  private static func isDoubtful(
    _ place: Place, _ resolved: ResolvedPlace, _ membership: Membership, on ground: Ground,
    _ source: PlainRecord
  ) throws -> Bool {
    let names = source.names
    let mapped = MappedIncident(
      incident: Incident(
        id: "", place: place, placeName: names.place, countryReported: names.country),
      place: resolved, membership: membership)
    if let name = names.country, [.exact, .near, .ring].contains(resolved.kind),
      case .known(let country) = ground.country(reportedAs: name)
    {
      let id = ground.atlas.countries.regions[country].id
      guard membership.countries.contains(where: { $0.region.id == id }) else { return true }
    }
    return try !ground.doubts(of: mapped, file: "").isEmpty
  }

  /// How many bytes it has.
  let byteCount: Int

  init(copying other: PlainDescription) {
    (resolved, geometry, country) = (other.resolved, other.geometry, other.country)
    (claimsToBeKnown, byteCount) = (other.claimsToBeKnown, other.byteCount)
    members = other.members.map { $0 }
  }

  /// Nil where the place cannot be found or drawn.
  init?(_ source: PlainRecord, on ground: Ground, _ style: GeometryStyle) throws {
    guard let (place, basis) = source.place, let resolved = try? ground.resolve(place) else {
      return nil
    }
    self.resolved = resolved
    guard let geometry = GeoJSONEncoder().encode(resolved.geometry(style)) else { return nil }
    self.geometry = geometry
    let membership = try ground.membership(of: resolved)
    country = membership.countries.first?.position
    claimsToBeKnown = resolved.claimsToBeKnown
    guard try !Self.isDoubtful(place, resolved, membership, on: ground, source) else { return nil }
    let texts = MappedIncident.texts(of: place, resolved, membership, basis: basis, style)
    members = try jsonMembers(texts.place) + jsonMembers(texts.regions)
    byteCount = geometry.byteCount + members.count
  }
}

/// The descriptions that any thread has made: each costs as much as a hundred that are known.
final class SharedDescriptions: Sendable {
  /// Descriptions that are remembered, before all are forgotten.
  private static let memory = 8192

  private let known = Mutex<[PlainDescription.Key: PlainDescription?]>([:])

  /// The description of a key, none inside where its places have to be written otherwise.
  func description(of key: PlainDescription.Key) -> PlainDescription?? {
    known.withLock { $0[key] }
  }

  /// Keeps a description, or that there is none, unless another thread was faster, and gives the one that is kept.
  func keep(_ made: PlainDescription?, of key: PlainDescription.Key) -> PlainDescription? {
    known.withLock { known in
      if let first = known[key] { return first }
      if known.count >= Self.memory { known.removeAll(keepingCapacity: true) }
      known[key] = .some(made)
      return made
    }
  }
}

/// The members of an object, each with a comma before it.
private func jsonMembers(_ properties: Properties) throws -> [UInt8] {
  let text = try PropertyValue.object(properties).json().utf8.dropFirst().dropLast()
  return text.isEmpty ? [] : [UInt8(ascii: ",")] + text
}
