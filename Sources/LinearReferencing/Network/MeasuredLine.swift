import Geodesy
import SimpleFeatures

/// A line with the metres by road at each of its vertices.
struct MeasuredLine {
  /// A line or a way through a network may not be longer; the way round the Earth 25 times.
  static let longestMeters = 1e9

  let id: String
  let name: String
  /// Neighbours differ; the first longitude is in -180...180, the others follow without a jump.
  let vertices: [Coordinate]
  /// The metres from the start at each vertex; 0 first, never decreasing.
  let measures: [Double]

  var lengthMeters: Double { measures.last ?? 0 }

  /// The metres from the start at a place on a leg.
  func measure(leg: Int, fraction: Double) -> Double {
    measures[leg] + fraction * (measures[leg + 1] - measures[leg])
  }
}

extension MeasuredLine {
  /// Measures a line on the ellipsoid, or by its own length. Throws for what has no length.
  init(_ line: NetworkLine) throws(RouteError) {
    func problem(_ text: String) -> RouteError {
      RouteError("Line \(line.id.isEmpty ? "without id" : "\"\(line.id)\"") of a network \(text).")
    }
    guard
      line.line.coordinates.allSatisfy({ $0.longitude.isFinite && $0.latitude.magnitude <= 90 })
    else { throw problem("has a vertex that is no position in degrees") }
    let start = line.line.coordinates.first.map { [$0.normalizedLongitude] } ?? []
    var vertices: [Coordinate] = []
    for vertex in LineString(start + line.line.coordinates.dropFirst()).unwrapped.coordinates
    where vertex != vertices.last { vertices.append(vertex) }
    var measures = [0.0]
    for (start, end) in zip(vertices, vertices.dropFirst()) {
      measures.append(
        measures[measures.count - 1] + Geodesic.wgs84.localDistance(from: start, to: end))
    }
    let length = measures[measures.count - 1]
    guard length > 0 else { throw problem("has fewer than two different vertices") }
    let own = line.lengthMeters ?? length
    guard own > 0, max(own, length) <= Self.longestMeters else {
      throw problem("is \(own) m long; a length lies above 0 and below \(Self.longestMeters) m")
    }
    if line.lengthMeters != nil { measures = measures.map { $0 / length * own } }
    (id, name) = (line.id, line.name)
    (self.vertices, self.measures) = (vertices, measures)
  }

  /// Takes a route with its calibrated kilometres; its stops become vertices, where rates change.
  init(_ route: Route) {
    let meters =
      (route.path.vertexMeters
      + route.stops.map { route.lineMeters(atKilometers: $0.measureKilometers) }).sorted()
    var places: [Double] = []
    // What is nearer to a vertex than a millimetre is the vertex.
    for place in meters where place - (places.last ?? -1) > 1e-3 { places.append(place) }
    id = route.id
    name = route.name
    vertices = places.map { route.path.position(atMeters: $0) }
    measures = places.map { route.kilometers(atLineMeters: $0) * 1000 }
  }
}
