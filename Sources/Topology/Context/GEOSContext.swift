internal import CGEOS

/// The state GEOS needs for its work: one for each chunk of work, used by one thread at a time.
///
/// Making one costs some 60 ns, so a chunk of work makes its own and drops it at the end.
/// It is not `Sendable`: the compiler refuses to share it between threads. Every geometry made in it
/// keeps it alive.
///
/// Operations take and give values. They work in the plane of the coordinates: for longitude and
/// latitude, edges are straight in longitude and latitude, and nothing wraps at 180 degrees.
/// Every operation throws for a coordinate that is not finite, for a line of one vertex and for a
/// ring that is not closed or has fewer than three vertices. Empty geometries are accepted.
@safe
public final class GEOSContext {
  let handle: GEOSContextHandle_t
  /// What GEOS said last; the class gives it the stable address that the C callback needs.
  private var lastMessage: String?

  /// Makes a context; throws only when memory is exhausted.
  public init() throws(TopologyError) {
    guard let handle = unsafe GEOS_init_r() else {
      throw TopologyError(operation: "context", message: "GEOS could not be started")
    }
    unsafe self.handle = handle
    unsafe GEOSContext_setErrorMessageHandler_r(
      handle,
      { message, context in
        guard let message = unsafe message, let context = unsafe context else { return }
        unsafe Unmanaged<GEOSContext>.fromOpaque(context).takeUnretainedValue().lastMessage =
          unsafe String(cString: message)
      },
      Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { unsafe GEOS_finish_r(handle) }

  /// The error for a call that failed, with what GEOS said about it.
  func failure(_ operation: String) -> TopologyError {
    defer { lastMessage = nil }
    // Some messages of GEOS end in a line break.
    let message = lastMessage?.split(whereSeparator: \.isNewline).joined(separator: " ")
    return TopologyError(operation: operation, message: message ?? "GEOS gave no reason")
  }

  /// The result of a call that returns null on failure.
  func checked(_ pointer: OpaquePointer?, _ operation: String) throws(TopologyError)
    -> OpaquePointer
  {
    guard let pointer = unsafe pointer else { throw failure(operation) }
    return unsafe pointer
  }

  /// The result of a call that returns 0, 1 or, on failure, 2.
  func checked(_ answer: CChar, _ operation: String) throws(TopologyError) -> Bool {
    guard answer == 0 || answer == 1 else { throw failure(operation) }
    return answer == 1
  }
}
