import GeoFormats
import SimpleFeatures

/// Which columns of a boundary file hold what; empty where none does.
public struct BoundaryColumns: Sendable, Hashable {
  /// The identifier of a region.
  public var id: String?
  /// The name of a region.
  public var name: String?
  /// Other names and spellings; a list in one of them is split at `;` and `|`.
  public var alternativeNames: [String] = []
  /// Codes other than the identifier.
  public var codes: [String] = []
  /// The country, by a code or a name; the first that a known country bears is taken.
  public var country: [String] = []
  /// The names of regions of higher levels, the country left out; highest level first.
  public var parents: [Parent] = []
  /// The level of each region.
  public var level: String?
  /// The date of the boundaries.
  public var date: String?

  /// The columns of one higher level.
  public struct Parent: Sendable, Hashable {
    /// The level.
    public var level: Int
    /// The column of its name.
    public var name: String?
    /// The column of its identifier.
    public var id: String?
  }

  /// Makes columns without any.
  public init() {}

  /// Reads `name=ADM1_FR,id=ADM1_PCODE`; the keys are `id`, `name`, `names`, `code`, `country`,
  /// `parent`, `level` and `date`, of which `names`, `code`, `country` and `parent` may come more
  /// than once.
  public init(parsing text: String) throws {
    for part in text.split(separator: ",") {
      guard let sign = part.firstIndex(of: "="), sign > part.startIndex,
        part.index(after: sign) < part.endIndex
      else {
        throw BoundaryColumnProblem("\"\(part)\" is not KEY=COLUMN, as in name=ADM1_FR")
      }
      let (key, column) = (String(part[..<sign]), String(part[part.index(after: sign)...]))
      switch key {
      case "id": id = column
      case "name": name = column
      case "names": alternativeNames.append(column)
      case "code": codes.append(column)
      case "country": country.append(column)
      case "parent": parents.append(Parent(level: parents.count + 1, name: column, id: nil))
      case "level": level = column
      case "date": date = column
      default:
        throw BoundaryColumnProblem(
          "\"\(key)\" is none of id, name, names, code, country, parent, level, date")
      }
    }
  }

  /// These columns, with a guess in the place of those that are not given.
  /// - Parameters:
  ///   - guess: the guess.
  ///   - names: the columns there are; capitals and small letters need not fit.
  ///   - file: the file, for the error that a column is missing.
  func completed(by guess: BoundaryColumns, of names: [String], file: String) throws
    -> BoundaryColumns
  {
    func found(_ column: String) throws -> String {
      if names.contains(column) { return column }
      if let same = names.first(where: { $0.lowercased() == column.lowercased() }) { return same }
      throw InputError(
        file: file, reason: "it has no column \(Diagnostic.quoted(column))",
        action: "its columns are \(names.joined(separator: ", "))")
    }
    var columns = guess
    columns.id = try id.map(found) ?? guess.id
    columns.name = try name.map(found) ?? guess.name
    if !alternativeNames.isEmpty { columns.alternativeNames = try alternativeNames.map(found) }
    if !codes.isEmpty { columns.codes = try codes.map(found) }
    if !country.isEmpty { columns.country = try country.map(found) }
    if !parents.isEmpty {
      columns.parents = try parents.map { parent in
        Parent(level: parent.level, name: try parent.name.map(found), id: nil)
      }
    }
    columns.level = try level.map(found) ?? guess.level
    columns.date = try date.map(found) ?? guess.date
    return columns
  }

  /// One line on which columns were taken.
  public var summary: String {
    var parts: [String] = []
    func add(_ role: String, _ columns: [String?]) {
      let columns = columns.compactMap(\.self)
      guard !columns.isEmpty else { return }
      let rest = columns.count > 6 ? " and \(columns.count - 6) more" : ""
      parts.append("\(role) \(columns.prefix(6).joined(separator: ", "))\(rest)")
    }
    add("id", [id])
    add("name", [name])
    add("other names", alternativeNames)
    add("codes", codes)
    add("country", country)
    add("parents", parents.map { $0.name ?? $0.id })
    add("level", [level])
    add("date", [date])
    return parts.joined(separator: "; ")
  }
}

/// Why columns cannot be read from an option.
public struct BoundaryColumnProblem: Error, CustomStringConvertible, Sendable {
  /// A sentence for people.
  public let description: String

  init(_ description: String) { self.description = description }
}
