import Foundation
import SimpleFeatures
import SpatialStatistics

// usage: BaliseClusterBench POINTS METHOD METRIC EPSILON MINIMUM SIZE THREADS RUNS LABELS
// POINTS: longitude and latitude of each point as eight-byte numbers, lowest byte first. METHOD:
// dbscan (MINIMUM counts the point itself) or hdbscan (MINIMUM does not). METRIC: ellipsoid, sphere or
// plane. Writes the cluster of each point to LABELS as four-byte numbers, and to standard output the
// seconds of each run, the memory, the number of clusters and that of noise.

let arguments = CommandLine.arguments
guard arguments.count == 10, let epsilon = Double(arguments[4]), let minimum = Int(arguments[5]),
  let size = Int(arguments[6]), let threads = Int(arguments[7]), let runs = Int(arguments[8])
else {
  print("usage: BaliseClusterBench POINTS METHOD METRIC EPSILON MINIMUM SIZE THREADS RUNS LABELS")
  exit(64)
}
let metric: DistanceMetric =
  switch arguments[3] {
  case "sphere": .sphere()
  case "plane": .plane
  default: .ellipsoid
  }
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
  clusters =
    arguments[2] == "hdbscan"
    ? try HDBSCAN(
      minimumClusterSize: size, minimumSamples: minimum, epsilonMeters: epsilon, metric: metric
    ).clusters(points, threads: threads).clusters
    : try DBSCAN(epsilonMeters: epsilon, minimumPoints: minimum, metric: metric)
      .labels(points, threads: threads).clusters
  print(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
}
// The system's own count of the most memory held: that of a parent is not in it.
let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") { print(line) }
print("clusters", clusters.max() ?? 0, "noise", clusters.count { $0 < 0 })
try unsafe clusters.withUnsafeBytes {
  try unsafe Data($0).write(to: URL(fileURLWithPath: arguments[9]))
}
