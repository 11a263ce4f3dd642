public import IncidentMapping
public import ReferenceGeography
import SimpleFeatures
public import SpatialStatistics

/// Why an incident takes no part in the table of near repeats.
public enum NearRepeatExclusion: String, Sendable, CaseIterable {
  /// Nothing is known of its place.
  case unknownPlace = "no known place"
  /// A first or a last day is missing.
  case openDate = "no first and last day"
}

/// Near repeats among incidents, whose places and days may be uncertain.
public struct NearRepeats: Sendable {
  /// The incidents.
  public let incidents: [LocatedIncident]
  /// Why each of those left out is.
  public let exclusions: [NearRepeatExclusion?]
  /// The table on expected pairs, which is the recommended test.
  public let table: KnoxTable
  /// The table with each incident whole at the point that stands for its place, on the middle of its
  /// days.
  public let dots: KnoxTable
  /// For each cell the share of replicates in which it has a p of at most 0.05; nil where nothing is
  /// uncertain, or nothing was drawn.
  public let replicateShares: [Double]?
  /// How many incidents that take part have an uncertain place, and how many an uncertain day.
  public let uncertain: (places: Int, days: Int)
  /// The pairs of each incident on dots; nil for those left out.
  public let events: [LocalKnox.Event?]
  /// The p of each incident, adjusted for their number.
  public let adjusted: [Double?]
  /// The test recommended.
  let test: NearRepeatTest

  /// How many take part.
  public var used: Int { exclusions.count { $0 == nil } }
}

/// Tests incidents for near repeats (Knox 1964).
public struct NearRepeatAnalysis: Sendable {
  /// The bands of distance in metres.
  public var spaceBands: Bands<Double>
  /// The test with the bands of time.
  public var test: KnoxTest
  /// How many times uncertain places and days are drawn.
  public var replicates: Int
  /// How many threads work; the result does not depend on it.
  public var threads: Int

  /// A replicate is tested by this many permutations, against 0.05.
  static let replicatePermutations = 99

  /// Makes an analysis.
  public init(spaceBands: Bands<Double>, test: KnoxTest, replicates: Int = 200, threads: Int = 1) {
    self.spaceBands = spaceBands
    self.test = test
    self.replicates = replicates
    self.threads = max(1, threads)
  }

  /// Counts and tests the pairs of incidents.
  /// - Parameter progress: called with the number of replicates done.
  public func nearRepeats(
    of incidents: [LocatedIncident], on atlas: Atlas, progress: (Int) -> Void = { _ in }
  ) throws -> NearRepeats {
    let exclusions = incidents.map { incident -> NearRepeatExclusion? in
      incident.place.representativePoint == nil
        ? .unknownPlace : incident.days == nil ? .openDate : nil
    }
    let members = incidents.indices.filter { exclusions[$0] == nil }
    let taken = members.map { incidents[$0] }
    let points = taken.compactMap(\.place.representativePoint)
    let spans = taken.compactMap(\.days)
    let middles = spans.map { $0.lowerBound + ($0.upperBound - $0.lowerBound) / 2 }
    let pairs = try NearPairs(points, bands: spaceBands, threads: threads)
    let dots = try test.table(of: pairs, days: middles, threads: threads)
    let certain = taken.map(\.place.isExact)
    let uncertain = (
      places: certain.count { !$0 }, days: spans.count { $0.count > 1 }
    )
    var recommended = NearRepeatTest(
      spaceBands: spaceBands, test: test, threads: threads, members: members, points: points,
      isCertain: certain.map { _ in true }, partial: [], spans: middles.map { $0...$0 },
      reports: taken.map(\.report))
    var table = dots
    var shares: [Double]?
    if replicates > 0, uncertain.places + uncertain.days > 0 {
      let draws = try positions(of: taken, points, on: atlas)
      recommended.isCertain = certain
      recommended.partial = try PartialPair.pairs(
        among: draws, bands: spaceBands, threads: threads)
      recommended.spans = spans
      table = try recommended.table(of: pairs)
      shares = try replicateShares(taken, draws, cells: dots.cells.count, on: atlas, progress)
    }
    var events = [LocalKnox.Event?](repeating: nil, count: incidents.count)
    let local = LocalKnox(pairs, days: middles, timeBands: test.timeBands)
    for (index, event) in zip(members, local.events) { events[index] = event }
    return NearRepeats(
      incidents: incidents, exclusions: exclusions, table: table, dots: dots,
      replicateShares: shares, uncertain: uncertain, events: events,
      adjusted: BenjaminiHochberg.adjusted(events.map { $0?.p }), test: recommended)
  }

  /// For each incident its point, or as many positions as there are replicates.
  private func positions(
    of incidents: [LocatedIncident], _ points: [Coordinate], on atlas: Atlas
  ) throws -> [[Coordinate]] {
    var draws: [[Coordinate]] = []
    var next = 0
    try OrderedCrew.run(
      try workers(incidents, atlas),
      next: { () -> Int? in
        defer { next += 1 }
        return next < incidents.count ? next : nil
      },
      work: { draws, index in
        guard !incidents[index].place.isExact else { return [points[index]] }
        return try (0..<replicates).map {
          try draws.position(of: index, replicate: $0) ?? points[index]
        }
      },
      handOver: { draws.append($0) })
    return draws
  }

  /// In what share of the replicates each cell is significant by itself.
  private func replicateShares(
    _ incidents: [LocatedIncident], _ positions: [[Coordinate]], cells: Int, on atlas: Atlas,
    _ progress: (Int) -> Void
  ) throws -> [Double] {
    var hits = [Int](repeating: 0, count: cells)
    var (next, done) = (0, 0)
    let test = try KnoxTest(
      timeBands: test.timeBands, permutations: Self.replicatePermutations, seed: test.seed)
    try OrderedCrew.run(
      try workers(incidents, atlas),
      next: { () -> Int? in
        defer { next += 1 }
        return next < replicates ? next : nil
      },
      work: { draws, replicate in
        let points = positions.map { $0.count == 1 ? $0[0] : $0[replicate] }
        let days = incidents.indices.map { draws.day(of: $0, replicate: replicate) ?? 0 }
        let pairs = try NearPairs(points, bands: spaceBands)
        // Draws may fall together where the places do not tell near from far.
        let table = try? test.table(of: pairs, days: days)
        return table?.cells.map { ($0.p ?? 1) <= 0.05 } ?? []
      },
      handOver: { isHit in
        for cell in isHit.indices where isHit[cell] { hits[cell] += 1 }
        done += 1
        progress(done)
      })
    return hits.map { Double($0) / Double(replicates) }
  }

  private func workers(_ incidents: [LocatedIncident], _ atlas: Atlas) throws -> [IncidentDraws] {
    try (0..<threads).map { _ in
      IncidentDraws(incidents, on: try Ground(atlas: atlas), seed: test.seed)
    }
  }
}
