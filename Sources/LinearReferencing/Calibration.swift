/// The map between metres along a route's line and kilometres along its road.
///
/// Piecewise linear and increasing: within a calibrated span by the published road distance,
/// elsewhere one kilometre a thousand metres.
struct Calibration: Hashable, Sendable {
  /// Where the rate changes, in metres along the line; both lists increase and begin with 0.
  private let lineMeters: [Double]
  /// The kilometres along the road at the same places.
  private let roadKilometers: [Double]

  /// A calibrated stretch of the line.
  struct Stretch {
    let lineMeters: ClosedRange<Double>
    let roadKilometers: Double
  }

  /// Makes the map from stretches that follow one another within the line.
  init(lineMeters length: Double, stretches: [Stretch]) {
    var lineMeters = [0.0]
    var roadKilometers = [0.0]
    var meters = 0.0
    var kilometers = 0.0
    func advance(to end: Double, by distance: Double) {
      guard end > meters else { return }
      meters = end
      kilometers += distance
      lineMeters.append(meters)
      roadKilometers.append(kilometers)
    }
    for stretch in stretches {
      let start = stretch.lineMeters.lowerBound
      advance(to: start, by: (start - meters) / 1000)
      advance(to: stretch.lineMeters.upperBound, by: stretch.roadKilometers)
    }
    advance(to: length, by: (length - meters) / 1000)
    self.lineMeters = lineMeters
    self.roadKilometers = roadKilometers
  }

  private init(lineMeters: [Double], roadKilometers: [Double]) {
    self.lineMeters = lineMeters
    self.roadKilometers = roadKilometers
  }

  /// The length of the road in kilometres.
  var kilometers: Double { roadKilometers.last ?? 0 }

  /// The map of the route travelled the other way.
  var reversed: Calibration {
    let end = lineMeters.last ?? 0
    return Calibration(
      lineMeters: lineMeters.reversed().map { end - $0 },
      roadKilometers: roadKilometers.reversed().map { kilometers - $0 })
  }

  func kilometers(atLineMeters meters: Double) -> Double {
    Self.interpolate(meters, lineMeters, roadKilometers)
  }

  func lineMeters(atKilometers kilometers: Double) -> Double {
    Self.interpolate(kilometers, roadKilometers, lineMeters)
  }

  /// Linear between the places where the rate changes, held at the ends; these are few, so a
  /// linear search.
  private static func interpolate(_ value: Double, _ source: [Double], _ target: [Double]) -> Double
  {
    guard let index = source.firstIndex(where: { value <= $0 }) else { return target.last ?? 0 }
    guard index > 0 else { return target[0] }
    let fraction = (value - source[index - 1]) / (source[index] - source[index - 1])
    return target[index - 1] + fraction * (target[index] - target[index - 1])
  }
}
