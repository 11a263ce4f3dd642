public import ReferenceGeography

/// What a table of regions says of one of them, or of the outside of all.
public struct RegionRow: Sendable {
  /// The region; nil for outside of all.
  public let region: Region?
  /// The name of the country it lies in; empty for a country and a cell.
  public let parent: String
  /// The period; nil where time is not cut up, or for incidents without closed dates.
  public let period: Period?
  /// The sums.
  public let totals: Totals
  /// The sum of the shares in thousandths, so rounded that all rows add up.
  public let expectedThousandths: Int

  /// The identifier; empty for outside of all.
  public var id: String { region?.id ?? "" }
  /// The name; `(outside all regions)` for that.
  public var name: String { region?.name ?? Membership.outsideName }
}

extension RegionTally {
  /// The rows in order of identifiers and periods, that of the outside last.
  ///
  /// The expected numbers are rounded by largest remainder, so that they add up to the number of
  /// incidents with a known place. O(n log n).
  /// - Parameter always: regions that have a row whether anything happened there or not.
  public func rows(
    _ division: RegionDivision, of atlas: Atlas, always: [Region] = []
  ) -> [RegionRow] {
    let set = division.regions(of: atlas)
    var totals = totals
    // The outside always has a row, so that a reader sees that nothing is missing.
    if !totals.keys.contains(where: { $0.region == nil }) {
      totals[Key(region: nil, period: nil)] = Totals()
    }
    for region in always {
      guard let position = set.position(ofID: region.id),
        !totals.keys.contains(where: { $0.region == position })
      else { continue }
      totals[Key(region: position, period: nil)] = Totals()
    }
    let keys = totals.keys.sorted()
    let sums = keys.map { totals[$0] ?? Totals() }
    let expected = thousandths(
      sums.map(\.expected), addingUpTo: Int((knownShare * 1000).rounded()))
    return zip(zip(keys, sums), expected).map { pair, expected in
      let region = pair.0.region.map { set.regions[$0] }
      return RegionRow(
        region: region, parent: region.map { $0.countryID == $0.id ? "" : $0.countryName } ?? "",
        period: pair.0.period, totals: pair.1, expectedThousandths: expected)
    }
  }
}

/// Numbers in whole thousandths, scaled so that they add up to a total: the largest remainders are
/// rounded up, first come first served among equals. O(n log n).
func thousandths(_ numbers: [Double], addingUpTo total: Int) -> [Int] {
  let sum = numbers.reduce(0, +)
  guard sum > 0 else { return numbers.map { _ in 0 } }
  let scaled = numbers.map { $0 / sum * Double(total) }
  var rounded = scaled.map { Int($0.rounded(.down)) }
  let byRemainder = scaled.indices.sorted { a, b in
    let first = scaled[a] - Double(rounded[a])
    let second = scaled[b] - Double(rounded[b])
    return first != second ? first > second : a < b
  }
  for index in byRemainder.prefix(max(0, total - rounded.reduce(0, +))) { rounded[index] += 1 }
  return rounded
}
