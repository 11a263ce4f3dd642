import Geodesy
public import SimpleFeatures

/// A named way as a line of geodesics on WGS 84, with stops and measures.
///
/// Measures are kilometres from the start by road: where a road distance between two stops is
/// published (a calibration span), they grow evenly along the line between them to that distance;
/// elsewhere they are the geodesic length of the line. The vertices are where the way is known to
/// pass; between them the true track may wind up to `corridorMeters` from the line.
public struct Route: Sendable {
  /// The identifier.
  public let id: String
  /// The name shown.
  public let name: String
  /// Other names it is found by.
  public let alternativeNames: [String]
  /// The vertices in order, longitudes continuous over the antimeridian.
  public let line: LineString
  /// The measure in kilometres at each vertex; never decreasing, 0 first.
  public let measures: [Double]
  /// The stops in order along the line, with their measures.
  public let stops: [RouteStop]
  /// The published road distances, in order along the line.
  public let calibration: [CalibrationSpan]
  /// How far the real track may lie from the line, in metres.
  public let corridorMeters: Double
  /// Remarks for people.
  public let notes: String
  let path: RouteLine
  let scale: Calibration

  /// Makes a route and checks it.
  ///
  /// - Parameters:
  ///   - id: The identifier.
  ///   - name: The name shown.
  ///   - alternativeNames: Other names.
  ///   - line: Two or more positions in degrees, neighbours different.
  ///   - stops: In order along the line, each within 1 m of it, names all different.
  ///   - calibration: Road distances between stops, in order and not overlapping, none shorter
  ///     than the line between its stops.
  ///   - corridorMeters: How far the real track may lie from the line; 0 or more.
  ///   - notes: Remarks.
  public init(
    id: String, name: String, alternativeNames: [String] = [], line: LineString,
    stops: [RouteStop] = [], calibration: [CalibrationSpan] = [], corridorMeters: Double = 0,
    notes: String = ""
  ) throws(RouteError) {
    try Self.validate(line: line, corridorMeters: corridorMeters, route: name)
    let path = RouteLine(line)
    let stopMeters = try Self.place(stops, on: path, route: name)
    let scale = try Self.calibrate(
      calibration, stops: stops, stopMeters: stopMeters, path: path, route: name)
    self.init(
      id: id, name: name, alternativeNames: alternativeNames, path: path, scale: scale,
      stops: zip(stops, stopMeters).map { stop, meters in
        var stop = stop
        stop.measureKilometers = scale.kilometers(atLineMeters: meters)
        return stop
      },
      calibration: calibration, corridorMeters: corridorMeters, notes: notes)
  }

  private init(
    id: String, name: String, alternativeNames: [String], path: RouteLine, scale: Calibration,
    stops: [RouteStop], calibration: [CalibrationSpan], corridorMeters: Double, notes: String
  ) {
    self.id = id
    self.name = name
    self.alternativeNames = alternativeNames
    self.path = path
    self.scale = scale
    line = LineString(path.vertices)
    measures = path.vertexMeters.map { scale.kilometers(atLineMeters: $0) }
    self.stops = stops
    self.calibration = calibration
    self.corridorMeters = corridorMeters
    self.notes = notes
  }

  /// The length in kilometres by road: the measure of the end.
  public var lengthKilometers: Double { scale.kilometers }

  /// The geodesic length of the line in metres.
  public var lineLengthMeters: Double { path.lengthMeters }

  /// The measure at a distance in metres along the line; held at the ends.
  public func kilometers(atLineMeters meters: Double) -> Double {
    scale.kilometers(atLineMeters: meters)
  }

  /// The distance in metres along the line of a measure; held at the ends.
  public func lineMeters(atKilometers kilometers: Double) -> Double {
    scale.lineMeters(atKilometers: kilometers)
  }

  /// The route travelled the other way: a measure k becomes the length less k.
  public func reversed() -> Route {
    Route(
      id: id, name: name, alternativeNames: alternativeNames,
      path: RouteLine(LineString(path.vertices.reversed())), scale: scale.reversed,
      stops: stops.reversed().map { stop in
        var stop = stop
        stop.measureKilometers = lengthKilometers - stop.measureKilometers
        return stop
      },
      calibration: calibration.reversed().map {
        CalibrationSpan(
          fromStop: $0.toStop, toStop: $0.fromStop, roadKilometers: $0.roadKilometers,
          source: $0.source)
      },
      corridorMeters: corridorMeters, notes: notes)
  }
}
