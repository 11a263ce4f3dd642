import Yams

/// The YAML form of region groups: countries with the days they joined and left.
enum RegionGroupFile {
  private struct Group: Decodable {
    struct Member: Decodable {
      var country: String
      var from: String?
      var until: String?
    }
    var id: String
    var name: String
    var names: [String]?
    var members: [Member]
    var source: String
  }

  private struct Document: Decodable {
    var groups: [Group]
  }

  static func read(_ text: String) throws -> [RegionGroup] {
    try YAMLDecoder().decode(Document.self, from: text).groups.map { group in
      RegionGroup(
        id: group.id, name: group.name, alternativeNames: group.names ?? [],
        memberships: group.members.map {
          RegionGroup.Membership(countryID: $0.country, from: $0.from, until: $0.until)
        },
        source: group.source)
    }
  }
}
