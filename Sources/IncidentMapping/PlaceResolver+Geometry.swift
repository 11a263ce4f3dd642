import Foundation
import Geodesy
import SimpleFeatures
import Topology

extension Ground {
  /// A line or surface that is given as such, all of it equally likely.
  func drawn(_ geometry: Geometry) throws -> ResolvedPlace {
    switch geometry {
    case .lineString, .multiLineString: return try lines(geometry)
    case .polygon, .multiPolygon: return try surface(geometry)
    case .point, .multiPoint, .geometryCollection:
      throw Unresolved(description: "A \(geometry.typeName) is neither a line nor a surface.")
    }
  }

  /// Uniform over all lines per metre, whichever of them it is.
  private func lines(_ geometry: Geometry) throws -> ResolvedPlace {
    let lines = geometry.lineStrings.map { ($0, Geodesic.wgs84.length(of: $0)) }
    let total = lines.reduce(0) { $0 + $1.1 }
    guard total > 0 else { throw Unresolved(description: "The line has no length.") }
    let places = lines.map { line, length in
      ResolvedPlace(
        kind: .line, shape: .line(line, lengthMeters: length),
        representativePoint: line.position(atMeters: length / 2), drawn: .lineString(line))
    }
    if places.count == 1 { return places[0] }
    let parts = zip(places, lines).map { place, line in
      ResolvedPlace.Part(weight: line.1 / total, place: place)
    }
    // A stable order: equal lengths stay as given.
    let ordered = parts.enumerated()
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
    return ResolvedPlace(
      kind: .line, shape: .mixture(ordered),
      representativePoint: ordered.first?.place.representativePoint, drawn: geometry)
  }

  private func surface(_ geometry: Geometry) throws -> ResolvedPlace {
    var shape = geometry
    var note: String?
    if let problem = try context.validityProblem(of: geometry) {
      shape = .multiPolygon(try context.makeValid(geometry).polygons)
      note = "The surface is not valid (\(problem.reason)) and was repaired."
    }
    let area = Geodesic.wgs84.areaWithStraightEdges(of: shape)
    guard area > 0 else { throw Unresolved(description: "The surface has no area.") }
    return ResolvedPlace(
      kind: .surface, shape: .surface(shape, areaSquareMeters: area),
      representativePoint: try context.pointOnSurface(of: shape),
      radiusMeters: (area / .pi).squareRoot(), note: note, drawn: geometry)
  }
}
