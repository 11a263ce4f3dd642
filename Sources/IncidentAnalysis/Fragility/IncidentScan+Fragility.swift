public import IncidentMapping
import SpatialStatistics

extension IncidentScan {
  /// What becomes of each cluster without those who say so: its circle and time in scans of the
  /// records that remain, with the same random numbers; nil for one that has no p of at most the level.
  ///
  /// The incidents must be those of `found`, read with their attestation.
  /// - Parameters:
  ///   - mostTests: how many scans the search for one cluster may take.
  ///   - progress: called with the number of scans done.
  public func fragilities(
    of found: IncidentScanResult, _ incidents: [LocatedIncident], level: Double = 0.05,
    mostTests: Int = 200, progress: (Int) -> Void = { _ in }
  ) throws -> [HotspotFragility?] {
    let incidents = inOrder(incidents)
    let records = found.layout.records
    let clusters = found.result.clusters
    let members = clusters.map { cluster in
      let places = Set(cluster.members)
      return records.indices.filter { index in
        records[index].isCase && records[index].masses.contains { places.contains($0.place) }
          && records[index].days.contains { cluster.window.contains($0.place) }
      }
    }
    let analysis = FragilityAnalysis(
      AttestedRecords(records.map { incidents[$0.incident] }), level: level, mostTests: mostTests)
    return try analysis.fragilities(
      of: members,
      test: { kept in
        let kept = zip(records, kept).filter(\.1).map(\.0)
        let model = self.model(
          found.units == 1
            ? kept.map { ([($0.dot, 1)], [($0.middle, 1)], $0.isCase) }
            : kept.map { ($0.masses, $0.days, $0.isCase) }, found.layout, units: found.units)
        // What cannot be scanned any more has no cluster.
        guard
          let result = try? ScanStatistic(model, at: found.layout.locations, settings).result()
        else { return clusters.map { _ in nil } }
        return answers(clusters, ScanRatio(model), result).map { answer in
          answer.logLikelihoodRatio > 0
            ? HotspotOutcome(statistic: answer.logLikelihoodRatio, pValue: answer.pValue) : nil
        }
      }, progress: progress)
  }
}
