public import IncidentMapping
import Incidents

extension LocatedIncident {
  /// The days on which it could have happened, counted from 1970; nil where an end is open.
  public var days: ClosedRange<Int>? {
    guard let firstDay, let lastDay, firstDay <= lastDay else { return nil }
    return firstDay.daysSince1970...lastDay.daysSince1970
  }

  /// How many may have been killed: the best number where a source gives one, otherwise from the
  /// least to the greatest; of an open toll up to twice the least, which is a convention for draws
  /// and not knowledge. Nil where nobody gives a least or a best number.
  public var killed: ClosedRange<Int>? {
    guard let toll else { return nil }
    if let best = toll.best { return best...best }
    guard let least = toll.minimum else { return nil }
    return least...max(least, toll.maximum ?? least.multipliedReportingOverflow(by: 2).partialValue)
  }

  /// The middle of `killed`, for expected tolls.
  public var expectedKilled: Double? {
    killed.map { (Double($0.lowerBound) + Double($0.upperBound)) / 2 }
  }

  /// Whether its place, its days or its toll leave anything to draw.
  public var isUncertain: Bool {
    (!place.isExact && place.kind != .unknown) || (days?.count ?? 1) > 1 || (killed?.count ?? 1) > 1
  }
}
