/// The files of the report page as bytes.
public enum ReportAssets {
  /// The template.
  public static var page: [UInt8] { PackageResources.page_mustache }
  /// The style sheet.
  public static var style: [UInt8] { PackageResources.style_css }
  /// The files of the script by name, in the order in which they are joined.
  public static var scripts: [(name: String, bytes: [UInt8])] {
    [
      ("page.js", PackageResources.page_js),
      ("base-map.js", PackageResources.base_map_js),
      ("labels.js", PackageResources.labels_js),
      ("records.js", PackageResources.records_js),
      ("symbols.js", PackageResources.symbols_js),
      ("incident-layer.js", PackageResources.incident_layer_js),
      ("tint.js", PackageResources.tint_js),
      ("result-layers.js", PackageResources.result_layers_js),
      ("map.js", PackageResources.map_js),
      ("timeline.js", PackageResources.timeline_js),
      ("filters.js", PackageResources.filters_js),
      ("ledger.js", PackageResources.ledger_js),
      ("layer-switch.js", PackageResources.layer_switch_js),
      ("print.js", PackageResources.print_js),
      ("start.js", PackageResources.start_js),
    ]
  }
  /// The fixed words in all languages.
  public static var words: [UInt8] { PackageResources.words_json }
  /// The map library Leaflet, with its licence at its head.
  public static var leaflet: [UInt8] { PackageResources.leaflet_js }
  /// Its style sheet.
  public static var leafletStyle: [UInt8] { PackageResources.leaflet_css }
}
