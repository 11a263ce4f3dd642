internal import CPROJ

extension CoordinateTransformation {
  /// The release of PROJ that is loaded, such as `9.1.1`.
  public static var libraryVersion: String { unsafe String(cString: proj_info().version) }
}
