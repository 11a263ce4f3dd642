public import SimpleFeatures

extension RouteNetwork {
  /// The first distance looked at, in metres; four times as far each time nothing is found.
  private static let firstLookMeters = 1000.0

  /// The place of the network that is nearest to a position, within a limit in metres.
  ///
  /// Of places that are as near to a micrometre, the one on the lowest edge, then the first along it.
  /// Nil if there is none, or the position is none. O(log n) and some geodesics as a rule.
  public func nearest(to point: Coordinate, withinMeters limit: Double) -> NetworkLocation? {
    guard limit >= 0, point.x.isFinite, point.y.isFinite else { return nil }
    if case .ellipsoid = surface, point.latitude.magnitude > 90 { return nil }
    var look = Self.firstLookMeters
    while true {
      let meters = min(look, limit)
      if let foot = legs.nearestFoot(to: point, within: meters) {
        let measures = edges[foot.line].measures
        let (start, end) = (measures[foot.leg], measures[foot.leg + 1])
        let offset = Micrometers.count(start + foot.fraction * (end - start))
        return NetworkLocation(
          position: NetworkPosition(
            edge: foot.line,
            offsetMeters: Micrometers.meters(min(offset, edges[foot.line].length))),
          distanceMeters: foot.distanceMeters, coordinate: foot.coordinate)
      }
      guard meters < limit, meters < 1e9 else { return nil }
      look *= 4
    }
  }

  /// Where a place of the network lies, longitude in -180...180; nil for one on no edge.
  public func coordinate(of position: NetworkPosition) -> Coordinate? {
    guard let place = place(position) else { return nil }
    let (measures, vertices) = (edges[place.edge].measures, edges[place.edge].line.coordinates)
    let meters = Micrometers.meters(place.offset)
    var (low, high) = (0, measures.count - 2)
    while low < high {
      let middle = (low + high + 1) / 2
      if measures[middle] <= meters { low = middle } else { high = middle - 1 }
    }
    let length = measures[low + 1] - measures[low]
    return surface.position(
      from: vertices[low], to: vertices[low + 1],
      // Whole micrometres: what is nearer to a vertex than one is the vertex.
      fraction: place.offset == edges[place.edge].length
        ? 1 : length > 0 ? (meters - measures[low]) / length : 0)
  }

  /// A place in whole micrometres.
  struct Place {
    let edge: Int
    let offset: Int64
  }

  /// A position on an edge of this network, held at its ends; nil for one on none.
  func place(_ position: NetworkPosition) -> Place? {
    guard edges.indices.contains(position.edge), !position.offsetMeters.isNaN else { return nil }
    return Place(
      edge: position.edge,
      offset: min(Micrometers.count(position.offsetMeters), edges[position.edge].length))
  }
}
