import IncidentMapping
import Incidents
import ReferenceGeography

/// What the tables and charts of a report count.
struct ReportTally {
  /// Incidents and tolls that fall in a row for certain, and those that only may.
  struct Sums {
    var certain = 0
    var expected = 0.0
    var possible = 0
    var killedLeast = 0
    var killedMost = 0
    var isOpen = false
    /// Whether anybody says how many were killed.
    var hasToll = false

    /// Adds an incident of which a share falls in the row.
    mutating func add(share: Double, toll: Toll?) {
      guard share > 0 else { return }
      possible += 1
      expected += share
      let isCertain = share > 0.999_999
      if isCertain { certain += 1 }
      guard let toll else { return }
      hasToll = true
      let least = toll.minimum ?? toll.best ?? 0
      if isCertain { killedLeast = Self.sum(killedLeast, least) }
      if let most = toll.isOpen ? nil : toll.maximum {
        killedMost = Self.sum(killedMost, most)
      } else {
        killedMost = Self.sum(killedMost, least)
        isOpen = true
      }
    }

    /// A sum without an overflow: a data set may state any number.
    private static func sum(_ one: Int, _ other: Int) -> Int {
      let (sum, overflows) = one.addingReportingOverflow(other)
      return overflows ? .max : sum
    }
  }

  /// What is known to no better than a hundred years, in days, is in no period.
  private static let longestSpan = 36_525

  private(set) var total = Sums()
  private(set) var withoutToll = 0
  private(set) var undated = 0
  private(set) var byKind: [ResolvedPlace.Kind: Int] = [:]
  private(set) var byGrade: [Grade: Int] = [:]
  private(set) var byDay: [Int: Sums] = [:]
  private(set) var spans: [(first: Int, last: Int, toll: Toll?)] = []
  private(set) var byRegion: [String: Sums] = [:]
  private(set) var byCountry: [String: Sums] = [:]
  private(set) var byParty: [String: (alleged: Sums, denied: Int)] = [:]
  private(set) var byDataset: [String: Int] = [:]

  /// Adds an incident.
  mutating func add(_ mapped: MappedIncident, _ assessment: Assessment) {
    let incident = mapped.incident
    let toll = assessment.toll
    total.add(share: 1, toll: toll)
    if toll == nil { withoutToll += 1 }
    byKind[mapped.place.kind, default: 0] += 1
    byGrade[assessment.grade, default: 0] += 1
    if let first = incident.date?.earliest?.daysSince1970,
      let last = incident.date?.latest?.daysSince1970, first <= last,
      last - first <= Self.longestSpan
    {
      spans.append((first, last, toll))
    } else {
      undated += 1
    }
    for share in mapped.membership.firstLevel {
      let region = share.region
      byRegion["\(region.name), \(region.countryName)", default: Sums()]
        .add(share: share.share, toll: toll)
    }
    for share in mapped.membership.countries {
      byCountry[share.region.name, default: Sums()].add(share: share.share, toll: toll)
    }
    for party in assessment.attributedTo {
      byParty[party, default: (Sums(), 0)].alleged.add(share: 1, toll: toll)
    }
    // Who denies, and for whom.
    var denying = assessment.deniedBy
    for case let party? in incident.claims.filter({ $0.stance == .denies }).map(\.speaksFor)
    where !denying.contains(party) {
      denying.append(party)
    }
    for party in denying { byParty[party, default: (Sums(), 0)].denied += 1 }
    if let dataset = incident.dataset { byDataset[dataset, default: 0] += 1 }
  }

  /// Sums by month or by year, whichever gives at most 60 rows; every row from first to last.
  func periods() -> (isYearly: Bool, rows: [(year: Int, month: Int?, sums: Sums)]) {
    guard let first = spans.map(\.first).min(), let last = spans.map(\.last).max(),
      let start = Day(daysSince1970: first)?.civil, let end = Day(daysSince1970: last)?.civil
    else { return (true, []) }
    let months = (end.year - start.year) * 12 + end.month - start.month + 1
    let isYearly = months > 60
    func number(_ day: Int) -> Int {
      guard let civil = Day(daysSince1970: day)?.civil else { return 0 }
      return isYearly
        ? civil.year - start.year : (civil.year - start.year) * 12 + civil.month - start.month
    }
    let count = isYearly ? end.year - start.year + 1 : months
    /// The first day of a period.
    func begin(_ number: Int) -> Int {
      let month = isYearly ? 0 : start.month - 1 + number
      let year = start.year + (isYearly ? number : month / 12)
      return Day(year: year, month: month % 12 + 1, day: 1)?.daysSince1970 ?? last + 1
    }
    var sums = [Sums](repeating: Sums(), count: count)
    for span in spans {
      let (from, to) = (number(span.first), number(span.last))
      let days = Double(span.last - span.first + 1)
      for period in from...to {
        let within = min(span.last + 1, begin(period + 1)) - max(span.first, begin(period))
        sums[period].add(share: from == to ? 1 : Double(within) / days, toll: span.toll)
      }
    }
    return (
      isYearly,
      sums.enumerated().map { offset, sums in
        let month = start.month - 1 + offset
        return isYearly
          ? (start.year + offset, nil, sums) : (start.year + month / 12, month % 12 + 1, sums)
      }
    )
  }
}
