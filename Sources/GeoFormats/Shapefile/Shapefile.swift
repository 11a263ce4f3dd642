public import SimpleFeatures

/// A shapefile: shapes (`.shp`), their table (`.dbf`) and, where they are given, the encoding of the
/// table (`.cpg`) and the coordinate reference system (`.prj`).
///
/// Read from files beside each other or from a zip archive. Points, lines and polygons are taken, in
/// two dimensions; heights and measures are passed over.
///
/// Source: ESRI, "ESRI Shapefile Technical Description", 1998.
public struct Shapefile: Sendable {
  /// The name of the layer: that of the file without its ending.
  public let name: String
  /// The shapes with the rows of their table as properties, in order; a null shape has no geometry,
  /// and rows marked as deleted are left out.
  public let features: [Feature]
  /// The coordinate reference system as WKT, as the `.prj` has it; nil where there is none.
  public let coordinateSystem: String?
  /// The encoding that the texts of the table were taken for.
  public let encoding: String
  /// What was doubtful, and how it was taken.
  public let diagnostics: [Diagnostic]

  /// Whether a path leads to a shapefile: a `.shp`, or a zip archive that holds one.
  /// - Parameter path: `FILE.shp`, `FILE.zip` or `FILE.zip:NAME`.
  public static func isShapefile(_ path: String) throws(InputError) -> Bool {
    try ShapefileParts.find(path) != nil
  }

  /// Reads a shapefile. O(bytes); all of it is held in memory.
  ///
  /// Throws where a part is damaged or cut off, or where shapes and table do not fit together.
  /// - Parameter path: `FILE.shp`, `FILE.zip` or `FILE.zip:NAME`.
  public init(path: String) throws(InputError) {
    guard let parts = try ShapefileParts.find(path)?.read() else {
      throw InputError(
        file: path, reason: "it is no shapefile", action: "give the .shp or a .zip that holds it")
    }
    try self.init(parts)
  }

  init(_ parts: ShapefileParts) throws(InputError) {
    var shapes = try ShapeReader(parts.shapes, file: parts.file)
    var geometries: [Geometry?] = []
    while let shape = try shapes.next() { geometries.append(shape) }
    var diagnostics: [Diagnostic] = []
    if shapes.flatRings > 0 {
      diagnostics.append(
        Diagnostic(
          .warning, code: "boundary-flat-ring", file: parts.file, value: "\(shapes.flatRings)",
          reason: "rings of fewer than four vertices or without any area", action: "left out"))
    }
    name = parts.layer
    coordinateSystem = parts.coordinateSystem
    guard let bytes = parts.table else {
      encoding = ""
      features = geometries.map { Feature(geometry: $0) }
      self.diagnostics = diagnostics
      return
    }
    let table = try DBaseTable(bytes, statedEncoding: parts.encoding, file: parts.file)
    guard table.count == geometries.count else {
      throw InputError(
        file: parts.file,
        reason: "the .shp has \(geometries.count) shapes, but its table (.dbf) has \(table.count) "
          + "rows: one of them is cut off or belongs to another layer",
        action: "get the files again")
    }
    encoding = table.encoding
    features = geometries.enumerated().compactMap { row, geometry in
      table.row(row).map { Feature(geometry: geometry, properties: $0) }
    }
    self.diagnostics = diagnostics + table.diagnostics
  }
}
