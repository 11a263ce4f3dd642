public import Foundation
import GeoFormats
public import SimpleFeatures

/// Lines that some parties take for borders and others do not, for drawing beside a map.
public enum DisputedBoundaries {
  /// The shipped lines. Answers on regions do not depend on them.
  public static func lines(in folder: URL) throws -> [LineString] {
    let url = folder.appending(path: "boundaries/natural-earth-disputed.geojson")
    let file = try GeoJSONReader.read([UInt8](try Data(contentsOf: url)), file: url.path)
    return file.features.flatMap { $0.geometry?.lineStrings ?? [] }
  }
}
