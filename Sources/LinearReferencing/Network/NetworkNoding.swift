import Geodesy
import SimpleFeatures

/// The nodes of a network, and where each line meets them.
struct NetworkNoding {
  /// A place at which a line is cut.
  struct Cut {
    let meters: Double
    let node: Int
    let coordinate: Coordinate
  }

  /// The positions of the nodes.
  let nodes: [Coordinate]
  /// The cuts of each line from its start to its end, both included.
  let cuts: [[Cut]]
  /// Ends within the tolerance whose nodes could not be one.
  let gaps: [JunctionClusters.Gap]

  /// Finds where lines meet.
  init(_ lines: [MeasuredLine], toleranceMeters: Double) throws(RouteError) {
    let vertexMeters = min(JunctionPlace.vertexMeters, toleranceMeters)
    let places = JunctionPlace.find(lines, vertexMeters: vertexMeters)
    let clusters = try JunctionClusters(
      places, toleranceMeters: toleranceMeters, vertexMeters: vertexMeters)
    var cuts = lines.map { _ in [Cut]() }
    for (place, node) in zip(places, clusters.nodeOfPlace) {
      for visit in place.visits {
        cuts[visit.line].append(
          Cut(
            meters: visit.meters, node: node,
            coordinate: lines[visit.line].vertices[visit.vertex]))
      }
    }
    for touch in Self.touches(lines, places, clusters, toleranceMeters) {
      cuts[touch.line].append(touch.cut)
    }
    for line in cuts.indices {
      cuts[line].sort { ($0.meters, $0.node) < ($1.meters, $1.node) }
    }
    self.cuts = cuts
    nodes = clusters.members.map {
      places[JunctionClusters.main($0, of: places)].coordinate
    }
    gaps = clusters.gaps
  }

  private struct Touch {
    let line: Int
    let offMeters: Double
    let place: Int
    let cut: Cut
  }

  /// Where ends touch the inside of lines that do not come to their node otherwise: the nearest place
  /// of the line to an end of the node.
  private static func touches(
    _ lines: [MeasuredLine], _ places: [JunctionPlace], _ clusters: JunctionClusters,
    _ toleranceMeters: Double
  ) -> [Touch] {
    let linesOfNode = clusters.members.map { members in
      Set(members.flatMap { places[$0].visits.map(\.line) })
    }
    let index = LegIndex(lines.map(\.vertices), on: .ellipsoid)
    var touches: [Touch] = []
    for (number, place) in places.enumerated() where place.isEnd {
      let node = clusters.nodeOfPlace[number]
      for foot in index.nearestFeet(to: place.coordinate, within: toleranceMeters)
      where !linesOfNode[node].contains(foot.line) {
        let line = lines[foot.line]
        let meters = line.measure(leg: foot.leg, fraction: foot.fraction)
        guard meters > 0, meters < line.lengthMeters else { continue }
        let coordinate = foot.coordinate.unwrapped(near: line.vertices[foot.leg].longitude)
        touches.append(
          Touch(
            line: foot.line, offMeters: foot.distanceMeters, place: number,
            cut: Cut(meters: meters, node: node, coordinate: coordinate)))
      }
    }
    touches.sort {
      ($0.line, $0.cut.node, $0.offMeters, $0.place)
        < ($1.line, $1.cut.node, $1.offMeters, $1.place)
    }
    var nearest: [Touch] = []
    for touch in touches
    where nearest.last.map({ ($0.line, $0.cut.node) != (touch.line, touch.cut.node) }) ?? true {
      nearest.append(touch)
    }
    return nearest
  }
}
