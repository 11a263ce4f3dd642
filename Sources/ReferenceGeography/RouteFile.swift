public import LinearReferencing
import SimpleFeatures
import Yams

/// The YAML form of a route: its stops with coordinates and sources, and published road distances.
public enum RouteFile {
  /// A route file could not be used.
  public struct Problem: Error, CustomStringConvertible, Sendable {
    /// A sentence for people, with the file's name.
    public let description: String
  }

  private struct Document: Decodable {
    struct Stop: Decodable {
      var name: String
      var names: [String]?
      var lon: Double
      var lat: Double
    }
    struct Calibration: Decodable {
      var from: String
      var to: String
      var road_km: Double
      var source: String
    }
    var id: String
    var name: String
    var names: [String]?
    var corridor_km: Double?
    var stops: [Stop]
    var calibration: [Calibration]?
    var notes: String?
  }

  /// Reads a route; the line runs through the stops in order.
  public static func read(_ text: String, fileName: String) throws -> Route {
    do {
      let document = try YAMLDecoder().decode(Document.self, from: text)
      let stops = document.stops.map {
        RouteStop(
          name: $0.name, coordinate: Coordinate(longitude: $0.lon, latitude: $0.lat),
          alternativeNames: $0.names ?? [])
      }
      return try Route(
        id: document.id, name: document.name, alternativeNames: document.names ?? [],
        line: LineString(stops.map(\.coordinate)), stops: stops,
        calibration: (document.calibration ?? []).map {
          CalibrationSpan(
            fromStop: $0.from, toStop: $0.to, roadKilometers: $0.road_km, source: $0.source)
        },
        corridorMeters: (document.corridor_km ?? 0) * 1000, notes: document.notes ?? "")
    } catch let error as DecodingError {
      throw Problem(description: "\(fileName): not a route: \(describe(error))")
    } catch {
      throw Problem(description: "\(fileName): \(error)")
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    func at(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? "" : " at \(path)"
    }
    return switch error {
    case .keyNotFound(let key, let context): "\(key.stringValue) is missing\(at(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.debugDescription + at(context)
    @unknown default: "\(error)"
    }
  }
}
