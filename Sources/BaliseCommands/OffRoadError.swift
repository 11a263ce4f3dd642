import Balise

/// No incident lies on a road: what was found instead, and what to do.
struct OffRoadError: Error, CustomStringConvertible {
  let description: String

  /// - Parameter distance: how far a position is from the road, in metres.
  init(
    _ located: LocatedInput, road: String, corridorMeters: Double,
    distance: (Coordinate) -> Double?
  ) {
    let counts = located.tally.counts
    let points = located.incidents.compactMap(\.place.representativePoint)
    let nearest = points.compactMap(distance).min()
    var text =
      "No incident lies within \(Console.kilometers(corridorMeters)) of \(road): "
      + counts.found(located.incidents)
    if let nearest { text += "; the nearest is \(Console.kilometers(nearest)) off" }
    let action =
      if counts.records == counts.rejected {
        "The input has no record that can be used: balise check says what is in it."
      } else if located.incidents.isEmpty {
        "Loosen the selection."
      } else if points.isEmpty {
        "Where they happened is not known: balise check names what could not be found."
      } else {
        "Choose another route, or a wider --corridor."
      }
    description = "\(text). \(action)"
  }
}
