extension ReportTables {
  /// Who is accused of how much, and who denies.
  var parties: ReportTable {
    let parties = tally.byParty.sorted {
      ($1.value.alleged.possible + $1.value.denied, $0.key)
        < ($0.value.alleged.possible + $0.value.denied, $1.key)
    }
    let title = language.pick(
      "Parties: what is alleged and denied", "Parties : allégué et démenti")
    func text(_ alleged: Int, _ denied: Int) -> String {
      let denials = language.counted(denied, ("denied", "denied"), ("démenti", "démentis"))
      return language.grouped(alleged) + (denied > 0 ? language.pick("; ", " ; ") + denials : "")
    }
    return ReportTable(
      id: "parties", title: title,
      columns: [
        language.pick("party", "partie"),
        language.pick("attributed", "attribués"),
        language.pick("killed, as alleged", "morts allégués"),
        language.pick("denied by or for it", "démentis par ou pour elle"),
      ],
      rows: parties.prefix(Self.mostRows).map { name, sums in
        [
          name, language.grouped(sums.alleged.possible), words.killed(sums.alleged),
          language.grouped(sums.denied),
        ]
      },
      svg: BarChart(
        id: "parties", title: title,
        bars: parties.prefix(Self.mostBars).map { name, sums in
          .init(
            label: name, certain: Double(sums.alleged.possible),
            possible: Double(sums.alleged.possible), text: text(sums.alleged.possible, sums.denied))
        }, isOverTime: false
      ).svg, note: more(parties.count))
  }
}
