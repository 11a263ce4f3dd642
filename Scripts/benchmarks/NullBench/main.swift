import Foundation
import SpatialStatistics
import Synchronization

// usage: BaliseNullBench INTENSITY RECORDS SETS PLANTED THREADS [precision] [share|only-share|scan]
// Draws data sets (INTENSITY: even, clumps or heavy) on made-up ground, without a hotspot or with one
// PLANTED times as likely as elsewhere, and counts by each rule in how many of them a cell is called
// hot or cold: a false alarm without a hotspot. With "precision" the share of exact records differs
// between provinces; with "share" replicates are tested one by one, too, which takes long, with
// "only-share" no other rule is. With "scan" records get days, too, and what is tested is the
// space-time permutation; precision then differs between provinces and halves of the time. Writes a
// row for each rule: the share of data sets with any cell, with its exact 95 % interval, and with a
// planted hotspot the shares in which a cell of its block is hot, and one more than two cells away.

let arguments = CommandLine.arguments
guard arguments.count >= 6, let intensity = NullLaw.Intensity(rawValue: arguments[1]),
  let records = Int(arguments[2]), let sets = Int(arguments[3]), sets > 0,
  let planted = Double(arguments[4]), let threads = Int(arguments[5])
else {
  print(
    "usage: BaliseNullBench INTENSITY RECORDS SETS PLANTED THREADS [precision] "
      + "[share|only-share|scan]")
  exit(64)
}
let isScan = arguments.contains("scan")
let law = NullLaw(
  intensity: intensity, records: records,
  precision: !arguments.contains("precision")
    ? .same : isScan ? .byProvinceAndTime : .byProvince,
  planted: planted)
let rules = HotspotRule.allCases.filter {
  arguments.contains("only-share") ? $0 == .share : $0 != .share || arguments.contains("share")
}
let weights = StudyGround.queen

/// In how many data sets a rule rejects any cell, finds the planted hotspot, and a hot cell elsewhere.
struct Hits {
  var any = 0
  var found = 0
  var elsewhere = 0
}

/// The names of the rules that are told.
let names = isScan ? ScanRule.allCases.map(\.rawValue) : rules.map(\.rawValue)
let hits = Mutex([Hits](repeating: Hits(), count: names.count))
let taken = Atomic(0)
DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
  while true {
    let set = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    guard set < sets else { return }
    var random = SeededStream(1, UInt64(set))
    let ground = StudyGround(&random)
    if isScan {
      let tests = ScanTests(law, on: ground, seed: set, &random)
      for (place, rule) in ScanRule.allCases.enumerated() where tests.isAlarmed(by: rule) {
        hits.withLock { $0[place].any += 1 }
      }
      continue
    }
    let data = law.dataSet(on: ground, &random)
    let tests = HotspotTests(data, seed: UInt64(set), weights)
    for (place, rule) in rules.enumerated() {
      let signs = tests.signs(by: rule)
      let hot = signs.indices.filter { signs[$0] > 0 }
      hits.withLock { hits in
        if signs.contains(where: { $0 != 0 }) { hits[place].any += 1 }
        guard let center = data.center else { return }
        if hot.contains(where: { StudyGround.steps($0, center) <= 1 }) { hits[place].found += 1 }
        if hot.contains(where: { StudyGround.steps($0, center) > 2 }) {
          hits[place].elsewhere += 1
        }
      }
    }
  }
}
func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }
print(arguments.dropFirst().joined(separator: " "))
for (name, hits) in zip(names, hits.withLock { $0 }) {
  let interval = BinomialInterval(hits.any, of: sets)
  var row =
    "\(name): \(percent(Double(hits.any) / Double(sets))) % "
    + "(\(percent(interval.low)) to \(percent(interval.high)))"
  if planted > 1 {
    row += ", found \(percent(Double(hits.found) / Double(sets))) %"
    row += ", elsewhere \(percent(Double(hits.elsewhere) / Double(sets))) %"
  }
  print(row)
}
