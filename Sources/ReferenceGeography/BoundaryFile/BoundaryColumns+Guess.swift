extension BoundaryColumns {
  /// Guesses the columns of a layer from their names, as COD-AB, geoBoundaries, GADM, Natural Earth,
  /// NUTS and OpenStreetMap write them, and from how their values differ; and the level that the
  /// names tell, nil where they tell none.
  static func guess(_ table: BoundaryTable) -> (columns: BoundaryColumns, level: Int?) {
    let named = table.names.map { (name: $0, key: key($0)) }
    let leveled = named.compactMap { column in
      LeveledColumn(name: column.name, key: column.key)
    }.filter { table.isFilled($0.name) }
    func filled(_ keys: [String]) -> String? {
      keys.compactMap { key in named.first { $0.key == key && table.isFilled($0.name) }?.name }
        .first
    }

    // The deepest level with a name or an identifier is that of the regions.
    let level = leveled.filter { $0.role == .name || $0.role == .id }.map(\.level).max()
    var guess = BoundaryColumns()
    let own = leveled.filter { $0.level == level }
    let ownNames = own.filter { $0.role == .name && table.isText($0.name) }.map(\.name)
    let plainNames = nameKeys.compactMap { key in
      named.first { $0.key == key && table.isFilled($0.name) && table.isText($0.name) }?.name
    }
    let otherNames = named.filter {
      ($0.key.contains("name") || $0.key.hasPrefix("nom")) && table.isFilled($0.name)
        && table.isText($0.name) && LeveledColumn(name: $0.name, key: $0.key) == nil
    }.map(\.name)
    guess.name = (ownNames + plainNames + otherNames).first

    let ownIDs = own.filter { $0.role == .id }.map(\.name)
    let ids = ownIDs + idKeys.compactMap { key in named.first { $0.key == key }?.name }
    let codeLike = named.filter {
      $0.key.hasSuffix("code") || $0.key.hasSuffix("pcode") || $0.key.hasSuffix("id")
    }.map(\.name)
    guess.id =
      (ids + codeLike).first(where: table.isKey) ?? ids.first(where: table.isFilled)
      ?? (guess.name.map(table.isKey) == true ? guess.name : nil)
    if guess.name == nil { guess.name = guess.id }

    let alternatives =
      ownNames + own.filter { $0.role == .alternative }.map(\.name)
      + named.filter { isAlternative($0.key) }.map(\.name)
    guess.alternativeNames = alternatives.unique.filter {
      $0 != guess.name && table.profile($0).texts > 0
    }
    let codes =
      own.filter { $0.role == .code || $0.role == .id }.map(\.name)
      + codeKeys.compactMap { key in named.first { $0.key == key }?.name }
    guess.codes = codes.unique.filter { column in
      let profile = table.profile(column)
      // A code that many regions share is that of something else.
      return column != guess.id && profile.filled > 0
        && profile.distinct * 50 >= profile.filled * 49
    }
    // Of a country that is a column of a region its names differ in language only.
    let countries = leveled.filter { $0.level == 0 && ($0.role == .id || $0.role == .name) }
    guess.country =
      (countries.sorted { $0.role == .id && $1.role != .id }.map(\.name)
      + countryKeys.compactMap { key in
        named.first { $0.key == key && table.isFilled($0.name) }?.name
      }).unique
    // A file that tells no country and no level may be one of countries.
    if level == 0 || (level == nil && guess.country.isEmpty) {
      guess.country =
        (guess.country + [guess.id, guess.name].compactMap(\.self) + guess.codes).unique
    }
    if let level, level > 1 {
      guess.parents = (1..<level).compactMap { number in
        let columns = leveled.filter { $0.level == number }
        let parent = Parent(
          level: number, name: columns.first { $0.role == .name }?.name,
          id: columns.first { $0.role == .id }?.name)
        return parent.name == nil && parent.id == nil ? nil : parent
      }
    }
    guess.level = filled(levelKeys)
    guess.date = filled(dateKeys)
    return (guess, level)
  }

  /// The name of a column reduced to small letters and figures.
  private static func key(_ name: String) -> String {
    String(name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }

  private static func isAlternative(_ key: String) -> Bool {
    alternativeKeys.contains(key)
      || (key.hasPrefix("name") && key.count <= 6 && key.allSatisfy(\.isLetter))
  }

  private static let nameKeys = [
    "name", "shapename", "namelatn", "nutsname", "nameen", "namefr", "nom", "nombre", "regionname",
    "namelong", "localname", "district", "province", "state", "county", "department", "region",
    "label", "title",
  ]
  private static let idKeys = [
    "id", "pcode", "shapeiso", "nutsid", "iso31662", "gid", "geoid", "code", "codehasc", "osmid",
    "shapeid", "uid",
  ]
  private static let codeKeys = [
    "isoa2", "isoa3", "iso", "iso2", "iso3", "iso31661", "iso31662", "shapeiso", "hasc", "codehasc",
    "pcode", "nutsid",
  ]
  private static let alternativeKeys = [
    "names", "nameen", "namefr", "namealt", "namelong", "namelocal", "namelatn", "altname",
    "intname", "officialname", "localname", "formalen", "geounit", "brkname", "nutsname",
    "shapename", "shortname", "varname", "otherNames",
  ]
  private static let countryKeys = [
    "country", "countrycode", "countryname", "countryiso", "cntrcode", "cntrname", "shapegroup",
    "iso3", "isoa3", "iso2", "isoa2", "isocode", "iso", "sovereignt", "admin",
  ]
  private static let levelKeys = ["levlcode", "shapetype", "adminlevel", "admlevel", "level"]
  private static let dateKeys = [
    "validon", "validfrom", "boundaryyear", "date", "versiondate", "year",
  ]
}

/// A column whose name tells a level: `ADM1_PCODE`, `admin2Name_en`, `NAME_1`, `GID_0`.
private struct LeveledColumn {
  enum Role {
    case id, name, alternative, code
  }

  let name: String
  let level: Int
  let role: Role

  init?(name: String, key: String) {
    let prefix = key.prefix { !$0.isNumber }
    guard let digit = key.dropFirst(prefix.count).first, let level = digit.wholeNumberValue,
      level <= 5
    else { return nil }
    let rest = key.dropFirst(prefix.count + 1)
    let role: Role? =
      switch prefix {
      case "adm", "admin", "adminlevel":
        if ["pcode", "pcod", "code", "id", "a3", "cd"].contains(rest) {
          .id
        } else if rest.hasPrefix("alt") || rest == "ref" || rest.hasPrefix("refname") {
          .alternative
        } else if rest.isEmpty || rest.hasPrefix("name") || (rest.count == 2 && rest != "is") {
          .name
        } else {
          nil
        }
      case "name", "shapename": rest.isEmpty ? .name : nil
      case "gid": rest.isEmpty ? .id : nil
      case "varname", "nlname": rest.isEmpty ? .alternative : nil
      case "hasc", "cc", "iso": rest.isEmpty ? .code : nil
      default: nil
      }
    guard let role else { return nil }
    (self.name, self.level, self.role) = (name, level, role)
  }
}

extension [String] {
  /// The elements, each once, in order of first appearance.
  var unique: [String] {
    var known: Set<String> = []
    return filter { known.insert($0).inserted }
  }
}
