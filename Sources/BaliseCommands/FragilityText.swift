import Balise

/// What becomes of a hotspot without those on whose word it rests, in plain words.
struct FragilityText {
  let fragility: HotspotFragility

  /// How many names are listed of those that end a hotspot one by one.
  private static let mostListed = 20

  /// Sentences, the gravest first.
  var lines: [String] {
    var lines: [String] = []
    if let ending = fragility.ending {
      lines.append(
        "without \(listed(ending.sources)) \(fate(ending.outcome, ends: true))"
          + minimality(ending))
    } else if fragility.sources == 0 {
      lines.append("nobody is on record as its source: nothing can be left out")
    } else {
      lines.append(
        "stands without all of its \(counted(fragility.sources, "source")): "
          + "\(counted(fragility.unsourced, "record")) of \(grouped(fragility.records)) have none")
    }
    let ending = fragility.rows.filter { $0.ends && [$0.name] != fragility.ending?.sources }
    for row in ending.prefix(Self.mostListed) {
      lines.append("without \(words(row)) \(fate(row.outcome, ends: true))")
    }
    if ending.count > Self.mostListed {
      lines.append("and without \(grouped(ending.count - Self.mostListed)) more, one by one")
    }
    let standing = fragility.rows.count { !$0.ends }
    if standing > 0 {
      lines.append("stands without each of \(grouped(standing)) others left out one by one")
    }
    if fragility.untried > 0 {
      lines.append("\(grouped(fragility.untried)) more were not left out: too many for one run")
    }
    if let accused = fragility.accused {
      lines.append(
        "by the version of the accused, who deny \(counted(accused.denied, "record")), "
          + fate(accused.outcome, ends: accused.ends))
    }
    return lines
  }

  /// Whether a smaller set does the same.
  private func minimality(_ ending: HotspotFragility.Ending) -> String {
    if ending.sources.count == 1 { return "" }
    if ending.isSmallest {
      return "; no \(ending.sources.count == 2 ? "single source" : "smaller set") does that"
    }
    let tried =
      fragility.searched == 0
      ? ""
      : ", but no \(fragility.searched == 1 ? "single source" : "set of \(fragility.searched)")"
    return "; found greedily: a smaller set may do that\(tried)"
  }

  private func words(_ row: HotspotFragility.Row) -> String {
    switch row.aspect {
    case .source: row.name
    case .kind: "sources of the kind \(row.name)"
    case .party: "what is held against \(row.name) alone"
    case .grade: "records graded \(row.name)"
    }
  }

  private func fate(_ outcome: HotspotOutcome?, ends: Bool) -> String {
    guard let p = outcome?.pValue else { return "this hotspot ends" }
    return (ends ? "this hotspot ends" : "it stands") + " (p \(HotspotBasis.pText(p)))"
  }

  /// How many names a sentence holds; the JSON and the properties have all.
  private static let mostNamed = 6

  private func listed(_ names: [String]) -> String {
    if names.count > Self.mostNamed {
      let shown = names.prefix(Self.mostNamed - 1).joined(separator: ", ")
      return "\(shown) and \(grouped(names.count - Self.mostNamed + 1)) others"
    }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
