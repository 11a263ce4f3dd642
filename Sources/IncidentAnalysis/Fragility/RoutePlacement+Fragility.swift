import LinearReferencing
public import SpatialStatistics

extension RoutePlacement {
  /// What becomes of each section without those who say so; nil for one that does not have more than
  /// its length gives at an adjusted p of at most the level.
  ///
  /// The statistic is the number of incidents over that which the length gives. The incidents must
  /// have been read with their attestation.
  /// - Parameters:
  ///   - sections: all sections of the route in their order.
  ///   - replications: as many as the sections were tested with; so the seed.
  ///   - mostTests: how many tests the search for one section may take.
  ///   - progress: called with the number of tests done.
  public func fragilities(
    of sections: [RouteSectionTotal], replications: Int, seed: UInt64, level: Double = 0.05,
    mostTests: Int = 1000, threads: Int = 1, progress: (Int) -> Void = { _ in }
  ) throws -> [HotspotFragility?] {
    let ends = sections.prefix(1).map(\.from) + sections.map(\.to)
    return try FragilityAnalysis(AttestedRecords(incidents), level: level, mostTests: mostTests)
      .fragilities(
        of: sections.map { members(from: $0.from, to: $0.to) },
        test: { kept in
          let tested = try LineSections(
            of: masses(keeping: kept), breaks: ends, replications: replications, seed: seed,
            threads: threads
          ).sections
          return zip(tested, BenjaminiHochberg.adjusted(tested.map(\.p))).map { section, p in
            section.observed > section.expected
              ? HotspotOutcome(statistic: section.observed / section.expected, pValue: p) : nil
          }
        }, progress: progress)
  }

  /// What becomes of each stretch of a scan without those who say so: the same stretch in scans of the
  /// incidents that remain; nil for one that has no p of at most the level.
  ///
  /// The incidents must have been read with their attestation.
  /// - Parameters:
  ///   - mostTests: how many scans the search for one stretch may take.
  ///   - progress: called with the number of scans done.
  public func fragilities(
    of hotspots: [RouteHotspot], by scan: LineScan, level: Double = 0.05, mostTests: Int = 1000,
    threads: Int = 1, progress: (Int) -> Void = { _ in }
  ) throws -> [HotspotFragility?] {
    try FragilityAnalysis(AttestedRecords(incidents), level: level, mostTests: mostTests)
      .fragilities(
        of: hotspots.map { members(from: $0.window.from, to: $0.window.to) },
        test: { kept in
          let events = masses(keeping: kept)
          let result = scan.result(of: events, threads: threads)
          return hotspots.map { hotspot in
            let value = scan.value(of: hotspot.window, in: events)
            return value > 0 ? HotspotOutcome(statistic: value, pValue: result.p(of: value)) : nil
          }
        }, progress: progress)
  }

  private func masses(keeping kept: [Bool]) -> [LineMass] {
    zip(masses, kept).filter(\.1).map(\.0)
  }

  /// The incidents with mass on a stretch, which takes its end where that is the route's.
  private func members(from: Double, to: Double) -> [Int] {
    let end = to < route.lengthKilometers ? to : .infinity
    return masses.indices.filter { LineSections.mass(of: masses[$0], from: from, to: end) > 0 }
  }
}
