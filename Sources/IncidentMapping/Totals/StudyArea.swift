public import ReferenceGeography

/// The land over which incidents are counted, cells without any included.
public struct StudyArea: Sendable {
  /// The countries or regions.
  public let regions: [Region]
  /// What it is, for people.
  public let description: String

  /// The land of regions.
  public init(_ regions: [Region], description: String) {
    self.regions = regions
    self.description = description
  }

  /// The land of what is selected; nil where the selection names no regions.
  ///
  /// A country counts as the shipped set has it, a group by all its members of all times.
  public init?(of selection: Selection, on atlas: Atlas) {
    let named =
      selection.regions.filter { $0.level == 0 }.map(\.countryID)
      + selection.groups.flatMap { $0.memberships.map(\.countryID) }
    // A country of a chosen set comes with its regions.
    let regions = selection.regions.filter { $0.level > 0 && !named.contains($0.countryID) }
    self.init(regions: named.compactMap(atlas.countries.region(id:)) + regions)
  }

  /// The land of the countries in which incidents lie, by the points that stand for them; nil where none
  /// lies in a country.
  public init?(of incidents: [LocatedIncident], on atlas: Atlas) throws {
    let ground = try Ground(atlas: atlas)
    var countries: Set<Int> = []
    for incident in incidents {
      guard let point = incident.place.representativePoint else { continue }
      if let country = try ground.countryPosition(of: ground.holders(of: point), at: point) {
        countries.insert(country)
      }
    }
    self.init(regions: countries.sorted().map { atlas.countries.regions[$0] })
  }

  /// The land of what a name means.
  public init(named name: String, on atlas: Atlas) throws {
    var selection = Selection()
    let named = try atlas.regions(named: name)
    selection.regions = named.regions
    selection.groups = named.group.map { [$0] } ?? []
    guard let area = StudyArea(of: selection, on: atlas) else {
      throw Atlas.UnknownName(kind: "region", name: name, suggestions: [])
    }
    self = area
  }

  private init?(regions: [Region]) {
    var seen: Set<String> = []
    let distinct = regions.filter { seen.insert("\($0.level) \($0.id)").inserted }
    guard !distinct.isEmpty else { return nil }
    let names = distinct.map(\.name)
    self.init(
      distinct,
      description: "the land of "
        + (names.count > 10
          ? "\(names.prefix(10).joined(separator: ", ")) and \(names.count - 10) more"
          : names.joined(separator: ", ")))
  }
}
