/// Which column holds which field, guessed by names first and then by values.
struct MappingGuess {
  /// A field's column and why it is taken.
  struct Choice {
    var sample: ColumnSample
    var why: String
  }

  private(set) var chosen: [IncidentField: Choice] = [:]
  private var used: Set<Int> = []

  init(_ samples: [ColumnSample]) {
    for (score, why) in [(3, "by its name"), (2, "by its name"), (1, "by a word of its name")] {
      for words in FieldWords.all where chosen[words.field] == nil {
        let fitting = samples.first {
          !used.contains($0.position) && words.score($0.folded) == score && words.fits($0)
        }
        if let fitting { choose(fitting, words.field, why) }
      }
    }
    findPosition(samples)
    if IncidentField.dates.allSatisfy({ chosen[$0] == nil }), chosen[.year] == nil,
      let days = samples.first(where: { !used.contains($0.position) && $0.isPlainDays })
    {
      choose(days, .date, "by its values, which are dates")
    }
    dropLonely()
  }

  /// Positions by their values: one column of pairs, or two neighbours with decimals.
  private mutating func findPosition(_ samples: [ColumnSample]) {
    let hasPair = chosen[.latitude] != nil && chosen[.longitude] != nil
    guard !hasPair, chosen[.coordinates] == nil else { return }
    let free = samples.filter { !used.contains($0.position) }
    if let pairs = free.first(where: \.isPositions) {
      choose(pairs, .coordinates, "by its values, which are positions")
      return
    }
    guard chosen[.latitude] == nil && chosen[.longitude] == nil else { return }
    for (first, second) in zip(free, free.dropFirst())
    where first.position + 1 == second.position && first.hasDecimals && second.hasDecimals
      && first.isAngles(upTo: 90) && second.isAngles(upTo: 180)
    {
      choose(first, .latitude, "by its values, within -90 and 90, beside a column within 180")
      choose(second, .longitude, "by its values, within -180 and 180")
      return
    }
  }

  /// Takes back what says nothing alone.
  private mutating func dropLonely() {
    while let lonely = IncidentField.allCases.first(where: { field in
      chosen[field] != nil && field.companions.contains { chosen[$0] == nil }
    }) {
      if let choice = chosen.removeValue(forKey: lonely) { used.remove(choice.sample.position) }
    }
  }

  private mutating func choose(_ sample: ColumnSample, _ field: IncidentField, _ why: String) {
    chosen[field] = Choice(sample: sample, why: why)
    used.insert(sample.position)
  }

  /// Whether a column is taken.
  func uses(_ sample: ColumnSample) -> Bool { used.contains(sample.position) }
}
