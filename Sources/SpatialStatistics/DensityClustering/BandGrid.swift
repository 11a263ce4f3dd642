import Foundation
import Geodesy
import SimpleFeatures

/// Cells in bands of latitude, or of y on a plane, so small that all points of one are within the
/// certain reach of each other.
///
/// A band is h = certain / sqrt 2 high, and is cut into equal columns at most h wide where its
/// parallels are longest. For two positions with distances p, q from the axis, heights apart by dz and
/// longitudes apart by dl, chord^2 = (p - q)^2 + dz^2 + 4 p q sin^2(dl / 2), which within a cell is
/// at most (meridian arc)^2 + (longest p dl)^2 <= 2 h^2. Bands are gathered into strips that share
/// one number of columns, so that the table of strips stays small when the reach is.
struct BandGrid: Sendable {
  /// Bands with the same columns.
  private struct Strip {
    var columns: UInt32
    var columnsPerUnit: Double
    /// Half the width in units of x within which a neighbour can be.
    var window: Double
  }

  private let south: Double
  private let west: Double
  private let width: Double
  private let wraps: Bool
  private let bandsPerUnit: Double
  private let lastBand: UInt32
  private let bandsPerStrip: UInt32
  private let strips: [Strip]
  /// How many bands away a neighbour can be.
  let reachBands: UInt32
  private let columnBits: UInt64
  /// How many bits a key has.
  let keyBits: Int

  /// No more than a fraction of this of a side is lost to rounding.
  private static let shrink = 1 - 1e-6
  private static let mostStrips = 32_768.0

  /// Makes the grid of a reach; its certain chord must be above 0.01 m.
  init(_ metric: DistanceMetric, _ reach: ChordReach) {
    let side = reach.certain / 2.0.squareRoot() * Self.shrink
    let extent: Double
    if let ellipsoid = metric.ellipsoid {
      (south, west, width, wraps, extent) = (-90, -180, 360, true, 180)
      let bounds = ChordBounds(ellipsoid)
      bandsPerUnit = bounds.greatestRadiusMeters * (.pi / 180) / side
      // Latitudes apart by d make a meridian arc of at least r d, and by Schur's theorem a chord of at
      // least 2 r sin(d / 2), up to the longest chord of which that is true.
      let ratio = reach.possible / (2 * bounds.leastRadiusMeters)
      let most =
        reach.possible >= bounds.longestChordMeters ? 180 : 2 * asin(min(1, ratio)) * (180 / .pi)
      reachBands = UInt32((most + 1e-9) * bandsPerUnit) + 1
    } else {
      let limit = DistanceMetric.planeLimitMeters
      (south, west, width, wraps, extent) = (-limit, -limit, 2 * limit, false, 2 * limit)
      bandsPerUnit = 1 / side
      reachBands = UInt32((reach.possible + 1e-6) * bandsPerUnit) + 1
    }
    let bands = (extent * bandsPerUnit).rounded(.up)
    lastBand = UInt32(bands) - 1
    let perStrip = metric == .plane ? bands : (bands / Self.mostStrips).rounded(.up)
    bandsPerStrip = UInt32(perStrip)
    let height = perStrip / bandsPerUnit
    strips = (0..<Int((bands / perStrip).rounded(.up))).map { number in
      let low = -90 + Double(number) * height
      return Self.strip(metric, reach, side: side, low, low + height)
    }
    let mostColumns = strips.map(\.columns).max() ?? 1
    columnBits = UInt64(UInt32.bitWidth - mostColumns.leadingZeroBitCount)
    keyBits = Int(columnBits) + UInt32.bitWidth - lastBand.leadingZeroBitCount
  }

  /// The strip between two latitudes.
  private static func strip(
    _ metric: DistanceMetric, _ reach: ChordReach, side: Double, _ low: Double, _ high: Double
  ) -> Strip {
    guard let ellipsoid = metric.ellipsoid else {
      let width = 2 * DistanceMetric.planeLimitMeters
      let columns = (width / side).rounded(.up)
      return Strip(
        columns: UInt32(columns), columnsPerUnit: columns / width, window: reach.possible + 1e-6)
    }
    // Rounding of a latitude is less than 1e-9 degrees.
    let widest = low <= 0 && high >= 0 ? 0 : max(0, min(abs(low), abs(high)) - 1e-9)
    let narrowest = min(90, max(abs(low), abs(high)) + 1e-9)
    let longest = ellipsoid.parallelRadiusMeters(latitude: widest)
    let columns = max(1, (2 * .pi * longest / side).rounded(.up))
    // Longitudes apart by d make a chord of at least 2 p sin(d / 2); asin(t) <= t / sqrt(1 - t^2).
    let sine = reach.possible / (2 * ellipsoid.parallelRadiusMeters(latitude: narrowest))
    let window =
      sine < 1 ? min(360, 2 * sine / (1 - sine * sine).squareRoot() * (180 / .pi) + 1e-9) : 360
    return Strip(columns: UInt32(columns), columnsPerUnit: columns / 360, window: window)
  }

  /// The key of the cell of a canonical position; keys are ordered by band, then column.
  @inline(__always)
  func key(_ position: Coordinate) -> UInt64 {
    let band = min(UInt32((position.y - south) * bandsPerUnit), lastBand)
    let strip = strips[Int(band / bandsPerStrip)]
    let column = min(UInt32((position.x - west) * strip.columnsPerUnit), strip.columns - 1)
    return UInt64(band) << columnBits | UInt64(column)
  }

  /// The band, from the south, and the column, from the west, of a cell.
  func place(key: UInt64) -> (band: UInt32, column: UInt32) {
    (
      UInt32(truncatingIfNeeded: key >> columnBits),
      UInt32(truncatingIfNeeded: key & ((1 << columnBits) - 1))
    )
  }

  /// How the cells of one band see another within `reachBands`.
  func view(from own: UInt32, to band: UInt32) -> View {
    let (own, other) = (strips[Int(own / bandsPerStrip)], strips[Int(band / bandsPerStrip)])
    return View(
      unitsPerColumn: 1 / own.columnsPerUnit, window: max(own.window, other.window), width: width,
      wraps: wraps, columnsPerUnit: other.columnsPerUnit, last: other.columns - 1)
  }

  /// What the cells of a band need to know to find neighbours in another.
  struct View: Sendable {
    fileprivate let unitsPerColumn: Double
    fileprivate let window: Double
    fileprivate let width: Double
    fileprivate let wraps: Bool
    fileprivate let columnsPerUnit: Double
    fileprivate let last: UInt32

    /// Calls `body` with the ranges of columns, one or two, in which neighbours of a cell can be.
    @inline(__always)
    func forEachRange(of column: UInt32, _ body: (ClosedRange<UInt32>) -> Void) {
      let low = Double(column) * unitsPerColumn - window
      let high = Double(column + 1) * unitsPerColumn + window
      if low >= 0, high <= width { return body(at(low)...at(high)) }
      guard wraps else {
        if low <= width, high >= 0 { body(at(low)...at(high)) }
        return
      }
      guard high - low < width else { return body(0...last) }
      let east = at(low < 0 ? low + width : low)
      let west = at(high > width ? high - width : high)
      if east <= west { return body(0...last) }
      body(0...west)
      body(east...last)
    }

    @inline(__always)
    private func at(_ offset: Double) -> UInt32 {
      min(UInt32(max(0, offset) * columnsPerUnit), last)
    }
  }
}
