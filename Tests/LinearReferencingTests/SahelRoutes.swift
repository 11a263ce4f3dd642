import LinearReferencing
import SimpleFeatures

/// Stops of the roads about Gao; positions from GeoNames.
enum Sahel {
  static func stop(_ name: String, _ longitude: Double, _ latitude: Double, _ also: String...)
    -> RouteStop
  {
    RouteStop(
      name: name, coordinate: Coordinate(longitude: longitude, latitude: latitude),
      alternativeNames: also)
  }

  static let gao = stop("Gao", -0.04472, 16.27167, "Gàwó")
  static let bourem = stop("Bourem", -0.34861, 16.955)
  static let kidal = stop("Kidal", 1.40778, 18.44111)
  static let ansongo = stop("Ansongo", 0.5022, 15.6597)
  static let menaka = stop("Ménaka", 2.4022, 15.9182)

  static let track = [
    gao, stop("Tabankort", 0.31417, 17.82028), stop("Anéfis", 0.60111, 18.04, "In Darane"),
    stop("Aguelhok", 0.85889, 19.46139, "Aguel-Hoc"), stop("Tessalit", 1.01186, 20.20126),
    stop("In Khalil", 1.04303, 21.19006, "I-n-Khalil"),
    stop("Bordj Badji Mokhtar", 0.95, 21.33), stop("Reggane", 0.1714, 26.71576),
    stop("Adrar", -0.29388, 27.87429),
  ]

  static func route(_ stops: [RouteStop], _ calibration: [CalibrationSpan] = []) throws -> Route {
    try Route(
      id: "test", name: "Test road", line: LineString(stops.map(\.coordinate)), stops: stops,
      calibration: calibration, corridorMeters: 20_000)
  }

  static func span(_ from: String, _ to: String, _ kilometers: Double) -> CalibrationSpan {
    CalibrationSpan(fromStop: from, toStop: to, roadKilometers: kilometers, source: "road map")
  }
}
