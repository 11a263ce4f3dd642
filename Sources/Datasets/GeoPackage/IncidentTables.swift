import GeoFormats
package import GeoPackage
import Incidents
package import SimpleFeatures

/// The names of the tables that hold incidents in a GeoPackage, and of what they have in common.
package enum IncidentTables {
  /// The table of claims: a row for each, belonging to the incident of `incident_fid` and
  /// `incident_id`.
  package static let claims = "incident_claims"
  /// The column for what has no column of its own or is not of its column's type, as a JSON object.
  package static let other = "other"

  /// The columns of the table of claims.
  package static let claimColumns: [GeoPackageLayer.Column] = [
    .init("incident_fid", "INTEGER"), .init("incident_id", "TEXT"), .init("id", "TEXT"),
    .init("source", "TEXT"), .init("source_group", "TEXT"), .init("source_kind", "TEXT"),
    .init("speaks_for", "TEXT"), .init("stance", "TEXT"), .init("date", "TEXT"),
    .init("attributed_to", "TEXT"), .init("killed_min", "INTEGER"),
    .init("killed_best", "INTEGER"), .init("killed_max", "INTEGER"),
    .init("killed_open", "BOOLEAN"), .init("shows_wrong", "TEXT"), .init("summary", "TEXT"),
    .init("quote", "TEXT"), .init("note", "TEXT"), .init("url", "TEXT"),
  ]

  /// The toll's members in the form of a claim, and the columns that hold them.
  private static let toll = [
    "min": "killed_min", "best": "killed_best", "max": "killed_max", "open": "killed_open",
  ]

  /// The fields of a claim, by name; lists are JSON.
  package static func fields(ofClaim form: PropertyValue) -> Properties {
    guard case .object(let members) = form else { return [:] }
    var fields = Properties()
    for member in members.members {
      switch member.value {
      case .object(let toll) where member.name == "toll":
        for part in toll.members {
          if let column = Self.toll[part.name] { fields.append(column, part.value) }
        }
      case .array, .object: fields.append(member.name, text: try? member.value.json())
      default: fields.append(member.name, member.value)
      }
    }
    return fields
  }

  /// The claim of a row, without the two columns of its incident, in the form that documents have.
  package static func claim(of values: some Collection<SQLValue>) -> PropertyValue {
    var form = Properties()
    var toll = Properties()
    for (column, value) in zip(claimColumns.dropFirst(2), values) {
      switch (column.name, value) {
      case (_, .null), (_, .blob): continue
      case ("killed_open", .integer(let flag)): if flag == 1 { toll.append("open", .bool(true)) }
      case ("killed_min", .integer(let count)): toll.append("min", .integer(Int(count)))
      case ("killed_best", .integer(let count)): toll.append("best", .integer(Int(count)))
      case ("killed_max", .integer(let count)): toll.append("max", .integer(Int(count)))
      case ("attributed_to", .text(let text)), ("shows_wrong", .text(let text)):
        form.append(column.name, (try? JSONParser.parse(text, file: "")) ?? .string(text))
      case (let name, .text(let text)): form.append(name, .string(text))
      case (let name, .integer(let number)): form.append(name, .string(String(number)))
      case (let name, .real(let number)): form.append(name, .string(number.description))
      }
    }
    if !toll.members.isEmpty { form.append("toll", .object(toll)) }
    return .object(form)
  }
}
