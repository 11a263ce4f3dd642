import Geodesy
import SimpleFeatures
import TestSupport
import Testing

/// A position in two reference systems.
struct TransformationCase: CustomTestStringConvertible {
  let source: String
  let target: String
  let position: Coordinate
  let expected: Coordinate
  let accuracy: Double

  init(
    _ source: String, _ target: String, _ position: (Double, Double),
    _ expected: (Double, Double), accuracy: Double
  ) {
    self.source = source
    self.target = target
    self.position = Coordinate(x: position.0, y: position.1)
    self.expected = Coordinate(x: expected.0, y: expected.1)
    self.accuracy = accuracy
  }

  var testDescription: String { "\(source) to \(target)" }
}

@Suite("Coordinate transformations")
struct TransformationTests {
  /// Source: pyproj 3.7.2 (PROJ 9.5.1), first operation of TransformerGroup(always_xy=True).
  static let cases = [
    TransformationCase(
      "EPSG:4326", "EPSG:32630", (-0.04472, 16.27167), (815878.1629343203, 1801270.3945996235),
      accuracy: 0),
    TransformationCase(
      "EPSG:4326", "EPSG:32631", (1.01186, 20.20126), (292263.79357954994, 2234997.9349273024),
      accuracy: 0),
    TransformationCase(
      "EPSG:4326", "EPSG:32632", (9.5, -3.25), (555549.3009470294, -359240.25757701363), accuracy: 0
    ),
    TransformationCase(
      "EPSG:4326", "EPSG:3857", (-0.29388, 27.87429), (-32714.571954327235, 3233133.8596506207),
      accuracy: 0),
    TransformationCase(
      "EPSG:4258", "EPSG:3035", (10.5, 50.25), (4356664.298304571, 3015437.276586594), accuracy: 0),
    TransformationCase(
      "EPSG:4171", "EPSG:2154", (2.35, 48.85), (652301.5648305281, 6861302.725899576), accuracy: 0),
    TransformationCase(
      "EPSG:4326", "EPSG:2154", (5.4, 43.3), (894829.4090531681, 6247498.204341647), accuracy: 1),
    TransformationCase(
      "EPSG:4326", "EPSG:27700", (-1.5, 53.8), (433030.0838806282, 433859.9549541392), accuracy: 2),
    TransformationCase(
      "EPSG:4258", "EPSG:25832", (11.5, 48.1), (686121.7558034855, 5330438.130053995), accuracy: 0),
    TransformationCase(
      "EPSG:4326", "EPSG:8857", (37.5, 0.5), (3592426.7111893804, 64243.33620105685), accuracy: 0),
    TransformationCase(
      "EPSG:4326", "EPSG:3413", (-45, 72), (0.0, -1965440.6647603516), accuracy: 0),
    TransformationCase(
      "EPSG:4326", "EPSG:32760", (178.5, -17.75), (659031.0784406706, 8036838.388954692),
      accuracy: 0),
    TransformationCase(
      "EPSG:32631", "EPSG:4326", (500000, 2000000), (2.9999999999999916, 18.088708943127365),
      accuracy: 0),
    TransformationCase(
      "EPSG:4326", "EPSG:6933", (1.4, 18.4), (135080.7923512551, 2308235.0877392357), accuracy: 0),
  ]

  @Test("agree with pyproj and state the same accuracy", arguments: cases)
  func table(_ item: TransformationCase) throws {
    let transformation = try CoordinateTransformation(from: item.source, to: item.target)
    let result = try transformation.transform(item.position)
    // National datums differ by their parameters: half the accuracy they state is allowed.
    let tolerance = item.target == "EPSG:4326" ? 1e-12 : max(1e-6, item.accuracy / 2)
    #expect(abs(result.x - item.expected.x) < tolerance)
    #expect(abs(result.y - item.expected.y) < tolerance)
    #expect(transformation.accuracyMeters == item.accuracy)
    #expect(!transformation.operationName.isEmpty)

    let back = try CoordinateTransformation(from: item.target, to: item.source)
    let returned = try back.transform(result)
    #expect(
      abs(returned.x - item.position.x) < 1e-7 * max(1, abs(item.position.x)))
    #expect(
      abs(returned.y - item.position.y) < 1e-7 * max(1, abs(item.position.y)))
  }

  @Test("of arrays and geometries equal those of single positions")
  func arrays() throws {
    let transformation = try CoordinateTransformation(from: "EPSG:4326", to: "EPSG:32631")
    let seed: UInt64 = 3
    var random = SplitMix64(seed: seed)
    let positions = (0..<500).map { _ in
      Coordinate(
        longitude: .random(in: 0...6, using: &random),
        latitude: .random(in: -80...80, using: &random))
    }
    let results = try transformation.transform(positions)
    #expect(try results == positions.map { try transformation.transform($0) }, "seed \(seed)")
    let line = Geometry.lineString(LineString(positions))
    #expect(try transformation.transform(line) == .lineString(LineString(results)))
    #expect(try transformation.transform([Coordinate]()).isEmpty)
  }

  @Test("say which position failed and why")
  func failures() throws {
    let transformation = try CoordinateTransformation(from: "EPSG:4326", to: "EPSG:32631")
    let bad = Coordinate(longitude: 3, latitude: 95)
    let error = try #require(throws: GeodesyError.self) {
      try transformation.transform([Coordinate(longitude: 3, latitude: 5), bad])
    }
    #expect(error.description.contains("3.0, 95.0 in EPSG:4326"))
    #expect(error.description.contains("Invalid"))
    #expect(throws: GeodesyError.self) {
      try transformation.transform(Coordinate(longitude: .nan, latitude: 5))
    }
    // A failure leaves nothing behind.
    let after = try transformation.transform(Coordinate(longitude: 3, latitude: 0))
    #expect(abs(after.x - 500_000) < 1e-6)
  }

  @Test("name a reference system that is none")
  func unknownSystems() throws {
    for name in ["EPSG:99999", "", "+proj=merc +lat_ts=oops", "EPSG:1671"] {
      let error = try #require(throws: GeodesyError.self) {
        try CoordinateTransformation(from: name, to: "EPSG:4326")
      }
      #expect(error.description.contains("\"\(name)\""))
    }
  }

  @Test("take the operation for the area given")
  func area() throws {
    // Three of the operations from ED50: one for all of it, and ones for single countries.
    let europe = try CoordinateTransformation(from: "EPSG:4230", to: "EPSG:4326")
    let area = Envelope(minX: -9, minY: 37, maxX: -7, maxY: 41)
    let portugal = try CoordinateTransformation(from: "EPSG:4230", to: "EPSG:4326", area: area)
    #expect(europe.operationName != portugal.operationName)
    let position = Coordinate(longitude: -8, latitude: 39)
    let shift = Geodesic.wgs84.distance(
      from: try europe.transform(position), to: try portugal.transform(position))
    #expect(shift > 0.1 && shift < 20)
  }
}
