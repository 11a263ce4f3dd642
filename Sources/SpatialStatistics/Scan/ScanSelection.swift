/// Which findings become clusters: the most likely first, then each that a rule lets stand beside the
/// more likely ones.
struct ScanSelection {
  /// Clusters kept at most.
  static let most = 500

  let problem: ScanProblem
  let zones: ScanZones
  let locations: ScanLocations
  let rule: ScanSettings.SecondaryClusters

  /// A finding with its locations.
  struct Kept {
    var finding: ScanFinding
    var members: [Int]
  }

  /// The findings that stand, in order.
  func kept(_ findings: [ScanFinding]) -> [Kept] {
    var kept: [Kept] = []
    // For each location, the windows of the clusters that it is in.
    var windows: [[Range<Int>]] = Array(repeating: [], count: zones.centers)
    let most = rule == .noRestriction ? zones.centers : Self.most
    for finding in ordered(findings) where kept.count < most {
      let members = zones.members(of: finding.center, rows: finding.rows)
      if rule == .noOverlap {
        if members.contains(where: { windows[$0].contains { $0.overlaps(finding.window) } }) {
          continue
        }
        for member in members { windows[member].append(finding.window) }
      } else if !kept.allSatisfy({ stands(finding, members, beside: $0) }) {
        continue
      }
      kept.append(Kept(finding: finding, members: members))
    }
    return kept
  }

  /// By falling ratio; among equal ones, within 1e-9, by fewer locations, then the lower centre.
  private func ordered(_ findings: [ScanFinding]) -> [ScanFinding] {
    let sorted = findings.sorted {
      ($1.value, $0.center, $0.window.lowerBound) < ($0.value, $1.center, $1.window.lowerBound)
    }
    var ordered: [ScanFinding] = []
    var run: [(finding: ScanFinding, size: Int)] = []
    func close() {
      ordered += run.sorted {
        ($0.size, $0.finding.center, $0.finding.window.lowerBound)
          < ($1.size, $1.finding.center, $1.finding.window.lowerBound)
      }.map(\.finding)
      run = []
    }
    for finding in sorted {
      if let first = run.first, first.finding.value - finding.value >= 1e-9 { close() }
      run.append((finding, size(finding)))
    }
    close()
    return ordered
  }

  private func size(_ finding: ScanFinding) -> Int {
    let start = zones.starts[finding.center].row
    return (start..<start + finding.rows).count { zones.isFirst[Int(zones.rows[$0])] }
  }

  private func stands(_ finding: ScanFinding, _ members: [Int], beside other: Kept) -> Bool {
    let isInOther = other.members.contains(finding.center)
    let isOtherIn = members.contains(other.finding.center)
    return switch rule {
    case .noOverlap, .noRestriction: true
    case .noCentersInOther: !isInOther && !isOtherIn
    case .noCentersInMoreLikely: !isInOther
    case .noCentersInLessLikely: !isOtherIn
    case .noPairsOfCentersInEachOther: !(isInOther && isOtherIn)
    }
  }
}
