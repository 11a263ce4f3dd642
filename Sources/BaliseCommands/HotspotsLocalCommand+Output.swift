import Balise

extension HotspotsLocalCommand {
  /// What is known of a cell beside the results.
  func own(_ cells: StudyCells, _ cell: Int) -> Properties {
    var own = Properties()
    let region = cells.boundaries.regions[cell]
    if region.name != region.id { own.append("name", text: region.name) }
    if region.countryID != region.id { own.append("parent", text: region.countryName) }
    if cells.landShares[cell] < 1 {
      own.append("edge", .bool(true))
      own.append("land_share", .number(roundedToThousandth(cells.landShares[cell])))
    }
    return own
  }

  /// Writes the features.
  func write(
    _ report: LocalReport, _ cells: StudyCells, _ atlas: Atlas, to target: OutputTarget
  ) throws {
    var members = collectionProperties(atlas)
    members.append("hotspots", .object(report.basis.properties))
    var writer = try GeoJSONWriter(to: target, members: ["balise": .object(members)])
    for feature in features(report, cells) { try writer.write(feature) }
    try writer.finish()
  }

  /// A feature for each cell.
  func features(_ report: LocalReport, _ cells: StudyCells) -> [Feature] {
    zip(cells.boundaries.regions, report.rows).map { region, row in
      var properties: Properties = ["region_id": .string(region.id)]
      for member in row.own.members { properties[member.name] = member.value }
      properties.append(area.measure.rawValue, .number(roundedToThousandth(row.value)))
      for member in row.properties(report.statistic).members {
        properties[member.name] = member.value
      }
      for member in row.fragility?.properties.members ?? [] {
        properties[member.name] = member.value
      }
      return Feature(id: region.id, geometry: region.geometry, properties: properties)
    }
  }
}
