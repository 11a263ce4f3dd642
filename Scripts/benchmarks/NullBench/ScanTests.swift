import SimpleFeatures
import SpatialStatistics

/// The rules of the scan statistic that are compared.
enum ScanRule: String, CaseIterable {
  case dots = "scan of dots on middle days"
  case recommended = "recommended: scan of expected counts"
  case truth = "scan of true cells and months"
}

/// Space-time permutations of one data set without clusters: places and months are independent.
struct ScanTests {
  static let level = 0.05
  /// The study: a year, in months of 30 days.
  private static let months = 12
  /// The units of a record, as `balise hotspots scan` has them.
  private static let units = 12
  /// The shares of date_prec 1 (the day), 2 (2 to 6 days), 3 (a week), 4 (a month), 5 (up to a year)
  /// in the sample of `NullLaw.shares`, each with its length in days.
  private static let spans = [(0.849, 1), (0.107, 4), (0.007, 7), (0.023, 30), (0.014, 180)]

  private let records: [(cell: Int, place: StudyGround.Place, day: Int, span: Range<Int>)]
  private let seed: Int

  init(_ law: NullLaw, on ground: StudyGround, seed: Int, _ random: inout SeededStream) {
    let days = Self.months * 30
    let spans = (0..<law.records).map { _ -> (day: Int, span: Range<Int>) in
      let day = Int.random(in: 0..<days, using: &random)
      var rest = Double.random(in: 0..<1, using: &random)
      let length =
        Self.spans.first { kind in
          rest -= kind.0
          return rest < 0
        }?.1 ?? 1
      let first = max(0, min(days - length, day - Int.random(in: 0..<length, using: &random)))
      return (day, first..<first + length)
    }
    let data = law.dataSet(on: ground, &random) { spans[$0].day >= days / 2 }
    records = zip(data.records, spans).map { ($0.cell, $0.place, $1.day, $1.span) }
    self.seed = seed
  }

  /// Whether the first cluster has a p of at most 0.05.
  func isAlarmed(by rule: ScanRule) -> Bool {
    var settings = ScanSettings()
    settings.seed = seed + 1
    settings.pValue = .sequential(stop: 50)
    guard let locations = try? ScanLocations(Self.cells),
      let scan = try? ScanStatistic(model(rule), at: locations, settings),
      let result = try? scan.result()
    else { return false }
    return result.clusters.first?.pValue.map { $0 <= Self.level } ?? false
  }

  private typealias Mass = [(place: Int, mass: Double)]

  private func model(_ rule: ScanRule) -> ScanModel {
    .recordPermutation(
      ScanRecords(
        records.map { record -> (locations: Mass, intervals: Mass) in
          switch rule {
          case .truth: ([(record.cell, 1)], [(record.day / 30, 1)])
          case .dots:
            ([(record.place.dot, 1)], [((record.span.lowerBound + record.span.count / 2) / 30, 1)])
          case .recommended:
            (record.place.masses.map { ($0.cell, $0.mass) }, Self.months(of: record.span))
          }
        }, locations: StudyGround.cells, intervals: Self.months,
        units: rule == .recommended ? Self.units : 1))
  }

  private static func months(of span: Range<Int>) -> Mass {
    (span.lowerBound / 30...(span.upperBound - 1) / 30).map { month in
      let part = span.clamped(to: month * 30..<month * 30 + 30)
      return (month, Double(part.count) / Double(span.count))
    }
  }

  /// Cells of half a degree round the equator, named in the order of their numbers.
  private static let cells = (0..<StudyGround.cells).map { cell in
    (
      name: String(repeating: "0", count: 3 - "\(cell)".count) + "\(cell)",
      position: Coordinate(
        x: Double(cell % StudyGround.side) / 2, y: Double(cell / StudyGround.side) / 2 - 5)
    )
  }
}
