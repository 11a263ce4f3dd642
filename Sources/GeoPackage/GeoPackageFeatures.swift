import GRDB
public import GeoFormats
import Geodesy
import SimpleFeatures

/// The features of a layer, taken a batch at a time.
public final class GeoPackageFeatures {
  /// How positions were brought to WGS 84 and how exact that is, in words; nil where they were in
  /// it.
  public let remark: String?
  private let layer: GeoPackageLayer
  private let path: String
  private let database: DatabaseQueue
  private let transformation: CoordinateTransformation?
  private var statement: SQLStatement?
  private var taken = 0

  init(of layer: GeoPackageLayer, in reader: GeoPackageReader) throws(InputError) {
    self.layer = layer
    path = reader.path
    database = reader.database
    transformation = try layer.transformation(file: path)
    remark = transformation.map { transformation in
      let accuracy = transformation.accuracyMeters.map { "\($0) m" } ?? "an unknown distance"
      return "layer \(layer.name) brought from \(layer.referenceSystem?.name ?? "") to WGS 84 by "
        + "\(transformation.operationName), exact to \(accuracy)"
    }
    let names =
      [layer.keyColumn, layer.geometryColumn].map { $0?.asSQLName ?? "NULL" }
      + layer.columns.map(\.name.asSQLName)
    let order = layer.keyColumn.map { " ORDER BY \($0.asSQLName)" } ?? ""
    let sql =
      "SELECT \(names.joined(separator: ", ")) FROM \(layer.name.asSQLName)\(order)"
    do {
      statement = try database.inDatabase { try SQLStatement($0, sql) }
    } catch {
      throw GeoPackageFailure(error).inputError(path)
    }
  }

  /// The next features, at most so many; nil at the end.
  public func nextBatch(_ limit: Int = 4096) throws(InputError) -> GeoPackageBatch? {
    var rows: [GeoPackageBatch.Row] = []
    while rows.count < limit, let row = try nextRow() { rows.append(row) }
    return rows.isEmpty ? nil : GeoPackageBatch(rows, of: [layer], file: path)
  }

  /// The next row; nil at the end.
  package func nextRow() throws(InputError) -> GeoPackageBatch.Row? {
    guard let statement else { return nil }
    do {
      let values = try database.inDatabase { _ in try statement.step() ? statement.values : nil }
      guard let values else {
        self.statement = nil
        return nil
      }
      taken += 1
      return GeoPackageBatch.Row(
        number: taken, key: values[0].integer, geometry: geometry(values[1]),
        values: Array(values[2...]))
    } catch {
      throw GeoPackageFailure(error).inputError(path)
    }
  }

  /// A transformation belongs to one thread: what needs it is decoded here, the rest later.
  private func geometry(_ value: SQLValue) -> GeoPackageBatch.GeometryField {
    guard case .blob(let bytes) = value else {
      return value.isNull ? .decoded(nil) : .damaged("it is no blob")
    }
    guard let transformation else { return .blob(bytes) }
    do {
      let geometry = try GeoPackageBlob.geometry(bytes)
      return .decoded(try geometry.map { try transformation.transform($0) })
    } catch {
      return .damaged("\(error)")
    }
  }
}

extension GeoPackageLayer {
  /// The way from the layer's system to WGS 84; nil where it is in it.
  fileprivate func transformation(file: String) throws(InputError) -> CoordinateTransformation? {
    guard let system = referenceSystem, !system.isWGS84 else { return nil }
    guard let definition = system.definition else {
      throw InputError(
        file: file,
        reason: "layer \"\(name)\" is in a coordinate system that the file does not define",
        action: "set it in the program that made the file")
    }
    do {
      let rough = try CoordinateTransformation(from: definition, to: "EPSG:4326")
      guard let area = extent.flatMap({ rough.degrees($0) }) else { return rough }
      return try CoordinateTransformation(from: definition, to: "EPSG:4326", area: area)
    } catch {
      throw InputError(
        file: file,
        reason: "layer \"\(name)\" cannot be brought from \(system.name) to WGS 84: \(error)",
        action: "save it in WGS 84 (EPSG:4326)")
    }
  }
}

extension CoordinateTransformation {
  /// The extent of a rectangle in the target system, by its corners; nil where they have no place.
  fileprivate func degrees(_ extent: Envelope) -> Envelope? {
    let corners = [
      Coordinate(x: extent.minX, y: extent.minY), Coordinate(x: extent.minX, y: extent.maxY),
      Coordinate(x: extent.maxX, y: extent.minY), Coordinate(x: extent.maxX, y: extent.maxY),
    ]
    return (try? transform(corners)).map { Envelope($0) }
  }
}
