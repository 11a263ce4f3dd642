import Incidents
import SimpleFeatures

extension Place {
  /// The coordinate that the input gives, whatever it stands for; nil where it gives none.
  var codedPoint: Coordinate? {
    switch self {
    case .exact(let point): return point
    case .near(let center, _, _), .ring(let center, _, _):
      if case .coordinate(let point, _) = center { return point }
      return nil
    case .geometry(.point(let point)): return point
    case .geometry: return nil
    case .between(_, _, let point, _): return point
    case .area(let reference): return reference.at
    case .firstKnown(let places):
      for place in places {
        if let point = place.codedPoint { return point }
      }
      return nil
    case .routeSection, .mixture, .unknown: return nil
    }
  }
}
