public import SimpleFeatures

extension HotspotFragility {
  /// How the set of sources was found, or what was searched in vain.
  public enum Method: String, Sendable {
    /// All smaller sets were tried.
    case exhaustive
    /// One source after the other; a smaller set may exist.
    case greedy
  }

  /// How the set of sources was found; where none was, whether leaving out all of them was tried.
  public var method: Method {
    if let ending { return ending.isSmallest ? .exhaustive : .greedy }
    return searched >= sources ? .exhaustive : .greedy
  }

  /// The flat properties of the hotspot's feature, in a fixed order; what is not known is left out.
  public var properties: Properties {
    var properties: Properties = [
      "fragility_sources": .integer(sources), "fragility_unsourced": .integer(unsourced),
    ]
    properties.append("fragility_sources_needed", ending.map { .integer($0.sources.count) })
    properties.append(
      "fragility_set", text: ending.map { $0.sources.joined(separator: "; ") })
    properties.append("fragility_p", number(ending?.outcome?.pValue))
    properties.append("fragility_method", .string(method.rawValue))
    properties.append("fragility_searched", .integer(searched))
    for aspect in AttestedRecords.Aspect.allCases where aspect != .source {
      let names = rows.filter { $0.aspect == aspect && $0.ends }.map(\.name)
      properties.append(
        "fragility_ends_without_\(aspect.rawValue)",
        text: names.isEmpty ? nil : names.joined(separator: "; "))
    }
    if let accused {
      properties.append("accused_denied", .integer(accused.denied))
      properties.append("accused_p", number(accused.outcome?.pValue))
      properties.append("accused_stands", .bool(!accused.ends))
    }
    return properties
  }

  /// All that was tried, for a report: `properties` and a list of what was left out.
  public var report: PropertyValue {
    var members = properties
    members.append("statistic", number(whole.statistic))
    members.append("p", number(whole.pValue))
    members.append("fragility_untried", .integer(untried))
    members.append(
      "left_out",
      .array(
        rows.map { row in
          var members: Properties = [
            "by": .string(row.aspect.rawValue), "name": .string(row.name),
            "records": .integer(row.lost),
          ]
          members.append("statistic", number(row.outcome?.statistic))
          members.append("p", number(row.outcome?.pValue))
          members.append("stands", .bool(!row.ends))
          return .object(members)
        }))
    return .object(members)
  }

  /// A number to nine places, so that rounding in the last bits does not show.
  private func number(_ value: Double?) -> PropertyValue? {
    value.map { .number(($0 * 1e9).rounded() / 1e9) }
  }
}
