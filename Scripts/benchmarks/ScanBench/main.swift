import Foundation
import SimpleFeatures
import SpatialStatistics

// usage: BaliseScanBench FOLDER MODEL DAYS REPLICATIONS THREADS [MAXIMA]
// FOLDER: s.geo, s.pop, poisson.cas, bern.cas, bern.ctl and stp.cas, as scan_inputs.py makes them, 364
// days from 2020-01-01. MODEL: poisson, bernoulli or permutation. DAYS: of an interval, 364 for a scan in
// space alone. Random numbers are SaTScan's. Writes to standard output the seconds of the whole run and
// the clusters, and to MAXIMA the largest ratio of each replicate.

let arguments = CommandLine.arguments
guard (6...7).contains(arguments.count), let days = Int(arguments[3]), days > 0,
  let replications = Int(arguments[4]), let threads = Int(arguments[5])
else {
  print("usage: BaliseScanBench FOLDER MODEL DAYS REPLICATIONS THREADS [MAXIMA]")
  exit(64)
}
let folder = URL(filePath: arguments[1])

/// The words of each line of a file.
func rows(_ name: String) throws -> [[Substring]] {
  try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    .split(whereSeparator: \.isNewline).map { $0.split(separator: " ") }
}

let begin = DispatchTime.now().uptimeNanoseconds
let locations = try ScanLocations(
  try rows("s.geo").map { row in
    (
      String(row[0]),
      Coordinate(longitude: Double(row[2]) ?? .nan, latitude: Double(row[1]) ?? .nan)
    )
  }, space: .satscanSphere)
let intervals = 364 / days
// The first of the month in a leap year.
let monthStarts = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335]

/// Cases or controls by location and interval.
func table(_ name: String) throws -> ScanTable<Int> {
  var table = ScanTable(repeating: 0, locations: locations.count, intervals: intervals)
  for row in try rows(name) {
    var day = 0
    if row.count > 2, intervals > 1 {
      let parts = row[2].split(separator: "/").compactMap { Int($0) }
      day = monthStarts[parts[1] - 1] + parts[2] - 1
    }
    let interval = max(0, intervals - 1 - (363 - day) / days)
    table[locations.index(of: String(row[0])) ?? 0, interval] += Int(row[1]) ?? 0
  }
  return table
}

let model: ScanModel
switch arguments[2] {
case "poisson":
  var people = ScanTable(repeating: 0.0, locations: locations.count, intervals: intervals)
  for row in try rows("s.pop") {
    for interval in 0..<intervals {
      people[locations.index(of: String(row[0])) ?? 0, interval] = Double(row[2]) ?? 0
    }
  }
  model = .poisson(cases: try table("poisson.cas"), expected: people)
case "bernoulli": model = .bernoulli(cases: try table("bern.cas"), controls: try table("bern.ctl"))
default: model = .spaceTimePermutation([try table("stp.cas")])
}
var settings = ScanSettings()
settings.replications = replications
settings.threads = threads
settings.isCompatible = true
let result = try ScanStatistic(model, at: locations, settings).result()
print(Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e9, "s")
for cluster in result.clusters.prefix(10) {
  print(
    locations.names[cluster.center], cluster.radius, cluster.members.count, "locations",
    "intervals", cluster.window, cluster.observed, "/", cluster.expected,
    cluster.logLikelihoodRatio, "rank", cluster.rank ?? 0)
}
if arguments.count > 6 {
  let text = result.maxima.map { "\($0)\n" }.joined()
  try text.write(toFile: arguments[6], atomically: true, encoding: .utf8)
}
