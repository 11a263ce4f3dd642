import SimpleFeatures
import Topology

/// Geometry literals made ready for GEOS.
extension CQL2Expression {
  /// The geometry of a literal in longitude and latitude; nil for other expressions.
  func literalGeometry() throws(LiteralFault) -> Geometry? {
    switch form {
    case .geometry(let literal): return try Self.checked(literal.geometry)
    case .box(let values): return try Self.geometry(ofBox: values)
    default: return nil
    }
  }

  /// Why a literal cannot be used.
  struct LiteralFault: Error {
    let message: String
  }

  private static func checked(_ geometry: Geometry) throws(LiteralFault) -> Geometry {
    var wrong: Coordinate?
    geometry.forEachCoordinate { if !$0.isGeographic, wrong == nil { wrong = $0 } }
    if let wrong { throw LiteralFault(message: fault(of: wrong)) }
    do {
      let context = try GEOSContext()
      if let problem = try context.validityProblem(of: geometry) {
        throw LiteralFault(message: "the geometry is not valid: \(problem)")
      }
      guard case .geometryCollection = geometry else { return geometry }
      // Most relations are not defined for collections; parts of one kind become one geometry.
      let united = try context.unaryUnion(geometry)
      if case .geometryCollection = united {
        throw LiteralFault(
          message: "a collection of points, lines and polygons together has no relations in space; "
            + "ask for each of them and join the answers with OR")
      }
      return united
    } catch let error as TopologyError {
      throw LiteralFault(message: error.description)
    } catch let error as LiteralFault {
      throw error
    } catch {
      throw LiteralFault(message: "the geometry cannot be used")
    }
  }

  private static func fault(of point: Coordinate) -> String {
    let (x, y) = (CQL2TextWriter.text(of: point.x), CQL2TextWriter.text(of: point.y))
    let isSwapped = Coordinate(x: point.y, y: point.x).isGeographic
    return "\(x) \(y) is not a longitude and a latitude"
      + (isSwapped ? "; did you mean \(y) \(x)? The longitude stands first" : "")
  }

  /// The area of a box; a line or a point if it has no width or no height, two areas if it crosses
  /// the antimeridian.
  private static func geometry(ofBox values: [Double]) throws(LiteralFault) -> Geometry {
    let isFlat = values.count == 4
    guard isFlat || values.count == 6 else {
      throw LiteralFault(message: "a box has 4 numbers, or 6 with heights")
    }
    let southWest = Coordinate(x: values[0], y: values[1])
    let northEast = Coordinate(x: values[isFlat ? 2 : 3], y: values[isFlat ? 3 : 4])
    for corner in [southWest, northEast] where !corner.isGeographic {
      throw LiteralFault(message: fault(of: corner))
    }
    guard southWest.y <= northEast.y else {
      throw LiteralFault(message: "the south of the box lies north of its north")
    }
    if southWest.x <= northEast.x { return area(from: southWest, to: northEast) }
    let east = area(from: southWest, to: Coordinate(x: 180, y: northEast.y))
    let west = area(from: Coordinate(x: -180, y: southWest.y), to: northEast)
    switch (east, west) {
    case (.polygon(let east), .polygon(let west)): return .multiPolygon([east, west])
    case (.lineString(let east), .lineString(let west)):
      // Flat boxes are two lines; boxes that begin or end at 180 are an area and a line.
      return southWest.y == northEast.y ? .multiLineString([east, west]) : .lineString(east)
    case (.polygon, _): return east
    default: return west
    }
  }

  private static func area(from first: Coordinate, to last: Coordinate) -> Geometry {
    if first == last { return .point(first) }
    if first.x == last.x || first.y == last.y { return .lineString(LineString([first, last])) }
    let ring = [
      first, Coordinate(x: last.x, y: first.y), last, Coordinate(x: first.x, y: last.y), first,
    ]
    return .polygon(Polygon(exterior: ring))
  }
}
