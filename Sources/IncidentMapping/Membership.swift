public import ReferenceGeography

/// In which regions a place lies, and how surely.
public struct Membership: Sendable {
  /// One region's part in a place.
  public struct Share: Sendable {
    /// The position of the region in its boundary set.
    public let position: Int
    /// The part of the place that lies in it, 0 to 1.
    public let share: Double
    let boundaries: BoundarySetReference

    /// The region.
    public var region: Region { boundaries.set.regions[position] }
  }

  /// First-level regions with a share above zero, largest first, then smallest identifier.
  public let firstLevel: [Share]
  /// Countries with a share above zero, in the same order; sums over their first-level regions.
  public let countries: [Share]
  /// The part that lies in no region.
  public let outside: Double
  /// The part of which nothing is known: the weight of the unknown places of a mixture, 1 for an
  /// unknown place.
  public let unknown: Double
  /// Whether the place is a point that several regions cover.
  public let isBorderTie: Bool
  /// The distance to the nearest border in metres, where it is less than the place's own
  /// uncertainty plus the accuracy of the boundary set.
  public let nearBorderMeters: Double?
  /// The position of the first-level region that covers the place's representative point, that of
  /// the smallest identifier where there are several; nil where there is none.
  public let home: Int?
  /// The positions of the other first-level regions that cover that point; nearly always empty.
  public let otherHomes: [Int]
  /// The position of the country of `home` among the countries.
  public let homeCountry: Int?
  let boundaries: BoundarySetReference

  /// What the answer rests on.
  public var boundarySet: BoundarySet.Description { boundaries.set.description }

  /// What shares of the outside are called.
  public static let outsideName = "(outside all regions)"
  /// What the share of unknown places of a mixture is called.
  public static let unknownName = "(unknown)"

  /// The shares as text, `Kidal 0.606; Gao 0.394`: three decimals that add up to 1.000.
  ///
  /// Rounding is by largest remainder, so that nothing is lost; what rounds to nothing is left out.
  public var sharesText: String {
    var entries = firstLevel.map { ($0.region.name, $0.share) }
    if outside > 0 { entries.append((Self.outsideName, outside)) }
    if unknown > 0, unknown < 1 { entries.append((Self.unknownName, unknown)) }
    if entries.count == 1, entries[0].1 > 0 { return "\(entries[0].0) 1.000" }
    let thousandths = roundedToThousandths(entries.map(\.1))
    return zip(entries, thousandths).filter { $1 > 0 }
      .map { entry, value in "\(entry.0) \(decimals(thousandths: value))" }.joined(separator: "; ")
  }
}

/// Shares in thousandths that add up to 1,000: the largest remainders are rounded up, first come
/// first served among equals. Empty for no shares; shares that add up to zero stay zero.
func roundedToThousandths(_ shares: [Double]) -> [Int] {
  var rounding = ThousandthsRounding()
  rounding.round(shares)
  return rounding.rounded
}

/// The rounding of shares, with its memory, for many of them.
struct ThousandthsRounding {
  /// The thousandths of the shares rounded last.
  private(set) var rounded: [Int] = []
  private var remainders: [Double] = []

  mutating func round(_ shares: [Double]) {
    rounded.removeAll(keepingCapacity: true)
    remainders.removeAll(keepingCapacity: true)
    let total = shares.reduce(0, +)
    for share in shares {
      let scaled = total > 0 ? share / total * 1000 : 0
      rounded.append(Int(scaled.rounded(.down)))
      remainders.append(scaled - scaled.rounded(.down))
    }
    guard total > 0 else { return }
    for _ in 0..<min(shares.count, max(0, 1000 - rounded.reduce(0, +))) {
      var largest = 0
      for index in remainders.indices where remainders[index] > remainders[largest] {
        largest = index
      }
      rounded[largest] += 1
      remainders[largest] = -1
    }
  }
}

private func decimals(thousandths: Int) -> String {
  let digits = String(thousandths % 1000)
  return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
}
