import GeoFormats
import GeoPackage
import Geodesy
import SimpleFeatures

/// A layer of a file of boundaries or lines as it stands there: shapes with their columns.
struct FeatureLayer {
  /// The file for messages.
  var file: String
  /// The name of the layer.
  var name: String
  var features: [Feature]
  /// The coordinate reference system; nil where the file names none, or longitude and latitude.
  var coordinateSystem: String?
  /// What the file says of itself as a boundary set.
  var statement: Properties = [:]
  var findings: [Diagnostic] = []
  /// How the coordinates were brought to WGS 84 in reading; nil where they were not.
  var transformation: String?

  /// Reads a shapefile, a GeoPackage or GeoJSON, told by the content.
  static func read(_ path: String) throws -> FeatureLayer {
    if try Shapefile.isShapefile(path) { return FeatureLayer(try Shapefile(path: path), path) }
    let (container, member) = ByteSource.fileAndMember(path)
    if member != nil, GeoPackageReader.recognises(try ByteSource.open(container).peek(16)) {
      return try FeatureLayer(geoPackage: container, layer: member)
    }
    let source = try ByteSource.open(path)
    let head = try source.peek()
    if GeoPackageReader.recognises(head) {
      return try FeatureLayer(geoPackage: container, layer: nil)
    }
    guard GeoJSONStream.recognises(head) else {
      throw InputError(
        file: path, reason: "it is no GeoJSON, shapefile or GeoPackage",
        action: "give one of these")
    }
    return try FeatureLayer(geoJSON: source)
  }

  private init(_ shapefile: Shapefile, _ path: String) {
    file = path
    name = shapefile.name
    features = shapefile.features
    coordinateSystem = shapefile.coordinateSystem
    findings = shapefile.diagnostics
  }

  private init(geoJSON source: ByteSource) throws {
    file = source.name
    let document = try GeoJSONReader.read(
      try source.readAll(), file: source.name, acceptsAnySystem: true)
    if case .object(let members)? = document.members["boundary_set"] { statement = members }
    name = document.members["name"]?.string ?? Self.stem(of: source.name)
    features = document.features.map { feature in
      // Where a file has no column for it, the identifier of the feature is one.
      var feature = feature
      if let id = feature.id, feature.properties["id"] == nil {
        feature.properties.append("id", .string(id))
      }
      return feature
    }
    coordinateSystem = document.coordinateSystem
    findings = source.takeDiagnostics() + document.diagnostics
  }

  private init(geoPackage path: String, layer wanted: String?) throws {
    file = path
    let reader = try GeoPackageReader(path: path)
    let surfaces = reader.layers.filter { $0.geometryColumn != nil }
    guard let layer = try wanted.map(reader.layer) ?? (surfaces.count == 1 ? surfaces[0] : nil)
    else {
      throw InputError(
        file: path,
        reason: "it has \(surfaces.count == 0 ? "no layer" : "several layers") with geometries",
        action: surfaces.isEmpty
          ? "give another file"
          : "name one as FILE:LAYER; it has \(surfaces.map(\.name).joined(separator: ", "))")
    }
    let (read, diagnostics) = try reader.readFeatures(layer)
    name = layer.name
    transformation = try reader.features(of: layer).remark
    findings = diagnostics
    features = read.map { numbered in
      var feature = numbered.feature
      if let id = feature.id, feature.properties["id"] == nil, feature.properties["fid"] == nil {
        feature.properties.append("fid", .string(id))
      }
      return feature
    }
  }

  /// The name of a file without folders and endings.
  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let endings = [".gz", ".zip", ".geojson", ".json"]
    return endings.reduce(name) {
      $0.lowercased().hasSuffix($1) ? String($0.dropLast($1.count)) : $0
    }
  }
}

extension FeatureLayer {
  /// Brings the shapes to longitude and latitude on WGS 84; gives a sentence on how, nil where they
  /// are so already.
  ///
  /// One operation of PROJ is taken for all, chosen for the area of the layer.
  mutating func transformToLongitudeLatitude() throws -> String? {
    var remark = transformation
    if let system = coordinateSystem {
      let box = features.reduce(into: Envelope.empty) { box, feature in
        if let geometry = feature.geometry { box.expand(toInclude: geometry.envelope) }
      }
      guard !box.isEmpty else { return nil }
      let probes = [
        Coordinate(x: box.minX, y: box.minY), Coordinate(x: box.minX, y: box.maxY),
        Coordinate(x: box.maxX, y: box.minY), Coordinate(x: box.maxX, y: box.maxY),
        Coordinate(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2),
      ]
      do {
        let rough = try CoordinateTransformation(from: system, to: "EPSG:4326")
        let area = Envelope(probes.compactMap { try? rough.transform($0) })
        let best = try CoordinateTransformation(from: system, to: "EPSG:4326", area: area)
        let isChange = probes.contains { probe in
          guard let moved = try? best.transform(probe) else { return true }
          return abs(moved.x - probe.x) > 1e-9 || abs(moved.y - probe.y) > 1e-9
        }
        if isChange {
          for index in features.indices {
            features[index].geometry = try features[index].geometry.map { try best.transform($0) }
          }
          remark =
            "transformed to WGS 84 by \(best.operationName) ("
            + (best.accuracyMeters.map { "PROJ states an accuracy of \(meters($0))" }
              ?? "PROJ states no accuracy") + ")"
        }
      } catch let error as GeodesyError {
        throw InputError(
          file: file, reason: "its coordinates cannot be transformed to WGS 84: \(error)",
          action: "transform it first (ogr2ogr -t_srs EPSG:4326)")
      }
      coordinateSystem = nil
    }
    try requireDegrees()
    return remark
  }

  private func requireDegrees() throws {
    for feature in features {
      guard let box = feature.geometry?.envelope, !box.isEmpty else { continue }
      guard box.minX >= -360, box.maxX <= 360, box.minY >= -90, box.maxY <= 90 else {
        throw InputError(
          file: file,
          reason:
            "its coordinates, such as \(box.minX) \(box.minY), are no longitudes and latitudes"
            + " and it does not say in which system they are (a .prj, or a member crs)",
          action: "add that, or transform it first (ogr2ogr -t_srs EPSG:4326)")
      }
    }
  }

  private func meters(_ value: Double) -> String {
    value == 0
      ? "0 m" : value < 1 ? "\((value * 100).rounded() / 100) m" : "\(Int(value.rounded())) m"
  }
}
