import Foundation
import SpatialStatistics

// usage: BaliseLocalBench VALUES NEIGHBOURS STATISTIC PERMUTATIONS THREADS RUNS RESULTS
// VALUES: a number a line. NEIGHBOURS: a GAL file of the units' numbers from 0. STATISTIC: gi, gistar or
// localmoran. Writes the standardised statistic and the two-sided p-value of each unit to RESULTS, and
// to standard output the seconds of each run: statistic, permutations and adjustment.

let arguments = CommandLine.arguments
guard arguments.count == 8, let statistic = LocalAssociation.Statistic(rawValue: arguments[3]),
  let permutations = Int(arguments[4]), let threads = Int(arguments[5]), let runs = Int(arguments[6])
else {
  print(
    "usage: BaliseLocalBench VALUES NEIGHBOURS STATISTIC PERMUTATIONS THREADS RUNS RESULTS")
  exit(64)
}
let values = try String(contentsOfFile: arguments[1], encoding: .utf8)
  .split(whereSeparator: \.isNewline).compactMap { Double($0) }
let gal = try GALFile(
  String(contentsOfFile: arguments[2], encoding: .utf8), name: arguments[2])
let weights = try gal.weights(of: values.indices.map { "\($0)" })
let association = LocalAssociation(
  statistic, ConditionalPermutation(permutations: permutations))
var results: [LocalAssociation.Result] = []
for _ in 0..<runs {
  let start = DispatchTime.now().uptimeNanoseconds
  results = association.results(values, weights, threads: threads)
  print(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
}
let lines = results.map { "\($0.zScore ?? .nan) \($0.pValue ?? .nan)" }
try (lines.joined(separator: "\n") + "\n")
  .write(toFile: arguments[7], atomically: true, encoding: .utf8)
