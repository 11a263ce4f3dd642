import Balise

/// Rows of regions as a table, CSV, JSON or a map.
struct RegionReport {
  let rows: [RegionRow]
  let sums: IncidentSums
  let counts: MappingCounts
  let set: BoundarySet
  let selection: String
  let hasPeriods: Bool
  let hasAdopted: Bool

  private var header: [String] {
    ["region_id", "name", "parent"] + (hasPeriods ? ["period"] : [])
      + [
        "certain", "expected", "possible", "killed_min", "killed_expected", "killed_max",
        "killed_open",
      ] + (hasAdopted ? ["adopted"] : [])
  }

  private func fields(_ row: RegionRow) -> [String] {
    let totals = row.totals
    var fields = [row.id, row.name, row.parent]
    if hasPeriods { fields.append(row.period?.description ?? "") }
    fields += ["\(totals.certain)", decimal(row.expectedThousandths), "\(totals.possible)"]
    // Where nobody states a toll there is none to sum up.
    fields +=
      totals.hasToll || totals.possible == 0
      ? [
        "\(totals.killedMinimum)", "\(roundedToThousandth(totals.killedExpected))",
        totals.killedMaximum.map(String.init) ?? "", "\(totals.isOpen)",
      ] : ["", "", "", ""]
    if hasAdopted { fields.append("\(totals.adopted)") }
    return fields
  }

  private func decimal(_ thousandths: Int) -> String {
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  // MARK: Forms

  /// The rows in columns, the largest expected number first, the outside last.
  var text: String {
    let ordered =
      hasPeriods
      ? rows
      : rows.sorted { a, b in
        if (a.region == nil) != (b.region == nil) { return b.region == nil }
        return a.expectedThousandths != b.expectedThousandths
          ? a.expectedThousandths > b.expectedThousandths : a.id < b.id
      }
    let numbers = Set(header.indices.filter { $0 >= (hasPeriods ? 4 : 3) })
    return aligned([header] + ordered.map(fields), right: numbers).joined(separator: "\n") + "\n"
  }

  /// The rows as CSV.
  var csv: [UInt8] {
    var bytes: [UInt8] = []
    for fields in [header] + rows.map(fields) { CSVEncoder().append(fields, to: &bytes) }
    return bytes
  }

  private func properties(_ row: RegionRow) -> Properties {
    var properties: Properties = ["region_id": .string(row.id), "name": .string(row.name)]
    properties.append("parent", text: row.parent.isEmpty ? nil : row.parent)
    properties.append("period", text: row.period?.description)
    properties.append("certain", .integer(row.totals.certain))
    properties.append("expected", .number(Double(row.expectedThousandths) / 1000))
    for member in row.totals.properties.members
    where member.name != "certain" && member.name != "expected" {
      properties.append(member.name, member.value)
    }
    if hasAdopted { properties.append("adopted", .integer(row.totals.adopted)) }
    return properties
  }

  private var ground: Properties {
    [
      "selection": .string(selection), "records": .integer(counts.records),
      "known_place": .integer(sums.regions.known), "unknown_place": .integer(sums.regions.unknown),
      "boundary_set": .string(set.description.name),
      "boundary_date": .string(set.description.date),
      "boundary_accuracy_m": .number(set.description.accuracyMeters),
      "location_prior": .string(
        "uniform: each uncertain place and date is taken as equally likely everywhere in it"),
    ]
  }

  /// The rows as one object, with what they rest on and the incidents outside all regions.
  func json() throws -> String {
    var document = ground
    document.append("rows", .array(rows.map { .object(properties($0)) }))
    document.append(
      "unmatched",
      .array(
        sums.regions.unmatched.map { each in
          var item: Properties = ["id": .string(each.id)]
          if let nearest = each.nearest {
            item.append("nearest_region_id", .string(nearest.region.id))
            item.append("nearest_region", .string(nearest.region.name))
            item.append("distance_km", .number(roundedToThousandth(nearest.meters / 1000)))
          }
          item.append("adopted", .bool(each.isAdopted))
          return .object(item)
        }))
    return try PropertyValue.object(document).json(isPretty: true) + "\n"
  }

  /// A feature for each row: the region's polygon, without one for the outside.
  func writeGeoJSON(to target: OutputTarget) throws {
    var writer = try GeoJSONWriter(to: target, members: ["balise": .object(ground)])
    let encoder = GeoJSONEncoder()
    for row in rows {
      var features = EncodedFeatures()
      try encoder.append(
        Feature(
          id: ([row.id.isEmpty ? "outside" : row.id] + [row.period?.description].compactMap(\.self))
            .joined(separator: " "),
          geometry: row.region?.geometry, properties: properties(row)), to: &features)
      try writer.write(features)
    }
    try writer.finish()
  }
}

extension Totals {
  /// The sums as properties.
  var properties: Properties {
    var properties = Properties()
    append(to: &properties)
    return properties
  }
}
