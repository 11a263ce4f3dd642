internal import CPROJ
import SimpleFeatures

extension CoordinateTransformation {
  /// The first operation of PROJ's list that needs no missing grid, in x, y order.
  static func bestOperation(
    _ context: OpaquePointer, _ source: String, _ target: String, _ area: Envelope?
  ) throws(GeodesyError) -> OpaquePointer {
    let from = unsafe try referenceSystem(context, source)
    defer { unsafe proj_destroy(from) }
    let to = unsafe try referenceSystem(context, target)
    defer { unsafe proj_destroy(to) }
    let factory = unsafe proj_create_operation_factory_context(context, nil)
    defer { unsafe proj_operation_factory_context_destroy(factory) }
    unsafe proj_operation_factory_context_set_spatial_criterion(
      context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    unsafe proj_operation_factory_context_set_grid_availability_use(
      context, factory, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID)
    if let area, !area.isEmpty {
      unsafe proj_operation_factory_context_set_area_of_interest(
        context, factory, area.minX, area.minY, area.maxX, area.maxY)
    }
    let operations = unsafe proj_create_operations(context, from, to, factory)
    defer { unsafe proj_list_destroy(operations) }
    guard let first = unsafe proj_list_get(context, operations, 0) else {
      throw GeodesyError("PROJ knows no way from \(source) to \(target).")
    }
    defer { unsafe proj_destroy(first) }
    guard let ordered = unsafe proj_normalize_for_visualization(context, first) else {
      throw unsafe GeodesyError(
        "PROJ cannot run the operation from \(source) to \(target): "
          + "\(message(context, proj_context_errno(context))).")
    }
    return unsafe ordered
  }

  static func message(_ context: OpaquePointer, _ code: Int32) -> String {
    let text = unsafe proj_context_errno_string(context, code)
    return unsafe text.map { unsafe String(cString: $0) } ?? "no reason given"
  }

  private static func referenceSystem(_ context: OpaquePointer, _ name: String)
    throws(GeodesyError) -> OpaquePointer
  {
    guard let system = unsafe proj_create(context, name) else {
      throw unsafe GeodesyError(
        "\"\(name)\" is not a coordinate reference system that PROJ knows "
          + "(\(message(context, proj_context_errno(context)))); give one such as \"EPSG:4326\".")
    }
    guard unsafe proj_is_crs(system) != 0 else {
      unsafe proj_destroy(system)
      throw GeodesyError(
        "\"\(name)\" is not a coordinate reference system; give one such as \"EPSG:4326\".")
    }
    return unsafe system
  }
}
