internal import CPROJ
public import SimpleFeatures

/// A change of coordinate reference system by one fixed operation of PROJ.
///
/// Positions are always x then y: longitude, latitude in degrees for geographic systems, easting,
/// northing for projected ones, whatever order the authority states.
///
/// PROJ would choose among candidate operations for each position and by the grids installed;
/// here one is chosen when the transformation is made, so that all positions of a data set move
/// alike and the accuracy stated holds for all. The network is never used.
///
/// Not `Sendable`: make one in each thread. Making one costs tens of milliseconds.
@safe public final class CoordinateTransformation {
  /// The name PROJ gives the operation.
  public let operationName: String
  /// The accuracy in metres that PROJ states for the operation; nil if it states none.
  public let accuracyMeters: Double?
  private let source: String
  private let target: String
  private let context: OpaquePointer
  private let operation: OpaquePointer

  /// Prepares the best operation that PROJ can run with the grids installed.
  ///
  /// - Parameters:
  ///   - source: The system of the input: "EPSG:4326", WKT, PROJJSON or a PROJ string.
  ///   - target: The system wanted.
  ///   - area: Where the positions lie, in degrees; without it PROJ's first choice, mostly the
  ///     operation valid for the largest area, is taken.
  public init(from source: String, to target: String, area: Envelope? = nil) throws(GeodesyError) {
    guard let context = unsafe proj_context_create() else {
      throw GeodesyError("PROJ could not be started; check its installation.")
    }
    unsafe proj_log_level(context, PJ_LOG_NONE)
    unsafe proj_context_set_enable_network(context, 0)
    do {
      let operation = unsafe try Self.bestOperation(context, source, target, area)
      unsafe self.operation = unsafe operation
    } catch {
      unsafe proj_context_destroy(context)
      throw error
    }
    unsafe self.context = unsafe context
    self.source = source
    self.target = target
    operationName = unsafe proj_get_name(operation).map { unsafe String(cString: $0) } ?? ""
    let accuracy = unsafe proj_coordoperation_get_accuracy(context, operation)
    accuracyMeters = accuracy >= 0 ? accuracy : nil
  }

  deinit {
    unsafe proj_destroy(operation)
    unsafe proj_context_destroy(context)
  }

  /// The position in the target system; throws where PROJ has no answer.
  public func transform(_ position: Coordinate) throws(GeodesyError) -> Coordinate {
    let result = unsafe proj_trans(
      operation, PJ_FWD, PJ_COORD(v: (position.x, position.y, 0, 0)))
    guard unsafe result.xy.x.isFinite, unsafe result.xy.y.isFinite else {
      throw unsafe GeodesyError(
        "The position \(position.x), \(position.y) in \(source) cannot be brought to \(target): "
          + "\(Self.message(context, proj_errno(operation))).")
    }
    return unsafe Coordinate(x: result.xy.x, y: result.xy.y)
  }

  /// The positions in the target system; throws at the first for which PROJ has no answer. O(n).
  public func transform(_ positions: [Coordinate]) throws(GeodesyError) -> [Coordinate] {
    var results = positions
    let stride = MemoryLayout<Coordinate>.stride
    let count = positions.count
    unsafe results.withUnsafeMutableBytes { bytes in
      guard let x = unsafe bytes.baseAddress?.assumingMemoryBound(to: Double.self) else { return }
      _ = unsafe proj_trans_generic(
        operation, PJ_FWD, x, stride, count, x + 1, stride, count, nil, 0, 0, nil, 0, 0)
    }
    if let failed = results.firstIndex(where: { !($0.x.isFinite && $0.y.isFinite) }) {
      // Once more alone, for the reason that belongs to this position.
      results[failed] = try transform(positions[failed])
    }
    return results
  }

  /// The geometry in the target system, vertex by vertex. O(n).
  public func transform(_ geometry: Geometry) throws -> Geometry {
    try geometry.map { try transform($0) }
  }
}
