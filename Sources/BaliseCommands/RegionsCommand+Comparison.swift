import ArgumentParser
import Balise

extension RegionsCommand {
  /// Lists the incidents whose region differs between the chosen boundaries and those of a file.
  func compare(_ mapper: IncidentMapper, with path: String, console: Console) throws {
    guard format != .geojson else {
      throw ValidationError("--compare-boundaries gives a table, CSV or JSON.")
    }
    var mapper = mapper
    mapper.tally = .later
    var other = input.ground
    other.boundaries = path
    let otherAtlas = try other.atlas(console: console)
    var sums = IncidentSums()
    var tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      sum: { sums.add($0) })
    tally.outcome = .counted
    let changes = try sums.changes(from: mapper.atlas, to: otherAtlas)
    let header = [
      "id", "share", "region_id", "region", "country", "other_region_id", "other_region",
      "other_country",
    ]
    func words(_ region: Region?) -> [String] {
      [region?.id ?? "", region?.name ?? Membership.outsideName, region?.countryName ?? ""]
    }
    let rows = changes.map { change in
      [change.id, "\(roundedToThousandth(change.share))"] + words(change.first)
        + words(change.second)
    }
    let target = try openOutput(output, apartFrom: input.filesRead + [path])
    switch chosenFormat {
    case .table:
      try target.write(
        Array((aligned([header] + rows, right: [1]).joined(separator: "\n") + "\n").utf8))
    case .csv:
      var bytes: [UInt8] = []
      for row in [header] + rows { CSVEncoder().append(row, to: &bytes) }
      try target.write(bytes)
    case .json, .geojson:
      let document: Properties = [
        "boundary_set": .string(mapper.atlas.firstLevel.description.label),
        "other_boundary_set": .string(otherAtlas.firstLevel.description.label),
        "records": .integer(tally.counts.records),
        "changes": .array(
          zip(changes, rows).map { change, row in
            var object = Properties(zip(header, row).map { Properties.Member($0, .string($1)) })
            object["share"] = .number(roundedToThousandth(change.share))
            return .object(object)
          }),
      ]
      try target.write(
        Array((try PropertyValue.object(document).json(isPretty: true) + "\n").utf8))
    }
    try target.commit()
    console.reportRemainder()
    console.note(
      "\(counted(changes.count, "incident")) in another region in "
        + "\(otherAtlas.firstLevel.description.label).")
    console.note(tally.summary(atlas: mapper.atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }
}
