import Foundation
import TestSupport
import Testing

@testable import SpatialStatistics

/// Published answers on published data, where `BALISE_FIELD_DATA` names a folder with them.
@Suite("Local association: published data, where BALISE_FIELD_DATA names it")
struct LocalAssociationFieldTests {
  private static let isThere = fieldData("oracles/pysal/columbus.json") != nil

  private func text(_ path: String) throws -> String {
    let url = try #require(fieldData("oracles/\(path)"))
    return try String(contentsOf: url, encoding: .utf8)
  }

  /// The properties of a GeoJSON's features.
  private func features(_ path: String) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(text(path).utf8))
    let features = try #require((object as? [String: Any])?["features"] as? [[String: Any]])
    return features.compactMap { $0["properties"] as? [String: Any] }
  }

  private func numbers(_ features: [[String: Any]], _ field: String) -> [Double] {
    features.map { ($0[field] as? NSNumber)?.doubleValue ?? .nan }
  }

  private func weights(_ path: String, _ units: [String]) throws -> SpatialWeights {
    try GALFile(text(path), name: path).weights(of: units)
  }

  /// The rows of a CSV without commas in its values.
  private func rows(_ path: String) throws -> [[String]] {
    try text(path).split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.filter { $0 != "\"" }
      }
    }
  }

  private func names(_ count: Int) -> [String] { (1...count).map(String.init) }

  @Test(.enabled(if: isThere)) func `the raster of 1996`() throws {
    let rows = try rows("spdep/getisord_xyz.csv")
    let points = rows.map { (Double($0[0]) ?? 0, Double($0[1]) ?? 0) }
    let values = rows.map { Double($0[2]) ?? 0 }
    // The 136th cell from the end, as the example of spdep has it.
    let cell = values.count - 137
    let known = [30: 1.221979, 60: 1.748098, 90: 1.986135, 120: 1.893374, 150: 1.237454]
    for (meters, known) in known {
      let weights = LocalAssociationTests.plane(points, within: Double(meters))
      let found = GetisOrd(countsSelf: false).zScores(values, weights)[cell]
      #expect(abs((found ?? 0) - known) < 5e-7, "\(meters)")
    }
    let weights = LocalAssociationTests.plane(points, within: 30)
    let star = try #require(GetisOrd(countsSelf: true).zScores(values, weights)[cell])
    #expect(abs(star - 1.45078) < 5e-6)
    // As printed in the paper, with the variance over n - 1.
    #expect(abs(star * (255.0 / 256).squareRoot() - 1.447943) < 5e-7)
  }

  @Test(.enabled(if: isThere)) func `sudden infant deaths in North Carolina`() throws {
    let features = try features("spdep/nc_sids.geojson")
    let ids = numbers(features, "FIPSNO").map { "\(Int($0))" }
    let weights = try weights("pysal/sids2.gal", ids)
    func rates(_ year: Int) -> [Double] {
      EventRates.plain(
        numbers(features, "SID\(year)"), over: numbers(features, "BIR\(year)"))
    }
    for (year, known, z) in [(74, 0.247725193, 3.854781), (79, 0.166557451, 2.641236)] {
      let moran = try #require(GlobalMoran(rates(year), weights, .row))
      // The known values are of rates that were printed with six decimals.
      #expect(abs(moran.statistic - known) < 1e-7)
      let normal = (moran.statistic - moran.expected) / moran.normalVariance.squareRoot()
      #expect(abs(normal - z) < 2e-6)
    }
    for (year, known, name) in [(74, 4.251773, "Northampton"), (79, 3.113246, "Robeson")] {
      let star = GetisOrd(countsSelf: true).zScores(rates(year), weights)
      let best = try #require(star.indices.max { (star[$0] ?? 0) < (star[$1] ?? 0) })
      #expect(abs((star[best] ?? 0) - known) < 2e-6)
      #expect(features[best]["NAME"] as? String == name)
    }
    // esda 2.9.0, assuncao_rate, and Moran's I of what it gives.
    let smooth = EventRates.empiricalBayes(
      numbers(features, "SID74"), over: numbers(features, "BIR74"))
    #expect(abs(smooth[0] + 0.6823041890045876) < 1e-12)
    #expect(abs(smooth[1] + 0.9113281135629153) < 1e-12)
    let moran = try #require(GlobalMoran(smooth, weights, .row))
    #expect(abs(moran.statistic - 0.2714029669628649) < 1e-9)
  }

  @Test(.enabled(if: isThere)) func `spdep's local Moran and local G in North Carolina`() throws {
    let features = try features("spdep/nc_sids.geojson")
    let known = try rows("spdep/nc_sids74_localmoran_localG.csv")
    let weights = try weights("spdep/nc_queen.gal", names(100))
    let rates = numbers(features, "SID74").indices.map { unit in
      1000 * numbers(features, "SID74")[unit] / numbers(features, "BIR74")[unit]
    }
    let local = LocalMoran().values(rates, weights)
    let gi = GetisOrd(countsSelf: false).zScores(rates, weights)
    let star = GetisOrd(countsSelf: true).zScores(rates, weights)
    #expect(known.count == 100)
    for (unit, row) in known.enumerated() {
      let found = try #require(local[unit])
      let numbers = row.map { Double($0) ?? .nan }
      #expect(abs(found.localI - numbers[5]) < 1e-9, "\(row[0])")
      #expect(abs(found.expected - numbers[6]) < 1e-9)
      #expect(abs(found.variance - numbers[7]) < 1e-9)
      #expect(abs((found.zScore ?? 99) - numbers[8]) < 1e-9)
      #expect(abs((gi[unit] ?? 99) - numbers[10]) < 1e-9)
      #expect(abs((star[unit] ?? 99) - numbers[11]) < 1e-9)
    }
  }

  @Test(.enabled(if: isThere)) func `crime in Columbus`() throws {
    let crime = numbers(try features("pysal/columbus.json"), "CRIME")
    let weights = try weights("pysal/columbus.gal", names(49))
    let moran = try #require(GlobalMoran(crime, weights, .row, permutations: 9999))
    #expect(abs(moran.statistic - 0.500188557) < 5e-10)
    #expect(abs(moran.zScore - 5.589383) < 5e-7)
    #expect(moran.counts.pValue(permutations: 9999) == 2.0 / 10_000)
    // Two-sided p-values from 99,999 permutations of esda 2.9.0, the same for local Moran and Gi*.
    let known = [
      0.36766, 0.33624, 0.48658, 0.952, 0.29788, 0.6481, 0.07432, 0.32536, 0.752, 0.23256,
      0.02588, 0.18036, 0.6958, 0.2032, 0.0153, 0.0006, 0.06804, 0.04272, 0.21956, 0.46126,
      0.37244, 0.90336, 0.07498, 0.00048, 0.00258, 0.03262, 0.85194, 0.00876, 0.00178, 0.03358,
      0.0789, 0.00516, 0.78346, 0.10266, 0.7492, 0.01392, 0.01136, 0.16408, 0.03648, 0.03762,
      0.12612, 0.16526, 0.86796, 0.95138, 0.70164, 0.09384, 0.12734, 0.41066, 0.39828,
    ]
    for statistic in LocalAssociation.Statistic.allCases {
      let association = LocalAssociation(statistic, ConditionalPermutation(permutations: 99_999))
      for (unit, result) in association.results(crime, weights).enumerated() {
        let p = try #require(result.pValue)
        // A p-value is twice a share; both are of 99,999.
        let deviation = 2 * (p / 2 * (1 - p / 2) / 99_999 * 2).squareRoot()
        #expect(abs(p - known[unit]) < 4 * deviation + 2e-5, "\(unit): \(p) for \(known[unit])")
      }
    }
  }

  @Test(.enabled(if: isThere)) func `conflict in Africa 1966-78`() throws {
    let rows = try rows("spdep/afcon.csv")
    let names = rows.map { $0[3] }
    let weights = try weights("spdep/afcon_paper.gal", self.names(42))
    let values = rows.map { Double($0[2]) ?? .nan }
    let local = LocalMoran().values(values, weights)
    func unit(_ name: String) throws -> LocalMoran.Value {
      let place = try #require(names.firstIndex(of: name))
      return try #require(local[place])
    }
    #expect(abs(try unit("MALI").localI - 0.46363) < 5e-6)
    #expect(abs(try unit("MALI").expected + 0.021841) < 5e-7)
    #expect(abs(try unit("MALI").variance - 0.10896) < 5e-6)
    for (name, known, z) in [
      ("MALI", 0.46363, 1.4708), ("NIGER", 0.23071, 0.80198), ("ALGERIA", -0.010037, -0.40605),
      ("SUDAN", 2.9878, 3.6814), ("EGYPT", 6.9467, 3.4957), ("KENYA", 1.1969, 3.4344),
    ] {
      #expect(abs(try unit(name).localI / known - 1) < 5e-5, "\(name)")
      #expect(abs((try unit(name).zScore ?? 0) / z - 1) < 5e-5, "\(name)")
    }
    let moran = try #require(GlobalMoran(values, weights, .row))
    #expect(abs(moran.statistic - 0.41679563) < 5e-9)
    #expect(abs(moran.variance - 0.01029358) < 5e-9)
    #expect(abs(moran.zScore - 4.3485) < 5e-5)
    let mean = local.reduce(0) { $0 + ($1?.localI ?? 0) } / 42
    #expect(abs(mean - moran.statistic) < 1e-12)
  }
}
