import Incidents

/// Places that were put on the ground: data sets put many incidents on the same spot.
///
/// Positions, of which a data set can have a new one in every record, are kept apart, so that they
/// do not push out the places that had to be looked up.
struct KnownPlaces {
  /// This many of either kind are kept.
  private static let capacity = 4096

  private var spots: [Place: (place: ResolvedPlace, membership: Membership)] = [:]
  private var described: [Place: (place: ResolvedPlace, membership: Membership)] = [:]

  /// What is known of a place; setting it forgets the others of its kind where they are too many.
  subscript(place: Place) -> (place: ResolvedPlace, membership: Membership)? {
    get { Self.isSpot(place) ? spots[place] : described[place] }
    set {
      if Self.isSpot(place) {
        Self.set(newValue, of: place, in: &spots)
      } else {
        Self.set(newValue, of: place, in: &described)
      }
    }
  }

  private static func set(
    _ value: (place: ResolvedPlace, membership: Membership)?, of place: Place,
    in known: inout [Place: (place: ResolvedPlace, membership: Membership)]
  ) {
    if known.count >= capacity { known.removeAll(keepingCapacity: true) }
    known[place] = value
  }

  /// Whether a place is a position, with a radius or without.
  private static func isSpot(_ place: Place) -> Bool {
    switch place {
    case .exact, .near(.coordinate, _, clippedTo: []): true
    default: false
    }
  }
}
