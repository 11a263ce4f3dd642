internal import Foundation
internal import Geodesy
internal import SimpleFeatures

/// The points and linework of a geometry in longitude and latitude, cut into pieces so short that
/// one local projection serves each, with vertices so dense that an edge is straight in both.
struct LocalPieces {
  /// Vertices of one piece, and how far apart vertices may be.
  struct Piece {
    var coordinates: [Coordinate]
    var stepMeters: Double
  }

  /// A piece ends at the first vertex this far from its start.
  static let lengthMeters = 200_000.0

  let radiusMeters: Double
  private(set) var pieces: [Piece] = []

  init(radiusMeters: Double) { self.radiusMeters = radiusMeters }

  /// Adds the pieces of a geometry; throws if it comes as near to a pole as the radius.
  mutating func append(_ geometry: Geometry) throws(TopologyError) {
    switch geometry {
    case .point(let point): try append([point])
    case .multiPoint(let points): for point in points { try append([point]) }
    case .lineString(let line): try append(line.coordinates)
    case .multiLineString(let lines): for line in lines { try append(line.coordinates) }
    case .polygon(let polygon): for ring in polygon.rings { try append(ring) }
    case .multiPolygon(let polygons):
      for polygon in polygons { for ring in polygon.rings { try append(ring) } }
    case .geometryCollection(let members): for member in members { try append(member) }
    }
  }

  private mutating func append(_ vertices: [Coordinate]) throws(TopologyError) {
    guard let first = vertices.first else { return }
    for vertex in vertices { try check(vertex) }
    var step = stepMeters(at: first, first)
    var piece = Piece(coordinates: [first], stepMeters: step)
    for (start, end) in zip(vertices, vertices.dropFirst()) where start != end {
      step = stepMeters(at: start, end)
      let length = Geodesic.wgs84.distance(from: start, to: end)
      let count = max(1, (length / step).rounded(.up))
      for index in stride(from: 1, through: count, by: 1) {
        let share = index / count
        let vertex = Coordinate(
          x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share)
        piece.coordinates.append(vertex)
        piece.stepMeters = min(piece.stepMeters, step)
        let origin = piece.coordinates[0]
        if Geodesic.wgs84.distance(from: origin, to: vertex) >= Self.lengthMeters {
          pieces.append(piece)
          piece = Piece(coordinates: [vertex], stepMeters: step)
        }
      }
    }
    if piece.coordinates.count > 1 || vertices.allSatisfy({ $0 == first }) { pieces.append(piece) }
  }

  /// How far apart vertices may be for an edge straight in longitude and latitude to stay within a
  /// thousandth of the radius of one straight on the ground.
  ///
  /// On a sphere of radius R the two are at most L^2 tan(latitude) / (8 R) apart for a length L.
  private func stepMeters(at start: Coordinate, _ end: Coordinate) -> Double {
    let reach = max(abs(start.y), abs(end.y)) + radiusMeters / 110_000
    let slope = max(1, tan(min(reach, 89.9) * .pi / 180))
    let step = (8 * 6_371_000 * 0.001 * radiusMeters / slope).squareRoot()
    return min(step, Self.lengthMeters / 4)
  }

  private func check(_ vertex: Coordinate) throws(TopologyError) {
    guard vertex.x.isFinite, abs(vertex.y) <= 90 else {
      throw TopologyError(
        operation: "bufferMeters",
        message: "(\(vertex.x), \(vertex.y)) is not a longitude and latitude in degrees")
    }
    let pole = Coordinate(x: vertex.x, y: vertex.y < 0 ? -90 : 90)
    guard Geodesic.wgs84.distance(from: vertex, to: pole) > 1.01 * radiusMeters else {
      throw TopologyError(
        operation: "bufferMeters",
        message: "(\(vertex.x), \(vertex.y)) is nearer to a pole than the radius")
    }
  }
}
