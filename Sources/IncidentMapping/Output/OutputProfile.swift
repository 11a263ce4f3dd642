import SimpleFeatures

/// What an output is written for: the same incidents as each viewer, or reader, wants them.
public enum OutputProfile: String, Sendable, CaseIterable {
  /// A GeoJSON collection (RFC 7946) with flat properties.
  case geojson
  /// geojson.io and GitHub: GeoJSON with styles (simplestyle-spec 1.1.0).
  case geojsonIO = "geojson.io"
  /// Leaflet: GeoJSON with path options and safe popups.
  case leaflet
  /// MapLibre GL: GeoJSON with whole-numbered identifiers and times in milliseconds.
  case maplibre
  /// kepler.gl: GeoJSON with one time a feature and colours as kepler.gl reads them.
  case kepler
  /// QGIS: a GeoJSON file for each type of geometry.
  case qgis
  /// uMap: GeoJSON with a name, a description and uMap's options.
  case umap
  /// TimeMap: its events, sources and associations, as three JSON files.
  case timemap
  /// A GeoPackage: a layer for each type of geometry, claims in a table of their own.
  case gpkg
  /// A GeoJSON text sequence (RFC 8142).
  case seq
  /// GeoJSON features, one a line.
  case lines
  /// A table (RFC 4180).
  case csv
  /// A table that Excel opens right.
  case excel
  /// A line for each incident, for reading on a terminal.
  case text

  /// The profile that the ending of a file's name asks for; nil if it asks for none.
  public init?(endingOf fileName: String) {
    let name = fileName.lowercased()
    let endings: [(String, OutputProfile)] = [
      (".csv", .csv), (".txt", .text), (".geojsons", .seq), (".geojsonseq", .seq),
      (".geojsonl", .lines), (".ndjson", .lines), (".jsonl", .lines), (".gpkg", .gpkg),
    ]
    guard let profile = endings.first(where: { name.hasSuffix($0.0) })?.1 else { return nil }
    self = profile
  }

  /// How places are drawn unless told: with their whole extent where a viewer draws what the file
  /// holds, so that a place somewhere in a district does not look like a known spot.
  public var geometry: GeometryStyle {
    switch self {
    case .geojson, .gpkg, .seq, .lines, .csv, .text: .place
    case .geojsonIO, .leaflet, .maplibre, .kepler, .qgis, .umap: .footprint
    case .timemap, .excel: .point
    }
  }

  /// Whether other geometries than points can be asked for.
  public var drawsShapes: Bool { self != .timemap && self != .excel }

  /// Whether its files are JSON that can be indented.
  public var canBeIndented: Bool {
    switch self {
    case .gpkg, .seq, .lines, .csv, .excel, .text, .timemap: false
    default: true
    }
  }

  /// Whether its files are tables.
  public var isTable: Bool { self == .csv || self == .excel }

  /// The files it is written to, given the name of the output: several for QGIS and TimeMap, whose
  /// names get an addition before the ending.
  public func files(for output: String) -> [String] {
    let additions =
      switch self {
      case .qgis: GeometryLayer.allCases.map { "_\($0.rawValue)" }
      case .timemap: ["", "_sources", "_associations"]
      default: [""]
      }
    let name = output.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      return additions.map { output + $0 }
    }
    return additions.map { output[..<dot] + $0 + output[dot...] }
  }
}

/// The layers that QGIS shows a mixed file as.
enum GeometryLayer: String, CaseIterable, Sendable {
  case points, lines, areas
  /// Incidents whose place is not known.
  case unplaced

  /// The layer of a geometry.
  init(_ geometry: Geometry?) {
    switch geometry {
    case .point?, .multiPoint?: self = .points
    case .lineString?, .multiLineString?: self = .lines
    case .polygon?, .multiPolygon?: self = .areas
    case .geometryCollection?, nil: self = .unplaced
    }
  }

  /// The position in the list of files.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
