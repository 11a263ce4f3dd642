import Foundation
import GeoFormats

// usage: BaliseGeoJSONBench FILE [THREADS]
// Reads a GeoJSON file into features five times, the batches on some threads (2), and prints the least
// time and what it comes to in MB (10^6 bytes) a second: for cutting alone, and for the whole.

let arguments = CommandLine.arguments
guard arguments.count == 2 || arguments.count == 3 else {
  print("usage: BaliseGeoJSONBench FILE [THREADS]")
  exit(64)
}
let path = arguments[1]
let threads = arguments.count == 3 ? max(1, Int(arguments[2]) ?? 2) : 2
let size = Double((try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0)

/// The stream of batches that threads take from, and the features that they count.
final class Reading: @unchecked Sendable {
  private let lock = NSLock()
  private var stream: GeoJSONStream
  private(set) var features = 0

  init(_ path: String) throws { stream = try GeoJSONStream(ByteSource.open(path)) }

  /// The next batch; nil at the end.
  func next() -> GeoJSONBatch? { lock.withLock { try? stream.nextBatch() } }

  func add(_ count: Int) { lock.withLock { features += count } }
}

/// Reads the file once; `parse` gives the number of features in a batch.
func measure(_ name: String, _ parse: @Sendable (GeoJSONBatch) -> Int) throws {
  var (least, features) = (Double.infinity, 0)
  for _ in 0..<5 {
    let start = DispatchTime.now().uptimeNanoseconds
    let reading = try Reading(path)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while let batch = reading.next() { reading.add(parse(batch)) }
    }
    least = min(least, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    features = reading.features
  }
  print("\(name)\t\(features) features\t\(least) s\t\(size / least / 1e6) MB/s")
}

try measure("cut") { $0.count }
try measure("read") { $0.read(0..<$0.count).features.count }
