import Incidents
import SimpleFeatures

extension FeatureRow {
  /// The place that the feature's geometry alone gives: a point is exact, several are equally
  /// likely, a line or a surface is taken as a whole.
  ///
  /// Positions are taken to the six decimals that outputs hold, about 10 cm.
  mutating func drawnPlace() -> Place {
    guard let geometry = feature.geometry else { return .unknown }
    switch geometry.map(\.atOutputPrecision) {
    case .point(let point): return exact(point)
    case .multiPoint(let points): return anyOf(points)
    case .geometryCollection(let members): return one(of: members)
    case .lineString, .multiLineString, .polygon, .multiPolygon:
      return .geometry(geometry.map(\.atOutputPrecision))
    }
  }

  private mutating func exact(_ point: Coordinate) -> Place {
    guard point.longitude == 0, point.latitude == 0 else { return .exact(point.wrapped) }
    lose(
      "null-island", "coordinates", "0,0",
      "0/0 lies in the Gulf of Guinea and stands for a missing position",
      action: "kept without a position")
    return .unknown
  }

  private mutating func anyOf(_ points: [Coordinate]) -> Place {
    if points.count == 1 { return exact(points[0]) }
    let weight = 1 / Double(points.count)
    return .mixture(points.map { Place.Part(weight: weight, place: .exact($0.wrapped)) })
  }

  /// A collection whose members are all points, all lines or all surfaces.
  private mutating func one(of members: [Geometry]) -> Place {
    let points = members.flatMap(\.points)
    let lines = members.flatMap(\.lineStrings)
    let polygons = members.flatMap(\.polygons)
    switch (points.isEmpty, lines.isEmpty, polygons.isEmpty) {
    case (false, true, true): return anyOf(points)
    case (true, false, true): return .geometry(.multiLineString(lines))
    case (true, true, false): return .geometry(.multiPolygon(polygons))
    default:
      lose(
        "geojson-mixed-geometry", "geometry", nil,
        "a collection of points, lines and surfaces together is no place",
        action: "kept without a place")
      return .unknown
    }
  }
}

extension Geometry {
  fileprivate var points: [Coordinate] {
    switch self {
    case .point(let point): [point]
    case .multiPoint(let points): points
    case .geometryCollection(let members): members.flatMap(\.points)
    default: []
    }
  }
}

extension Coordinate {
  /// The position with its longitude in -180...180.
  fileprivate var wrapped: Coordinate {
    if abs(longitude) <= 180 { return self }
    let turned = Coordinate(
      longitude: longitude - (longitude / 360).rounded() * 360, latitude: latitude)
    return turned.atOutputPrecision
  }

  /// The position to six decimals of a degree, about 10 cm, as outputs hold it.
  fileprivate var atOutputPrecision: Coordinate {
    Coordinate(
      longitude: (longitude * 1_000_000).rounded() / 1_000_000,
      latitude: (latitude * 1_000_000).rounded() / 1_000_000)
  }
}
