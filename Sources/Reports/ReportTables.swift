import IncidentMapping
import Incidents

/// Makes the tables and charts of a report out of what was counted.
struct ReportTables {
  let tally: ReportTally
  let exposures: [RouteExposure]
  let words: ReportWords
  var language: ReportLanguage { words.language }
  /// How many rows a chart shows; the table below it has more.
  static let mostBars = 15
  static let mostRows = 100

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
      bars: Self.busiest(rows.map(\.sums.possible)).map { rows[$0] }.map { row in
        .init(
          label: label(row.year, row.month), certain: Double(row.sums.certain),
          possible: Double(row.sums.possible), text: incidents(row.sums),
          toll: (
            Double(row.sums.killedLeast), Double(row.sums.killedMost), words.killed(row.sums)
          ))
      },
      labels: (
        language.pick("incidents", "incidents"),
        rows.contains { $0.sums.isOpen }
          ? language.pick("killed, at least", "morts, au moins") : language.pick("killed", "morts")
      ), scale: { language.decimal($0, places: 0) }, isOverTime: true)
    let undated = tally.undated
    return ReportTable(
      id: "time", title: title,
      columns: [
        isYearly ? language.pick("year", "année") : language.pick("month", "mois")
      ] + sumColumns,
      rows: rows.filter { $0.sums.possible > 0 }.map {
        [$0.month.map { [year = $0.year] in words.month($0, of: year) } ?? "\($0.year)"]
          + cells($0.sums)
      },
      svg: rows.count > 1 ? chart.svg : nil,
      note: undated == 0
        ? nil
        : language.pick(
          "\(language.grouped(undated)) without a first and a last day, or with more than a hundred years between them, are not in it.",
          "\(language.grouped(undated)) sans premier et dernier jour, ou que plus de cent ans séparent, n’y figurent pas."
        ))
  }

  /// The stretch of at most 200 rows in a row that has most: one false date must not flatten a chart.
  static func busiest(_ counts: [Int], atMost most: Int = 200) -> Range<Int> {
    guard counts.count > most else { return counts.indices }
    var sum = counts.prefix(most).reduce(0, +)
    var (best, start) = (sum, 0)
    for first in 1...counts.count - most {
      sum += counts[first + most - 1] - counts[first - 1]
      if sum >= best { (best, start) = (sum, first) }
    }
    return start..<start + most
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

  func more(_ count: Int) -> String? {
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
