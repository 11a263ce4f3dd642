import Foundation
import SimpleFeatures
import SpatialStatistics

// usage: BaliseScanBench LOCATIONS DAYS REPLICATIONS THREADS [MAXIMA]
// DAYS: of an interval for a space-time permutation, 364 for a Poisson scan in space alone. Random
// numbers of the replications are SaTScan's. Writes the seconds of the whole run but making the inputs,
// those of the processor, the most memory in MB, and the most likely cluster; to MAXIMA the largest
// ratio of each replication.

let arguments = CommandLine.arguments
guard (5...6).contains(arguments.count), let count = Int(arguments[1]), count > 1,
  let days = Int(arguments[2]), days > 0, let replications = Int(arguments[3]),
  let threads = Int(arguments[4])
else {
  print("usage: BaliseScanBench LOCATIONS DAYS REPLICATIONS THREADS [MAXIMA]")
  exit(64)
}
func usage() -> rusage {
  var usage = rusage()
  _ = unsafe getrusage(0, &usage)  // RUSAGE_SELF
  return usage
}
func processorSeconds() -> Double {
  let time = usage().ru_utime
  return Double(time.tv_sec) + Double(time.tv_usec) / 1e6
}

var towns = try Towns(count)
let model = days == 364 ? towns.poisson() : towns.permutation(daysOfInterval: days)
var settings = ScanSettings()
settings.replications = replications
settings.threads = threads
settings.isCompatible = true
let (begin, busy) = (DispatchTime.now().uptimeNanoseconds, processorSeconds())
let result = try ScanStatistic(model, at: towns.locations, settings).result()
let seconds = Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e9
print(seconds, processorSeconds() - busy, usage().ru_maxrss / 1000)
if let top = result.clusters.first {
  print(
    top.members.count, "locations,", "intervals \(top.window):", top.observed, "/", top.expected,
    "LLR", top.logLikelihoodRatio, "rank", top.rank ?? 0)
}
if arguments.count > 5 {
  let text = result.maxima.map { "\($0)\n" }.joined()
  try text.write(toFile: arguments[5], atomically: true, encoding: .utf8)
}
