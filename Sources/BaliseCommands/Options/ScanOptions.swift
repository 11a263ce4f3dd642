import ArgumentParser
import Balise
import Foundation

/// How `balise hotspots scan` looks for clusters of incidents.
struct ScanOptions: ParsableArguments {
  enum Model: String, ExpressibleByArgument, CaseIterable {
    case permutation
    case poisson
    case bernoulli
  }

  enum Analysis: String, ExpressibleByArgument, CaseIterable {
    case spatial
    case spaceTime = "space-time"
    case prospective
  }

  enum PValue: String, ExpressibleByArgument, CaseIterable {
    case rank
    case sequential
    case gumbel
  }

  @Option(
    help: """
      permutation: incidents against each other, in space and time; growth that differs between \
      areas makes false clusters. poisson: against --population. bernoulli: --cases against the \
      others. permutation unless --population or --cases is given.
      """)
  var model: Model?

  @Option(
    help: """
      spatial: all of the time. space-time: any stretch of it. prospective: stretches that last \
      until the end.
      """)
  var analysis = Analysis.spaceTime

  @Option(
    help: ArgumentHelp(
      "The locations: prio, hex:25km, admin1, or points where all places are exact.",
      valueName: "cells"))
  var grid = "prio"

  @Option(
    help: ArgumentHelp(
      """
      7d, 2w, 1month, 1year: times are cut into such intervals, counted back from the end. Unless \
      told the shortest of 7d, 1month, 1year of which the study has at most 120.
      """, valueName: "length"),
    transform: IntervalArgument.init)
  var interval: IntervalArgument?

  @Option(
    help: ArgumentHelp(
      "The largest part of what is expected in a circle: 50% unless told.", valueName: "percent"),
    transform: Self.percent)
  var maxShare: Double?

  @Option(
    help: ArgumentHelp("The largest radius: 100km. None unless told.", valueName: "length"),
    transform: LengthArgument.init)
  var maxRadius: LengthArgument?

  @Option(
    help: ArgumentHelp(
      "The longest stretch of time: 50% of the study unless told, or 90d, 6months.",
      valueName: "length"))
  var maxTime: String?

  @Option(
    help: ArgumentHelp(
      "For poisson: GeoJSON areas or points, or FILE.pop of SaTScan beside FILE.geo.",
      valueName: "file"),
    completion: .file())
  var population: String?

  @Option(
    help: ArgumentHelp("The property of --population with the number.", valueName: "name"))
  var populationField: String?

  @Option(
    help: ArgumentHelp(
      """
      For bernoulli: what makes an incident a case, in OGC CQL2; the others are controls: \
      \"event_type = 'one-sided violence'\".
      """, valueName: "condition"))
  var cases: String?

  @Option(
    help: """
      rank: among all replications. sequential: they stop when a twentieth of them reach the most \
      likely cluster. gumbel: from a Gumbel distribution fitted to their maxima, for values smaller \
      than any rank.
      """)
  var pValue: PValue?

  @Option(
    help: "How many data sets are drawn without clusters: 999 unless told, or as the file says.")
  var replications: Int?

  var chosenModel: Model {
    model ?? (population != nil ? .poisson : cases != nil ? .bernoulli : .permutation)
  }

  /// Whether any of these, which a parameter file says by itself, is given.
  var isGivenForIncidents: Bool {
    model != nil || analysis != .spaceTime || grid != "prio" || interval != nil || maxShare != nil
      || maxRadius != nil || maxTime != nil || population != nil || populationField != nil
      || cases != nil
  }

  private static func percent(_ text: String) throws -> Double {
    let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
    guard let value = Double(digits), value > 0, value <= 90 else {
      throw ValidationError("\"\(text)\" is no part above 0 % and up to 90 %, as in 50%")
    }
    return value / 100
  }

  func validate() throws {
    if let replications, !(0...1_000_000 ~= replications) {
      throw ValidationError("--replications must be 0 to 1,000,000; it was \(replications).")
    }
    _ = try locations()
    if let cases {
      do { _ = try CQL2Query(text: cases) } catch { throw ValidationError("--cases: \(error)") }
    }
    if let maxTime { _ = try windows(maxTime) }
    switch chosenModel {
    case .permutation:
      guard population == nil, cases == nil else {
        throw ValidationError("--population and --cases do not go with --model permutation.")
      }
      guard analysis != .spatial else {
        throw ValidationError(
          "In space alone incidents cannot be compared with each other: give --population FILE "
            + "(poisson) or --cases CONDITION (bernoulli), or leave out --analysis spatial.")
      }
    case .poisson:
      guard let population else {
        throw ValidationError("--model poisson needs --population FILE.")
      }
      guard cases == nil else { throw ValidationError("--cases goes with --model bernoulli.") }
      guard grid == "prio" else {
        throw ValidationError(
          "--grid does not go with --population, whose areas are the locations.")
      }
      guard population.hasSuffix(".pop") || populationField != nil else {
        throw ValidationError("--population-field names the property with the number: give it.")
      }
    case .bernoulli:
      guard cases != nil else {
        throw ValidationError("--model bernoulli needs --cases CONDITION.")
      }
      guard population == nil else {
        throw ValidationError("--population goes with --model poisson.")
      }
    }
    guard analysis != .spatial || interval == nil && maxTime == nil else {
      throw ValidationError("--interval and --max-time do not go with --analysis spatial.")
    }
  }

  /// The locations.
  func locations() throws -> IncidentScan.Locations {
    switch grid {
    case "prio": return .cells(.prioGrid)
    case "admin1": return .firstLevel
    case "points": return .points
    default:
      guard grid.hasPrefix("hex:"), let width = try? LengthArgument(String(grid.dropFirst(4))),
        width.meters >= 100
      else {
        throw ValidationError(
          "--grid \(grid): there are prio, hex:25km (100m and more), admin1 and points.")
      }
      return .cells(.hexagons(widthMeters: width.meters))
    }
  }

  private enum Longest {
    case share(Double)
    case length(IntervalArgument)
  }

  private func windows(_ text: String) throws -> Longest {
    if text.hasSuffix("%") { return .share(try Self.percent(text)) }
    do { return .length(try IntervalArgument(text)) } catch {
      throw ValidationError("--max-time \(text): a part as in 50%, or a length as in 90d, 6months.")
    }
  }

  /// The limits and the p-value, for a study.
  func settings(_ intervals: StudyIntervals, seed: UInt64, threads: Int) throws -> ScanSettings {
    var settings = ScanSettings()
    settings.maximumShare = maxShare ?? 0.5
    settings.maximumRadius = maxRadius.map { $0.meters / 1000 }
    settings.timing = analysis == .prospective ? .prospective : .retrospective
    settings.replications = replications ?? 999
    settings.pValue = kind(settings.replications) ?? .rank
    settings.seed = Int(clamping: seed)
    settings.threads = threads
    guard intervals.count > 1 else { return settings }
    switch try maxTime.map(windows) ?? .share(0.5) {
    case .share(let share):
      settings.longestWindow = max(1, Int(Double(intervals.count) * share + 1e-9))
    case .length(let longest):
      // As many whole intervals as the length holds, by mean lengths of months and years.
      let study =
        intervals.starts[intervals.count].daysSince1970 - intervals.starts[0].daysSince1970
      let each = Double(study) / Double(intervals.count)
      let count = Int(longest.meanDays / each + 0.05)
      guard count >= 1 else {
        throw ValidationError(
          "--max-time \(longest.text) is shorter than an interval: shorten --interval.")
      }
      settings.longestWindow = min(count, intervals.count)
    }
    return settings
  }

  /// The kind of p-value that is asked for; nil where nobody says.
  func kind(_ replications: Int) -> ScanSettings.PValueKind? {
    switch pValue {
    case nil: nil
    case .rank?: .rank
    case .sequential?: .sequential(stop: max(1, (replications + 1) / 20))
    case .gumbel?: .gumbel
    }
  }
}

extension IntervalArgument {
  fileprivate var meanDays: Double {
    Double(length) * (unit == .day ? 1 : unit == .month ? 30.436875 : 365.2425)
  }
}
