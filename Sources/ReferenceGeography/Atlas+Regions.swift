import NameMatching
import SimpleFeatures

extension Atlas {
  /// What a name means as a place to be in.
  public struct NamedRegions: Sendable {
    /// The regions, of which any will do.
    public var regions: [Region] = []
    /// The group of countries, where the name is that of one.
    public var group: RegionGroup?
    /// What was taken, for people: `Mali (MLI)`.
    public var label: String
    /// What else bears the name, in the same form.
    public var others: [String] = []
  }

  /// A name that several regions of the same level bear.
  public struct AmbiguousName: Error, CustomStringConvertible, Sendable {
    /// The name.
    public let name: String
    /// The regions, as `Name (id)`.
    public let candidates: [String]

    /// A sentence for people.
    public var description: String {
      let rest = candidates.count > 10 ? " and \(candidates.count - 10) more" : ""
      return "Several regions are called \(name.quoted): "
        + "\(candidates.prefix(10).joined(separator: ", "))\(rest). Give the id in brackets."
    }
  }

  /// The regions that a name or code means: a country before a group of countries, that before a
  /// first-level region, that before deeper ones.
  ///
  /// On a chosen set a country is its land there as well as on the shipped set, and a region of a
  /// level above those of the set is all of them that lie in it.
  ///
  /// Throws `UnknownName` with the nearest names, `AmbiguousName` where a level has several.
  public func regions(named name: String) throws -> NamedRegions {
    let levels = [countries(named: name), groups(named: name)] + regionsByLevel(named: name)
    guard let first = levels.firstIndex(where: { !$0.isEmpty }) else {
      throw UnknownName(
        kind: "region", name: name,
        suggestions: (countries.suggestions(for: name, count: 3)
          + firstLevel.suggestions(for: name, count: 3)).unique)
    }
    guard levels[first].count == 1, var taken = levels[first].first else {
      throw AmbiguousName(name: name, candidates: levels[first].map(\.label))
    }
    taken.others = levels[(first + 1)...].flatMap { $0.map(\.label) }
    return taken
  }

  /// The positions of the regions of the set that bear a name, or, where none of a first-level set
  /// does, one of the names that the world's region of that name has: Timbuktu for Tombouctou.
  public func positions(named name: String, inCountry countryID: String?) -> [Int] {
    let found = firstLevel.positions(named: name, inCountry: countryID)
    guard found.isEmpty, firstLevel.description.level == 1 else { return found }
    return otherNames(of: name, inCountry: countryID).lazy
      .map { firstLevel.positions(named: $0, inCountry: countryID) }.first { !$0.isEmpty } ?? []
  }

  /// The names of the one first-level region of the world that bears a name.
  private func otherNames(of name: String, inCountry countryID: String?) -> [String] {
    guard let world = worldRegions else { return [] }
    let found = world.positions(named: name, inCountry: countryID)
    guard found.count == 1 else { return [] }
    return [world.regions[found[0]].name] + world.regions[found[0]].alternativeNames
  }

  private func label(_ region: Region) -> String { "\(region.name) (\(region.id))" }

  private func countries(named name: String) -> [NamedRegions] {
    let isOfCountries = worldRegions != nil && firstLevel.description.level == 0
    let own = isOfCountries ? firstLevel.positions(named: name).map { firstLevel.regions[$0] } : []
    let shipped = countries.positions(named: name).map { countries.regions[$0] }
    var found = shipped.map { country in
      NamedRegions(
        regions: [country]
          + (worldRegions == nil ? [] : firstLevel.regions.filter { $0.countryID == country.id }),
        label: label(country))
    }
    for region in own where !shipped.contains(where: { $0.id == region.countryID }) {
      found.append(NamedRegions(regions: [region], label: label(region)))
    }
    return found
  }

  private func groups(named name: String) -> [NamedRegions] {
    let key = FoldedName.fold(name)
    guard !key.isEmpty else { return [] }
    return groups.filter { group in
      ([group.id, group.name] + group.alternativeNames).contains { FoldedName.fold($0) == key }
    }.map { NamedRegions(group: $0, label: "the group \($0.name) (\($0.id))") }
  }

  /// What bears a name below the countries, level by level.
  private func regionsByLevel(named name: String) -> [[NamedRegions]] {
    let level = firstLevel.description.level
    guard level > 0 else { return [] }
    let above = level > 1 ? (1..<level).map { ancestors(named: name, level: $0) } : []
    return above + [
      positions(named: name, inCountry: nil).map { position in
        let region = firstLevel.regions[position]
        return NamedRegions(regions: [region], label: label(region))
      }
    ]
  }

  /// The regions of a level above those of the set that bear a name, each as what lies in it.
  private func ancestors(named name: String, level: Int) -> [NamedRegions] {
    let keys = ([name] + (level == 1 ? otherNames(of: name, inCountry: nil) : []))
      .map(FoldedName.foldWithoutKind).filter { !$0.isEmpty }
    var found: [(key: String, regions: NamedRegions)] = []
    for region in firstLevel.regions {
      for ancestor in region.ancestors where ancestor.level == level {
        guard
          ancestor.id.uppercased() == name.uppercased()
            || keys.contains(FoldedName.foldWithoutKind(ancestor.name))
        else { continue }
        let own = ancestor.id.isEmpty ? region.countryID + "/" + ancestor.name : ancestor.id
        if let index = found.firstIndex(where: { $0.key == own }) {
          found[index].regions.regions.append(region)
        } else {
          let label = "\(ancestor.name) (\(ancestor.id.isEmpty ? region.countryID : ancestor.id))"
          found.append((own, NamedRegions(regions: [region], label: label)))
        }
      }
    }
    return found.map(\.regions)
  }
}
