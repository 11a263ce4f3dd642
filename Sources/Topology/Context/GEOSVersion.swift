import CGEOS

extension GEOSContext {
  /// The release of GEOS that is loaded, such as `3.11.1-CAPI-1.17.1`.
  public static var libraryVersion: String { unsafe String(cString: GEOSversion()) }
}
