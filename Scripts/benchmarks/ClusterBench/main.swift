import Foundation
import SimpleFeatures
import SpatialStatistics

// usage: BaliseClusterBench POINTS METHOD METRIC EPSILON MINIMUM THREADS RUNS LABELS
// POINTS: longitude and latitude of each point as eight-byte numbers, lowest byte first. METHOD:
// dbscan. METRIC: ellipsoid or sphere. Writes the cluster of each point to LABELS as four-byte
// numbers, and to standard output the seconds of each run, the clusters and the noise.

let arguments = CommandLine.arguments
guard arguments.count == 9, let epsilon = Double(arguments[4]), let minimum = Int(arguments[5]),
  let threads = Int(arguments[6]), let runs = Int(arguments[7])
else {
  print("usage: BaliseClusterBench POINTS METHOD METRIC EPSILON MINIMUM THREADS RUNS LABELS")
  exit(64)
}
let metric: DistanceMetric = arguments[3] == "sphere" ? .sphere() : .ellipsoid
let bytes = try Data(contentsOf: URL(fileURLWithPath: arguments[1]), options: .alwaysMapped)
let points = unsafe bytes.withUnsafeBytes { bytes in
  (0..<bytes.count / 16).map { place in
    Coordinate(
      longitude: unsafe bytes.loadUnaligned(fromByteOffset: 16 * place, as: Double.self),
      latitude: unsafe bytes.loadUnaligned(fromByteOffset: 16 * place + 8, as: Double.self))
  }
}

var clusters: [Int32] = []
for _ in 0..<runs {
  let start = DispatchTime.now().uptimeNanoseconds
  let method = try DBSCAN(epsilonMeters: epsilon, minimumPoints: minimum, metric: metric)
  let labels = method.labels(points, threads: threads)
  print(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
  clusters = labels.clusters
}
print("clusters", clusters.max() ?? 0, "noise", clusters.count { $0 < 0 })
try unsafe clusters.withUnsafeBytes {
  try unsafe Data($0).write(to: URL(fileURLWithPath: arguments[8]))
}
