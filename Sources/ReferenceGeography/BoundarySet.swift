import NameMatching
public import SpatialIndexing
import Synchronization

/// Regions of one level from one source, with the date and the accuracy to name beside answers.
public struct BoundarySet: Sendable {
  /// What the set is and how far it can be trusted.
  public struct Description: Sendable, Hashable {
    /// A short identifier, such as `natural-earth-4.1-admin1`.
    public var id: String
    /// The name printed beside answers.
    public var name: String
    /// The date of the boundaries, as precisely as it is known: `2018-05-21`, `2018`.
    public var date: String
    /// How far a border may lie from its true place, in metres.
    public var accuracyMeters: Double
    /// The level of the regions: 0 for countries.
    public var level: Int
    /// Whether the accuracy is known; where it is not, `accuracyMeters` is 0.
    public var isAccuracyStated: Bool

    /// Makes a description.
    public init(
      id: String, name: String, date: String, accuracyMeters: Double, level: Int,
      isAccuracyStated: Bool = true
    ) {
      self.id = id
      self.name = name
      self.date = date
      self.accuracyMeters = accuracyMeters
      self.level = level
      self.isAccuracyStated = isAccuracyStated
    }

    /// The name and the date, as outputs print them.
    public var label: String { date.isEmpty ? name : "\(name) (\(date))" }
  }

  /// What the set is.
  public let description: Description
  /// The regions, in ascending order of their identifiers.
  public let regions: [Region]
  /// An index over the envelopes of the regions; numbers are positions in `regions`.
  public let index: PackedRTree
  private let names: NameIndex
  private let positions: [String: Int]

  /// Makes a set; regions are put in order of their identifiers, so that the smallest identifier
  /// is the one met first. O(n log n).
  public init(description: Description, regions: [Region]) {
    let isOrdered = zip(regions, regions.dropFirst()).allSatisfy { $0.id <= $1.id }
    let ordered = isOrdered ? regions : regions.sorted { $0.id < $1.id }
    self.description = description
    self.regions = ordered
    index = PackedRTree(ordered.map(\.envelope))
    names = NameIndex(regions: ordered)
    positions = Dictionary(
      ordered.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The region with an identifier.
  public func region(id: String) -> Region? { positions[id].map { regions[$0] } }

  /// The position in `regions` of an identifier.
  public func position(ofID id: String) -> Int? { positions[id] }

  /// The position in `regions` of a region, if it is one of this set and not its namesake of
  /// another.
  public func position(of region: Region) -> Int? {
    guard let position = positions[region.id], regions[position].level == region.level,
      regions[position].envelope == region.envelope
    else { return nil }
    return position
  }

  /// The positions of the regions that bear a name, smallest identifier first.
  ///
  /// Tried in order, the first that finds anything wins: identifier or code; the name itself; names
  /// without regard to case, accents and punctuation; alternative names likewise; names without
  /// words such as state or oblast.
  /// - Parameter countryID: only regions of this country, or all where nil.
  public func positions(named name: String, inCountry countryID: String? = nil) -> [Int] {
    names.positions(named: name, inCountry: countryID)
  }

  /// Names of the set nearest in spelling to one that was not found, best first.
  public func suggestions(for name: String, count: Int = 5) -> [String] {
    nearestNames(
      to: name, among: regions.map(\.name), count: count, within: max(2, name.count / 3))
  }
}

/// Look-up by name, one country at a time, made when first asked for.
private final class NameIndex: Sendable {
  /// The ways of matching, best first.
  private struct Keys {
    var codes: [String: [Int]] = [:]
    var exact: [String: [Int]] = [:]
    var folded: [String: [Int]] = [:]
    var alternative: [String: [Int]] = [:]
    var withoutKind: [String: [Int]] = [:]
  }

  private let regions: [Region]
  private let made = Mutex<[String: Keys]>([:])

  init(regions: [Region]) { self.regions = regions }

  func positions(named name: String, inCountry countryID: String?) -> [Int] {
    made.withLock { made in
      let keys = made[countryID ?? ""] ?? keys(inCountry: countryID)
      made[countryID ?? ""] = keys
      let folded = FoldedName.fold(name)
      guard !folded.isEmpty else { return [] }
      return keys.codes[name.uppercased()] ?? keys.exact[name] ?? keys.folded[folded]
        ?? keys.alternative[folded] ?? keys.withoutKind[FoldedName.foldWithoutKind(name)] ?? []
    }
  }

  private func keys(inCountry countryID: String?) -> Keys {
    var keys = Keys()
    for (position, region) in regions.enumerated() {
      if let countryID, region.countryID != countryID { continue }
      func add(_ key: String, to index: inout [String: [Int]]) {
        guard !key.isEmpty, index[key]?.last != position else { return }
        index[key, default: []].append(position)
      }
      for code in [region.id] + region.codes { add(code.uppercased(), to: &keys.codes) }
      add(region.name, to: &keys.exact)
      add(FoldedName.fold(region.name), to: &keys.folded)
      add(FoldedName.foldWithoutKind(region.name), to: &keys.withoutKind)
      for name in region.alternativeNames {
        add(FoldedName.fold(name), to: &keys.alternative)
        add(FoldedName.foldWithoutKind(name), to: &keys.withoutKind)
      }
    }
    return keys
  }
}
