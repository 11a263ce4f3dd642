import IncidentMapping
import Incidents

/// Makes the tables and charts of a report out of what was counted.
struct ReportTables {
  let tally: ReportTally
  let exposures: [RouteExposure]
  let words: ReportWords
  private var language: ReportLanguage { words.language }
  /// How many rows a chart shows; the table below it has more.
  private static let mostBars = 15
  private static let mostRows = 100

  /// Those that have a row, in the order of the page.
  var all: [ReportTable] {
    let routes = exposures.enumerated().map { number, exposure in
      RouteTable(exposure: exposure, id: "route\(number + 1)", words: words).table
    }
    return [time, regions].filter { !$0.rows.isEmpty } + routes
      + [parties, precision, grades].filter { !$0.rows.isEmpty }
  }

  private var time: ReportTable {
    let (isYearly, rows) = tally.periods()
    func label(_ year: Int, _ month: Int?) -> String {
      month.map { "\(year)-\($0 < 10 ? "0" : "")\($0)" } ?? "\(year)"
    }
    let title =
      isYearly
      ? language.pick("Incidents and deaths by year", "Incidents et morts par année")
      : language.pick("Incidents and deaths by month", "Incidents et morts par mois")
    let chart = BarChart(
      id: "time", title: title,
      bars: rows.map {
        .init(
          label: label($0.year, $0.month), certain: Double($0.sums.certain),
          possible: Double($0.sums.possible), text: incidents($0.sums))
      }, isOverTime: true)
    let undated = tally.undated
    return ReportTable(
      id: "time", title: title,
      columns: [
        isYearly ? language.pick("year", "année") : language.pick("month", "mois")
      ] + sumColumns,
      rows: rows.filter { $0.sums.possible > 0 }.map {
        [label($0.year, $0.month)] + cells($0.sums)
      },
      svg: rows.count > 1 ? chart.svg : nil,
      note: undated == 0
        ? nil
        : language.pick(
          "\(language.grouped(undated)) without a first and a last day are not in it.",
          "\(language.grouped(undated)) sans premier et dernier jour n’y figurent pas."))
  }

  private var regions: ReportTable {
    let regions = ordered(tally.byRegion)
    let title = language.pick("By region", "Par région")
    return ReportTable(
      id: "regions", title: title,
      columns: [language.pick("region", "région")] + sumColumns,
      rows: regions.prefix(Self.mostRows).map { [$0.0] + cells($0.1) },
      svg: BarChart(
        id: "regions", title: title,
        bars: regions.prefix(Self.mostBars).map {
          .init(
            label: $0.0, certain: Double($0.1.certain), possible: Double($0.1.possible),
            text: incidents($0.1))
        }, isOverTime: false
      ).svg,
      note: more(regions.count))
  }

  private var parties: ReportTable {
    let parties = tally.byParty.sorted {
      ($1.value.alleged.possible + $1.value.denied, $0.key)
        < ($0.value.alleged.possible + $0.value.denied, $1.key)
    }
    return ReportTable(
      id: "parties",
      title: language.pick("Parties: what is alleged and denied", "Parties : allégué et démenti"),
      columns: [
        language.pick("party", "partie"),
        language.pick("attributed", "attribués"),
        language.pick("killed, as alleged", "morts allégués"),
        language.pick("denied by it or for it", "démentis par elle ou pour elle"),
      ],
      rows: parties.prefix(Self.mostRows).map { name, sums in
        [
          name, language.grouped(sums.alleged.possible), words.killed(sums.alleged),
          language.grouped(sums.denied),
        ]
      }, svg: nil, note: more(parties.count))
  }

  private var precision: ReportTable {
    let kinds = ResolvedPlace.Kind.allCases.compactMap { kind in
      tally.byKind[kind].map { (words.kind(kind), $0) }
    }
    let total = max(1, tally.total.possible)
    let title = language.pick("How well places are known", "Précision des lieux")
    let uncertain = total - (tally.byKind[.exact] ?? 0)
    return ReportTable(
      id: "precision", title: title,
      columns: [
        language.pick("place", "lieu"), language.pick("incidents", "incidents"),
        language.pick("share", "part"),
      ],
      rows: kinds.map {
        [$0.0, language.grouped($0.1), percent(Double($0.1) / Double(total))]
      },
      svg: BarChart(
        id: "precision", title: title,
        bars: kinds.map {
          .init(
            label: $0.0, certain: Double($0.1), possible: Double($0.1),
            text: language.grouped($0.1))
        }, isOverTime: false
      ).svg,
      note: language.pick(
        "\(percent(Double(uncertain) / Double(total))) of the incidents are not a dot.",
        "\(percent(Double(uncertain) / Double(total))) des incidents ne sont pas un point."))
  }

  private var grades: ReportTable {
    ReportTable(
      id: "grades", title: language.pick("How well they are supported", "Degré de corroboration"),
      columns: [language.pick("grade", "degré"), language.pick("incidents", "incidents")],
      rows: Grade.allCases.compactMap { grade in
        tally.byGrade[grade].map { [words.grade(grade), language.grouped($0)] }
      })
  }

  private var sumColumns: [String] {
    [
      language.pick("certain", "certains"),
      language.pick("expected", "attendus"), language.pick("possible", "possibles"),
      language.pick("killed", "morts"),
    ]
  }

  private func cells(_ sums: ReportTally.Sums) -> [String] {
    [
      language.grouped(sums.certain), language.decimal(sums.expected, places: 1),
      language.grouped(sums.possible), words.killed(sums),
    ]
  }

  private func incidents(_ sums: ReportTally.Sums) -> String {
    sums.certain == sums.possible
      ? language.grouped(sums.certain)
      : words.interval(sums.certain, sums.possible)
  }

  private func percent(_ share: Double) -> String {
    language.decimal(share * 100, places: 1) + language.pick(" %", "\u{202F}%")
  }

  private func more(_ count: Int) -> String? {
    count > Self.mostRows
      ? language.pick(
        "and \(language.grouped(count - Self.mostRows)) more",
        "et \(language.grouped(count - Self.mostRows)) autres") : nil
  }

  private func ordered(_ sums: [String: ReportTally.Sums]) -> [(String, ReportTally.Sums)] {
    sums.sorted { ($1.value.expected, $0.key) < ($0.value.expected, $1.key) }
      .map { ($0.key, $0.value) }
  }
}
