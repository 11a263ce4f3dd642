import Balise

/// What a run of `balise hotspots local` found, as text and as JSON.
struct LocalReport {
  /// One area.
  struct Row {
    let name: String
    let value: Double
    let neighbors: Int
    let result: LocalAssociation.Result
    /// What is known of the area beside the results.
    var own: Properties = [:]
    /// The results on dots, and the share of draws in which the area stands out again.
    var dots: (value: Double, result: LocalAssociation.Result)?
    var replicateShare: Double?
    /// Whose word it rests on, where that was asked for and the area is hot.
    var fragility: HotspotFragility?
    /// The results over time.
    var course: Properties?

    /// The results as properties.
    func properties(_ statistic: LocalOptions.Statistic) -> Properties {
      var properties = Properties()
      if let course {
        properties = course
        return properties
      }
      add(result, "", statistic, to: &properties)
      properties.append("neighbors", .integer(neighbors))
      if let dots {
        properties.append("dots", .number(rounded(dots.value)))
        add(dots.result, "dots_", statistic, to: &properties)
      }
      if let replicateShare {
        properties.append("replicate_share", .number(rounded(replicateShare)))
      }
      return properties
    }

    private func add(
      _ result: LocalAssociation.Result, _ prefix: String, _ statistic: LocalOptions.Statistic,
      to properties: inout Properties
    ) {
      func number(_ value: Double?) -> PropertyValue { value.map { .number(rounded($0)) } ?? .null }
      if statistic == .localmoran { properties.append(prefix + "local_i", number(result.localI)) }
      properties.append(prefix + "z", number(result.zScore))
      properties.append(prefix + "p", number(result.pValue))
      properties.append(prefix + "p_adjusted", number(result.adjustedP))
      if statistic == .localmoran {
        properties.append(
          prefix + "quadrant", result.quadrant.map { .string($0.rawValue) } ?? .null)
      } else {
        properties.append(
          prefix + "gi_bin", result.pValue == nil ? .null : .integer(result.bin))
      }
    }
  }

  var basis: HotspotBasis
  let statistic: LocalOptions.Statistic
  let valueName: String
  var rows: [Row] = []
  /// The one figure for all, where it is that.
  var global: GlobalMoran?
  /// The classes over time, with their names as counted.
  var classes: [(name: String, count: Int)]?

  /// How many rows of a kind the text shows.
  private static let mostShown = 20

  // MARK: Words

  /// One line on what was found.
  var summary: String {
    if let global {
      return "Moran's I \(Console.decimal(global.statistic, places: 6)), z "
        + "\(Console.decimal(global.zScore, places: 3))."
    }
    if let classes {
      return classes.isEmpty
        ? "No cell is in a class."
        : classes.map { counted($0.count, $0.name) }.joined(separator: ", ") + "."
    }
    let kinds: [(String, (LocalAssociation.Result) -> Bool)] =
      statistic == .localmoran
      ? LocalMoran.Quadrant.allCases.map { quadrant in
        (quadrant.rawValue, { $0.bin != 0 && $0.quadrant == quadrant })
      } : [("hot", { $0.bin > 0 }), ("cold", { $0.bin < 0 })]
    return kinds.map { name, isOf in
      let bins = rows.filter { isOf($0.result) }.map { abs($0.result.bin) }
      return "\(grouped(bins.count)) \(name)"
        + (bins.isEmpty
          ? ""
          : " (\(bins.count { $0 == 3 }) at 0.01, \(bins.count { $0 == 2 }) at 0.05, "
            + "\(bins.count { $0 == 1 }) at 0.10)")
    }.joined(separator: ", ") + " of \(counted(rows.count, "area"))."
  }

  /// The basis, what was found, and the areas that stand out most.
  var lines: [String] {
    var lines = basis.lines + [""]
    if let global {
      lines.append(
        contentsOf: aligned(
          globalProperties(global).members.map {
            [$0.name.replacing("_", with: " "), (try? $0.value.json()) ?? ""]
          }, right: [1]))
      return lines
    }
    lines.append(summary)
    guard classes == nil else { return lines + courseLines }
    for isPositive in [true, false] {
      let standing = rows.filter { isPositive ? $0.result.bin > 0 : $0.result.bin < 0 }
        .sorted { order($0) < order($1) }
      guard !standing.isEmpty else { continue }
      let hasDots = standing.contains { $0.dots != nil }
      let hasShare = standing.contains { $0.replicateShare != nil }
      let header =
        ["area", valueName, "z", "p", "p adjusted", statistic == .localmoran ? "quadrant" : "bin"]
        + (hasDots ? ["dots z", "dots p adjusted"] : []) + (hasShare ? ["replicate share"] : [])
      let table = standing.prefix(Self.mostShown).map { row -> [String] in
        let result = row.result
        return [
          row.name, Console.decimal(row.value, places: 3),
          result.zScore.map { Console.decimal($0, places: 3) } ?? "",
          result.pValue.map(HotspotBasis.pText) ?? "",
          result.adjustedP.map(HotspotBasis.pText) ?? "",
          statistic == .localmoran ? result.quadrant?.rawValue ?? "" : "\(result.bin)",
        ]
          + (hasDots
            ? [
              row.dots?.result.zScore.map { Console.decimal($0, places: 3) } ?? "",
              row.dots?.result.adjustedP.map(HotspotBasis.pText) ?? "",
            ] : [])
          + (hasShare ? [row.replicateShare.map { Console.decimal($0, places: 3) } ?? ""] : [])
      }
      let numbers = Set(header.indices).subtracting(statistic == .localmoran ? [0, 5] : [0])
      lines += [""] + aligned([header] + table, right: numbers)
      if standing.count > Self.mostShown {
        lines.append(
          "... and \(grouped(standing.count - Self.mostShown)) more (--format json, or -o)")
      }
    }
    for row in rows {
      guard let fragility = row.fragility else { continue }
      lines += FragilityText(fragility: fragility).lines.map { "\(row.name): \($0)" }
    }
    return lines
  }

  /// The cells that are in a class.
  private var courseLines: [String] {
    // In the order of the classes, those of heat first.
    let named = (classes ?? []).flatMap { each in
      rows.filter { $0.course?["emerging"]?.string == each.name }
    }
    guard !named.isEmpty else { return [] }
    let table = named.prefix(Self.mostShown).map { row -> [String] in
      [row.name]
        + ["emerging", "hot_intervals", "cold_intervals", "trend_z", "trend_p"].map { name in
          row.course?[name].flatMap { $0.string ?? (try? $0.json()) } ?? ""
        }
    }
    let header = ["area", "class", "hot", "cold", "trend z", "trend p"]
    let rest = named.count - table.count
    return [""] + aligned([header] + table, right: [2, 3, 4, 5])
      + (rest > 0 ? ["... and \(grouped(rest)) more (--format json, or -o)"] : [])
  }

  /// The strongest first.
  private func order(_ row: Row) -> (Int, Double) {
    (-abs(row.result.bin), -abs(row.result.zScore ?? 0))
  }

  // MARK: JSON

  /// The whole as one object.
  func json() throws -> String {
    var document = basis.properties
    if let global {
      for member in globalProperties(global).members { document[member.name] = member.value }
    } else {
      document.append("summary", .string(summary))
      document.append(
        "areas",
        .array(
          rows.map { row in
            var item: Properties = ["area": .string(row.name)]
            for member in row.own.members { item[member.name] = member.value }
            item["value"] = .number(rounded(row.value))
            for member in row.properties(statistic).members { item[member.name] = member.value }
            if let fragility = row.fragility { item["fragility"] = fragility.report }
            return .object(item)
          }))
    }
    return try PropertyValue.object(document).json(isPretty: true)
  }

  private func globalProperties(_ global: GlobalMoran) -> Properties {
    [
      "i": .number(rounded(global.statistic)), "expected": .number(rounded(global.expected)),
      "variance": .number(rounded(global.variance, digits: 12)),
      "z": .number(rounded(global.zScore)),
      "p": .number(rounded(global.counts.pValue(permutations: basis.draws.count))),
      // Not rounded: a p-value of 0 would be a lie.
      "p_normal": .number(global.normalPValue),
    ]
  }
}

/// A number with so many digits behind the point, so that rounding in the last bits does not show.
private func rounded(_ value: Double, digits: Int = 9) -> Double {
  let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  guard abs(value) < 1e6 else { return value }
  return (value * scale).rounded() / scale
}
