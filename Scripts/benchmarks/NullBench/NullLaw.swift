import Foundation
import SpatialStatistics

/// How true positions come about, and how they are coarsened.
struct NullLaw {
  /// The weights of cells.
  enum Intensity: String, CaseIterable {
    /// The same everywhere.
    case even
    /// Drawn for each cell by itself from a gamma distribution of shape 0.5: many cells with little,
    /// few with much, and no cell like its neighbours. Cells are exchangeable.
    case clumps
    /// The same from a Pareto distribution of shape 1.2: a few cells have most.
    case heavy
  }

  /// Where records are exact, and where coarse.
  enum Precision {
    /// The same shares everywhere.
    case same
    /// Every other province has 1.4 times as many exact records as the rest allow, the others 0.6.
    case byProvince
    /// Every other province has 0.6 times as many in the first half of the time, 1.4 in the second.
    case byProvinceAndTime
  }

  let intensity: Intensity
  let records: Int
  let precision: Precision
  /// By how much the weights of a block of three by three cells are multiplied; 1 for no hotspot.
  let planted: Double

  /// One data set.
  struct DataSet {
    /// The middle of the block with the planted hotspot.
    let center: Int?
    /// The true cell of each record, and the place that is told.
    let records: [(cell: Int, place: StudyGround.Place)]
  }

  /// The shares of where_prec 1 (exact), 2 (within 25 km of a named place), 3 (second-level area), 4
  /// and 5 (first-level area), 6 and 7 (country) in a sample of 1,000 events of UCDP GED 23 from
  /// all countries.
  static let shares = [0.475, 0.232, 0.14, 0.14, 0.013]

  /// Draws one data set.
  /// - Parameter isLate: whether a record lies in the second half of the time.
  func dataSet(
    on ground: StudyGround, _ random: inout SeededStream, isLate: (Int) -> Bool = { _ in false }
  ) -> DataSet {
    var center: Int?
    var weights = (0..<StudyGround.cells).map { _ in weight(&random) }
    if planted > 1 {
      let middle =
        Int.random(in: 2..<StudyGround.side - 2, using: &random)
        + StudyGround.side * Int.random(in: 2..<StudyGround.side - 2, using: &random)
      for cell in weights.indices where StudyGround.steps(cell, middle) <= 1 {
        weights[cell] *= planted
      }
      center = middle
    }
    var sums: [Double] = []
    for weight in weights { sums.append((sums.last ?? 0) + weight) }
    let records = (0..<records).map { record -> (cell: Int, place: StudyGround.Place) in
      let sum = Double.random(in: 0..<(sums.last ?? 1), using: &random)
      var (first, last) = (0, sums.count - 1)
      while first < last {
        let middle = (first + last) / 2
        if sums[middle] > sum { last = middle } else { first = middle + 1 }
      }
      let point = (
        Double(first % StudyGround.side) + Double.random(in: 0..<1, using: &random),
        Double(first / StudyGround.side) + Double.random(in: 0..<1, using: &random)
      )
      return (first, place(of: point, in: first, on: ground, isLate: isLate(record), &random))
    }
    return DataSet(center: center, records: records)
  }

  /// What is told of a position.
  private func place(
    of point: StudyGround.Point, in cell: Int, on ground: StudyGround, isLate: Bool,
    _ random: inout SeededStream
  ) -> StudyGround.Place {
    let areas = ground.areas(of: point)
    var shares = Self.shares
    let isEven = areas.province % 2 == 0
    let factor: Double? =
      switch precision {
      case .same: nil
      case .byProvince: isEven ? 1.4 : 0.6
      case .byProvinceAndTime: isEven ? (isLate ? 1.4 : 0.6) : nil
      }
    if let factor {
      shares[0] *= factor
      let rest = (1 - shares[0]) / (1 - Self.shares[0])
      for kind in shares.indices.dropFirst() { shares[kind] *= rest }
    }
    var rest = Double.random(in: 0..<1, using: &random)
    let kind = shares.firstIndex { share in
      rest -= share
      return rest < 0
    }
    switch kind {
    case 0: return StudyGround.Place(dot: cell, masses: [(cell, 1)])
    case 1: return StudyGround.disc(town(near: point, on: ground, &random))
    case 2: return ground.districts[areas.district]
    case 3: return ground.provinces[areas.province]
    default: return ground.country
    }
  }

  /// A town within 25 km; where there is none, a random position within 25 km.
  private func town(
    near point: StudyGround.Point, on ground: StudyGround, _ random: inout SeededStream
  ) -> StudyGround.Point {
    let near = ground.towns.filter { hypot($0.x - point.x, $0.y - point.y) <= StudyGround.radius }
    if let town = near.randomElement(using: &random) { return town }
    while true {
      let angle = Double.random(in: 0..<2 * .pi, using: &random)
      let away = StudyGround.radius * Double.random(in: 0..<1, using: &random).squareRoot()
      let center = (point.x + away * cos(angle), point.y + away * sin(angle))
      if StudyGround.isInside(center) { return center }
    }
  }

  private func weight(_ random: inout SeededStream) -> Double {
    switch intensity {
    case .even: return 1
    case .clumps:
      // The square of a normal number has a gamma distribution of shape 0.5.
      let normal =
        (-2 * log(1 - Double.random(in: 0..<1, using: &random))).squareRoot()
        * cos(Double.random(in: 0..<2 * .pi, using: &random))
      return normal * normal
    case .heavy: return pow(1 - Double.random(in: 0..<1, using: &random), -1 / 1.2)
    }
  }
}
