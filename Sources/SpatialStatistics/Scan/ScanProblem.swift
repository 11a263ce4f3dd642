/// What is the same for all data sets of a scan, observed or simulated.
struct ScanProblem: Sendable {
  let ratio: LikelihoodRatio
  let measure: ScanMeasure
  let windows: ScanWindows
  let grid: MeasureGrid
  /// The least units in a zone.
  let minimumCases: Int
  /// The units of all cases.
  let cases: Int
  let maximumShare: Double
  let maximumRadius: Double?

  init(_ model: ScanModel, _ settings: ScanSettings) {
    let table = model.measure
    let measure = ScanMeasure(table)
    let cases = model.cases.values.reduce(0, +)
    let units = model.units
    let form = model.hasControls ? LikelihoodRatio.Form.bernoulli : .poisson
    self.cases = cases
    self.measure = measure
    ratio = LikelihoodRatio(
      form, cases: Double(cases), measure: form == .poisson ? Double(cases) : measure.total,
      units: units)
    let intervals = table.intervals
    let lengths =
      intervals == 1
      ? 1...1 : settings.shortestWindow...(settings.longestWindow ?? intervals / 2)
    windows = ScanWindows(
      intervals: intervals, lengths: lengths,
      isProspective: settings.timing == .prospective && intervals > 1)
    minimumCases = settings.minimumCases * units
    maximumShare = settings.maximumShare
    maximumRadius = settings.maximumRadius
    // Steps of about half a standard deviation in the windows that matter cost least.
    let width =
      intervals == 1 ? 0.65 : windows.lanes <= 16 ? 2.3 : windows.lanes <= 64 ? 3.0 : 4.0
    var fineness = 8
    func makeGrid() -> MeasureGrid {
      MeasureGrid(
        least: max(
          measure.floors.lazy.filter { $0 > 0 }.min() ?? measure.total, measure.total * 1e-9),
        most: measure.total * settings.maximumShare * 1.0001,
        casesPerMeasure: Double(cases) / Double(units) / measure.total, width: width,
        fineness: fineness)
    }
    var grid = makeGrid()
    while fineness > 1, grid.values.count * windows.windows.count > 2_000_000 {
      fineness /= 2
      grid = makeGrid()
    }
    self.grid = grid
  }
}
