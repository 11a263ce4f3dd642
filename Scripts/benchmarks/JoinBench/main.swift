import Balise
import Foundation

// usage: BaliseJoinBench GEODATA POINTS PAIRS
// POINTS: longitude and latitude of each point as eight-byte numbers, lowest byte first. Writes the
// number of each point and the identifier of its region to PAIRS, and the times to standard output.

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  print("usage: BaliseJoinBench GEODATA POINTS PAIRS")
  exit(64)
}
let atlas = try Atlas(folder: URL(fileURLWithPath: arguments[1]))
let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[2])))

func number(at offset: Int) -> Double {
  var bits: UInt64 = 0
  for place in 0..<8 { bits |= UInt64(bytes[offset + place]) << UInt64(8 * place) }
  return Double(bitPattern: bits)
}

let points = stride(from: 0, to: bytes.count - 15, by: 16).map {
  Coordinate(longitude: number(at: $0), latitude: number(at: $0 + 8))
}

/// The least time in seconds of five runs.
func best(_ name: String, _ work: () throws -> Int) rethrows {
  var (least, result) = (Double.infinity, 0)
  for _ in 0..<5 {
    let start = DispatchTime.now().uptimeNanoseconds
    result = try work()
    least = min(least, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
  }
  print("\(name)\t\(least)\t\(result)")
}

/// Works on equal parts of the points, each thread on a ground of its own.
func onThreads(_ count: Int, _ work: @Sendable (Ground, ArraySlice<Coordinate>) throws -> Int)
  -> Int
{
  let size = (points.count + count - 1) / count
  let all = points
  let sums = (0..<count).map { _ in Sum() }
  DispatchQueue.concurrentPerform(iterations: count) { part in
    let range = min(part * size, all.count)..<min((part + 1) * size, all.count)
    sums[part].value = (try? work(Ground(atlas: atlas), all[range])) ?? -1
  }
  return sums.reduce(0) { $0 + $1.value }
}

/// What one thread counts.
final class Sum: @unchecked Sendable {
  var value = 0
}

try best("index of all regions") {
  let ground = try Ground(atlas: atlas)
  ground.prepareRegions()
  return atlas.firstLevel.regions.count
}
for threads in [1, 2] {
  best("join, \(threads) thread(s), index included") {
    onThreads(threads) { ground, points in
      var found = 0
      for point in points { found += try ground.firstLevelRegions(covering: point).count }
      return found
    }
  }
}
let ground = try Ground(atlas: atlas)
try best("discs of 25 km, 1 thread") {
  var found = 0
  for point in points {
    found += try ground.regionShares(around: point, radiusMeters: 25_000).count
  }
  return found
}
best("nearest border, 1 thread") {
  var found = 0
  for point in points where ground.nearestBorderMeters(from: point) != nil { found += 1 }
  return found
}

var pairs = ""
for (number, point) in points.enumerated() {
  for region in try ground.firstLevelRegions(covering: point) {
    pairs += "\(number)\t\(atlas.firstLevel.regions[region].id)\n"
  }
}
try Data(pairs.utf8).write(to: URL(fileURLWithPath: arguments[3]))
