import Balise

/// A table of near repeats as text and as JSON, and the pairs of each incident.
struct KnoxReport: Sendable {
  let repeats: NearRepeats
  let spaceLabels: [String]
  let timeLabels: [String]
  let spaceEnds: [Double]
  let timeEnds: [Int]
  let adjusted: [Double?]
  let properties: Properties
  /// For each cell of the table whose word it rests on; empty where that is not asked for.
  let fragilities: [HotspotFragility?]
  private let basisLines: [String]

  init(
    repeats: NearRepeats, space: LengthBands, time: DurationBands, replicates: Int,
    fragilities: [HotspotFragility?], basis: HotspotBasis
  ) {
    self.repeats = repeats
    self.fragilities = fragilities
    (spaceLabels, timeLabels) = (space.labels, time.labels)
    (spaceEnds, timeEnds) = (space.bands.ends, time.bands.ends)
    let adjusted = BenjaminiHochberg.adjusted(repeats.table.cells.map(\.p))
    self.adjusted = adjusted
    var basis = basis
    let (places, days) = repeats.uncertain
    if repeats.replicateShares != nil {
      basis.remarks.append(
        "\(counted(places, "place")) and \(counted(days, "date")) are uncertain: pairs are expected "
          + "ones, dots take each for granted, and the replicate share says in how many of "
          + "\(grouped(replicates)) draws the cell has p <= 0.05 (it describes, and is no p)")
    } else if places + days > 0 {
      basis.remarks.append(
        "\(counted(places, "place")) and \(counted(days, "date")) are uncertain and were taken for "
          + "granted")
    }
    if !fragilities.isEmpty {
      basis.remarks.append(
        "without somebody p is that of the first "
          + "\(grouped(min(NearRepeats.fragilityPermutations, basis.draws.count))) permutations")
    }
    for (bands, count, option) in [
      (repeats.table.cells.map(\.spaceBand), space.labels.count, "--space-bands"),
      (repeats.table.cells.map(\.timeBand), time.labels.count, "--time-bands"),
    ] {
      var pairs = [Double](repeating: 0, count: count)
      for (band, cell) in zip(bands, repeats.table.cells) { pairs[band] += cell.observed }
      if pairs.count(where: { $0 > 1e-9 }) < 2 {
        basis.remarks.append(
          "all pairs lie in one of \(option): the table cannot tell near from far; give other ends")
      }
    }
    basis.remarks.append("p_adjusted: Benjamini and Hochberg, over the cells of the table")
    basisLines = basis.lines
    var properties = basis.properties
    properties.append(
      "table",
      .array(
        repeats.table.cells.indices.map { place in
          var cell = Self.cell(place, repeats, adjusted, space: space, time: time)
          if fragilities.indices.contains(place), let fragility = fragilities[place] {
            cell.append("fragility", fragility.report)
          }
          return .object(cell)
        }))
    self.properties = properties
  }

  private static func cell(
    _ place: Int, _ repeats: NearRepeats, _ adjusted: [Double?], space: LengthBands,
    time: DurationBands
  ) -> Properties {
    let (cell, dots) = (repeats.table.cells[place], repeats.dots.cells[place])
    let (row, column) = (cell.spaceBand, cell.timeBand)
    func number(_ value: Double?) -> PropertyValue { value.map { .number(rounded($0)) } ?? .null }
    let spaceAbove: PropertyValue = row > 0 ? .number(space.bands.ends[row - 1]) : .null
    let spaceTo: PropertyValue =
      row < space.bands.count ? .number(space.bands.ends[row]) : .null
    let timeAbove: PropertyValue = column > 0 ? .integer(time.bands.ends[column - 1]) : .null
    let timeTo: PropertyValue =
      column < time.bands.count ? .integer(time.bands.ends[column]) : .null
    var properties: Properties = [
      "space": .string(space.labels[row]), "time": .string(time.labels[column]),
      "space_above_m": spaceAbove, "space_to_m": spaceTo, "time_above_d": timeAbove,
      "time_to_d": timeTo, "observed": number(cell.observed), "expected": number(cell.expected),
      "ratio": number(cell.ratio), "p": number(cell.p), "p_adjusted": number(adjusted[place]),
      "dots_observed": number(dots.observed), "dots_expected": number(dots.expected),
      "dots_p": number(dots.p),
    ]
    properties.append("replicate_share", repeats.replicateShares.map { number($0[place]) })
    return properties
  }

  /// Six decimals, which is more than anything here is known to.
  private static func rounded(_ value: Double) -> Double {
    (value * 1_000_000).rounded() / 1_000_000
  }

  /// The table, and what it rests on.
  var lines: [String] {
    let shares = repeats.replicateShares
    let header =
      ["DISTANCE", "TIME", "OBSERVED", "EXPECTED", "RATIO", "P", "P_ADJUSTED"]
      + (shares == nil ? [] : ["DOTS", "DOTS_P", "REPLICATE_SHARE"])
    let rows = repeats.table.cells.enumerated().map { place, cell -> [String] in
      var row = [
        spaceLabels[cell.spaceBand], timeLabels[cell.timeBand],
        Console.decimal(cell.observed, places: shares == nil ? 0 : 1),
        Console.decimal(cell.expected, places: 1),
      ]
      row.append(cell.ratio.map { Console.decimal($0, places: 2) } ?? "")
      row.append(cell.p.map(HotspotBasis.pText) ?? "")
      row.append(adjusted[place].map(HotspotBasis.pText) ?? "")
      if let shares {
        let dots = repeats.dots.cells[place]
        row.append(Console.decimal(dots.observed, places: 0))
        row.append(dots.p.map(HotspotBasis.pText) ?? "")
        row.append(Console.decimal(shares[place], places: 3))
      }
      return row
    }
    return aligned([header] + rows, right: Set(2..<header.count)) + fragilityLines + basisLines
  }

  private var fragilityLines: [String] {
    zip(repeats.table.cells, fragilities).flatMap { cell, fragility -> [String] in
      guard let fragility else { return [] }
      let name = "\(spaceLabels[cell.spaceBand]), \(timeLabels[cell.timeBand])"
      return FragilityText(fragility: fragility).lines.map { "\(name): \($0)" }
    }
  }

  /// The further properties of an incident's feature.
  func properties(of index: Int) -> Properties {
    var properties = Properties()
    guard let event = repeats.events[index] else {
      properties.append(
        "hotspot_left_out", repeats.exclusions[index].map { .string($0.rawValue) })
      return properties
    }
    properties.append("knox_pairs", .integer(event.nearInBoth))
    properties.append("knox_expected", .number(Self.rounded(event.expected)))
    properties.append("knox_p", .number(Self.rounded(event.p)))
    properties.append(
      "knox_p_adjusted", repeats.adjusted[index].map { .number(Self.rounded($0)) })
    let cells = event.pairs.enumerated().filter { $0.element > 0 }.map { place, count in
      "\(spaceLabels[place / timeEnds.count]), \(timeLabels[place % timeEnds.count]): \(count)"
    }
    if !cells.isEmpty {
      properties.append("knox_cells", .string(cells.joined(separator: "; ")))
    }
    return properties
  }
}
