/// The files of the report page as bytes.
public enum ReportAssets {
  /// The template.
  public static var page: [UInt8] { PackageResources.page_mustache }
  /// The style sheet.
  public static var style: [UInt8] { PackageResources.style_css }
  /// The script.
  public static var script: [UInt8] { PackageResources.report_js }
  /// The fixed words in all languages.
  public static var words: [UInt8] { PackageResources.words_json }
  /// The map library Leaflet, with its licence at its head.
  public static var leaflet: [UInt8] { PackageResources.leaflet_js }
  /// Its style sheet.
  public static var leafletStyle: [UInt8] { PackageResources.leaflet_css }
}
