import Foundation
import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

private func at(_ pairs: (Double, Double)...) -> [Coordinate] {
  pairs.map { Coordinate(x: $0.0, y: $0.1) }
}

private func text(_ features: [Feature], isPretty: Bool = false) throws -> String {
  String(decoding: try GeoJSONWriter.bytes(of: features, isPretty: isPretty), as: UTF8.self)
}

private func read(_ text: String) throws -> GeoJSONDocument {
  try GeoJSONReader.read(Array(text.utf8), file: "f.geojson")
}

/// What another reader of JSON makes of a text.
private func object(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

@Suite("GeoJSON")
struct GeoJSONTests {
  @Test("a collection is written to the letter")
  func exact() throws {
    let features = [
      Feature(
        id: "7", geometry: .point(Coordinate(x: -0.04472, y: 16.27167)),
        properties: ["name": .string("Gao"), "n": .integer(24), "km": .number(12)]),
      Feature(geometry: nil),
    ]
    #expect(
      try text(features)
        == "{\"type\":\"FeatureCollection\",\"features\":[\n"
        + "{\"type\":\"Feature\",\"id\":\"7\",\"geometry\":{\"type\":\"Point\","
        + "\"coordinates\":[-0.04472,16.27167]},\"properties\":{\"name\":\"Gao\",\"n\":24,"
        + "\"km\":12}},\n"
        + "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}\n"
        + "],\"bbox\":[-0.04472,16.27167,-0.04472,16.27167]}\n")
    #expect(try text([]) == "{\"type\":\"FeatureCollection\",\"features\":[]}\n")
  }

  @Test("the indented form holds the same")
  func pretty() throws {
    let features = [
      Feature(
        id: "a", geometry: .lineString(LineString(at((0, 1), (2, 3)))), properties: ["k": .null])
    ]
    let pretty = try text(features, isPretty: true)
    #expect(
      pretty == """
        {
          "type": "FeatureCollection",
          "features": [
            {
              "type": "Feature",
              "id": "a",
              "geometry": {
                "type": "LineString",
                "coordinates": [[0,1],[2,3]]
              },
              "properties": {
                "k": null
              }
            }
          ],
          "bbox": [0,1,2,3]
        }

        """)
    #expect(try read(pretty).features == features)
  }

  @Test("exteriors run counter-clockwise and holes clockwise")
  func rightHandRule() throws {
    let square = at((0, 0), (0, 9), (9, 9), (9, 0), (0, 0))
    let hole = at((1, 1), (2, 1), (2, 2), (1, 2), (1, 1))
    for (exterior, hole) in [(square, hole), (square.reversed(), hole.reversed())] {
      #expect(
        try text([Feature(geometry: .polygon(Polygon(exterior: exterior, holes: [hole])))])
          .contains("[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]"))
    }
  }

  /// Each set of geometries and its box; the first is RFC 7946, section 5.2.
  static let boxes: [([Geometry], [Double])] = [
    (
      [
        .multiPolygon([
          Polygon(exterior: at((177, -20), (180, -20), (180, -16), (177, -16), (177, -20))),
          Polygon(exterior: at((-180, -20), (-178, -20), (-178, -16), (-180, -16), (-180, -20))),
        ])
      ], [177, -20, -178, -16]
    ),
    ([.lineString(LineString(at((170, 45), (-170, 45))))], [170, 45, -170, 45]),
    ([.multiPoint(at((179, 1), (-179, 2)))], [179, 1, -179, 2]),
    ([.point(Coordinate(x: 10, y: 1)), .point(Coordinate(x: -20, y: 2))], [-20, 1, 10, 2]),
    ([.multiPoint(at((-100, 0), (100, 1)))], [100, 0, -100, 1]),
    ([.multiPoint(at((-90, 0), (90, 1)))], [-90, 0, 90, 1]),
    ([.multiPoint(at((180, 0), (-180, 1)))], [180, 0, -180, 1]),
    ([.multiPoint(at((0.25, 0), (0.75, 1)))], [0.25, 0, 0.75, 1]),
    (
      [
        .polygon(
          Polygon(exterior: at((-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90))))
      ], [-180, -90, 180, 90]
    ),
    (
      [.multiPoint(at((-170, 0), (-60, 0), (20, 0), (100, 0), (175, 0)))], [-60, 0, -170, 0]
    ),
  ]

  @Test("bbox is the least box, across the antimeridian too", arguments: boxes)
  func boundingBox(geometries: [Geometry], box: [Double]) throws {
    let written = try text(geometries.map { Feature(geometry: $0) })
    #expect(try read(written).boundingBox == box)
    #expect(written.contains("],\"bbox\":["))
  }

  @Test("neighbours that become equal are merged as far as the type allows")
  func repeats() throws {
    for (geometry, coordinates) in [
      (Geometry.lineString(LineString(at((0, 0), (0, 1e-8), (1, 1)))), "[[0,0],[1,1]]"),
      (.lineString(LineString(at((0, 0), (0, 1e-8)))), "[[0,0],[0,0]]"),
      (
        .polygon(Polygon(exterior: at((0, 0), (1, 0), (1, 1e-8), (1, 1), (0, 0)))),
        "[[[0,0],[1,0],[1,1],[0,0]]]"
      ),
      (
        .polygon(Polygon(exterior: at((0, 0), (1e-8, 0), (0, 1e-8), (0, 0)))),
        "[[[0,0],[0,0],[0,0],[0,0]]]"
      ),
      (.multiPoint(at((1, 1), (1, 1))), "[[1,1],[1,1]]"),
    ] {
      #expect(try text([Feature(geometry: geometry)]).contains("\"coordinates\":\(coordinates)}"))
    }
  }

  static let refused: [(Feature, String)] = [
    (
      Feature(id: "x9", geometry: .point(Coordinate(x: .infinity, y: 0))),
      "feature x9: the position inf, 0.0 is not on Earth"
    ),
    (Feature(geometry: .point(Coordinate(x: 0, y: .nan))), "feature number 2: the position"),
    (Feature(geometry: .point(Coordinate(x: 0, y: 91))), "is not on Earth"),
    (Feature(geometry: nil, properties: ["km": .number(.nan)]), "\"km\" is not a finite number"),
    (Feature(geometry: .lineString(LineString(at((0, 0))))), "one position only"),
    (Feature(geometry: .polygon(Polygon(exterior: at((0, 0), (1, 1), (0, 0))))), "four positions"),
  ]

  @Test("what GeoJSON cannot hold is an error that names the feature", arguments: refused)
  func refusals(feature: Feature, reason: String) throws {
    let error = #expect(throws: GeoJSONWriteError.self) {
      try GeoJSONWriter.bytes(of: [Feature(geometry: nil), feature])
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("members of our own stand before the features, but not under GeoJSON's names")
  func members() throws {
    let bytes = try GeoJSONWriter.bytes(
      of: [], members: ["balise": .object(["method": .string("x")])])
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "{\"type\":\"FeatureCollection\",\"balise\":{\"method\":\"x\"},\"features\":[]}\n")
    #expect(try GeoJSONReader.read(bytes, file: "f").members["balise"] != nil)
    #expect(throws: GeoJSONWriteError.self) {
      try GeoJSONWriter.bytes(of: [], members: ["bbox": .null])
    }
  }

  @Test("features encoded in parts give the same bytes as one by one")
  func parts() throws {
    var generator = SplitMix64(seed: 3)
    let features = (0..<3000).map { index in
      Feature(
        id: "\(index)",
        geometry: .point(
          Coordinate(
            x: Double.random(in: -180...180, using: &generator),
            y: Double.random(in: -90...90, using: &generator))),
        properties: ["text": .string(String(repeating: "x", count: index % 80))])
    }
    let whole = try GeoJSONWriter.bytes(of: features)
    for size in [1, 7, 1000, 3000] {
      let sink = MemorySink()
      var writer = try GeoJSONWriter(to: sink)
      for start in stride(from: 0, to: features.count, by: size) {
        let part = features[start..<min(start + size, features.count)]
        if start == size {
          for feature in part { try writer.write(feature) }
        } else {
          try writer.write(try writer.encoder.encode(part, firstNumber: start + 1))
        }
      }
      #expect(writer.count == features.count)
      try writer.finish()
      #expect(sink.bytes == whole, "parts of \(size)")
    }
  }

  /// A random geometry of any kind away from the antimeridian, with six decimals.
  static func random(_ generator: inout SplitMix64, depth: Int = 1) -> Geometry {
    func number() -> Int { Int.random(in: -80_000_000...80_000_000, using: &generator) }
    func coordinate(_ x: Int, _ y: Int) -> Coordinate {
      Coordinate(x: Double(x) / 1e6, y: Double(y) / 1e6)
    }
    func point() -> Coordinate { coordinate(number(), number()) }
    func polygon() -> Polygon {
      let (x, y) = (number(), number())
      return Polygon(exterior: [
        coordinate(x, y), coordinate(x + 2_000_001, y), coordinate(x, y + 1), coordinate(x, y),
      ])
    }
    switch Int.random(in: 0..<(depth > 0 ? 7 : 6), using: &generator) {
    case 0: return .point(point())
    case 1: return .multiPoint([point(), point()])
    case 2: return .lineString(LineString([point(), point(), point()]))
    case 3:
      return .multiLineString([LineString([point(), point()]), LineString([point(), point()])])
    case 4: return .polygon(polygon())
    case 5: return .multiPolygon([polygon(), polygon()])
    default: return .geometryCollection([random(&generator, depth: 0), .point(point())])
    }
  }

  static func randomFeatures(_ generator: inout SplitMix64) -> [Feature] {
    (0..<30).map { index in
      Feature(
        id: index % 5 == 0 ? nil : "id\"\(index)",
        geometry: index % 7 == 0 ? nil : random(&generator),
        properties: [
          "text": .string("\u{0}\u{1F}\"\\\n</script>é\u{1F30D}\u{2028}\u{2029} \(index)"),
          "list": .array([.null, .bool(true), .integer(.min), .number(0.1)]),
          "e\"": .object(["": .string("")]),
        ])
    }
  }

  @Test("what is written reads back the same", arguments: 0..<20)
  func roundTrip(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let features = Self.randomFeatures(&generator)
    for isPretty in [false, true] {
      let written = try text(features, isPretty: isPretty)
      #expect(try read(written).features == features, "seed \(seed)")
      _ = try object(written)
    }
  }

  @Test(
    "Python reads the same numbers and texts",
    .enabled("python3 is not installed") { externalTool("python3") != nil })
  func python() throws {
    let python = try #require(externalTool("python3"))
    var generator = SplitMix64(seed: 11)
    let features = Self.randomFeatures(&generator)
    let script = """
      import json, sys
      d = json.loads(sys.stdin.buffer.read().decode("utf-8"), parse_constant=lambda c: 1 / 0)
      assert list(d)[-1] == "bbox", list(d)
      for f in d["features"]:
          print(f.get("id"), len(f["properties"]), f["properties"]["list"],
                [ord(c) for c in f["properties"]["text"][:13]], sep="|")
      """
    let result = try run(
      python, ["-c", script], input: try GeoJSONWriter.bytes(of: features))
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == features.count)
    for (line, feature) in zip(lines, features) {
      let codes = feature.properties["text"]?.string?.unicodeScalars.prefix(13).map {
        "\($0.value)"
      }
      #expect(
        line == "\(feature.id ?? "None")|3|[None, True, -9223372036854775808, 0.1]|"
          + "[\(codes?.joined(separator: ", ") ?? "")]")
    }
  }

  @Test(
    "GDAL reads every geometry",
    .enabled("ogrinfo is not installed") { externalTool("ogrinfo") != nil })
  func gdal() throws {
    let ogrinfo = try #require(externalTool("ogrinfo"))
    var generator = SplitMix64(seed: 12)
    var features = Self.randomFeatures(&generator)
    features.append(
      Feature(geometry: .polygon(Polygon(exterior: at((170, 0), (190, 0), (190, 5), (170, 0))))))
    try withTemporaryFolder { folder in
      let path = "\(folder)/out.geojson"
      let target = try OutputTarget.open(path)
      var writer = try GeoJSONWriter(to: target, members: ["balise": .object(["a": .integer(1)])])
      for feature in features { try writer.write(feature) }
      try writer.finish()
      try target.commit()
      let result = try run(ogrinfo, ["-ro", "-al", "-so", path])
      #expect(result.status == 0)
      #expect(result.output.contains("Feature Count: \(features.count)"), "\(result.output)")
      #expect(result.output.contains("WGS 84"))
    }
  }
}
