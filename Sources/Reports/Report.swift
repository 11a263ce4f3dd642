public import IncidentMapping
import Incidents
public import SimpleFeatures

/// What a report says, made of incidents handed over one after the other.
public struct Report {
  /// What the page says of itself.
  public struct Heading: Sendable {
    /// The title; nil for one made of the inputs.
    public var title: String?
    /// Who made it.
    public var author: String?
    /// A picture as a `data:` address.
    public var logo: String?
    /// The language.
    public var language: ReportLanguage
    /// The release of the program.
    public var version: String

    /// Makes a heading.
    public init(
      title: String? = nil, author: String? = nil, logo: String? = nil,
      language: ReportLanguage = .english, version: String = ""
    ) {
      self.title = title
      self.author = author
      self.logo = logo
      self.language = language
      self.version = version
    }
  }

  /// What it says of itself.
  public let heading: Heading
  /// Which incidents were asked for, in words.
  public var selection = ""
  /// How each answer was come by: name and text.
  public var method: [(name: String, text: String)] = []
  /// What is not in it: reason and count.
  public var leftOut: [(text: String, count: Int)] = []
  /// Where it comes from, with licences.
  public var sources: [(name: String, licence: String?)] = []
  /// Clusters and hotspots.
  public var layers: [ReportLayer] = []
  /// Routes with what lies along them.
  public var exposures: [RouteExposure] = []
  /// The files that hold the ledger where the page does not.
  public var ledgerFile: String?

  private(set) var records: ReportRecords
  private(set) var tally = ReportTally()
  var words: ReportWords { ReportWords(language: heading.language) }

  /// Begins a report.
  public init(_ heading: Heading) {
    self.heading = heading
    records = ReportRecords(words: ReportWords(language: heading.language))
  }

  /// Adds an incident.
  public mutating func append(_ mapped: MappedIncident) {
    let assessment = mapped.incident.derived
    records.append(mapped, assessment)
    tally.add(mapped, assessment)
  }

  /// All tables in the order of the page.
  var tables: [ReportTable] {
    ReportTables(tally: tally, exposures: exposures, words: words).all
      + layers.map { ReportLayerTable(layer: $0, words: words).table }
  }

  /// How answers were come by, those of the layers included.
  var allMethods: [(name: String, text: String)] {
    method
      + layers.flatMap { layer in
        PropertyWords.facts(layer.basis, heading.language).map {
          (name: "\(layer.label) – \($0.name)", text: $0.text)
        }
      }
  }

  /// How many incidents there are.
  public var count: Int { records.count }

  /// The extent of the map in degrees: that of the incidents with a margin; the world without any.
  public var extent: Envelope {
    let found = records.extent
    guard !found.isEmpty else { return Envelope(minX: -180, minY: -60, maxX: 180, maxY: 75) }
    return Self.widened(found, by: 0.1, atLeast: 0.5)
  }

  /// What the base map is drawn for: more than the extent, because windows have other shapes.
  public var baseExtent: Envelope { Self.widened(extent, by: 1, atLeast: 2) }

  private static func widened(_ extent: Envelope, by share: Double, atLeast least: Double)
    -> Envelope
  {
    let margin = max(least, max(extent.maxX - extent.minX, extent.maxY - extent.minY) * share)
    return Envelope(
      minX: max(-180, extent.minX - margin), minY: max(-85, extent.minY - margin),
      maxX: min(180, extent.maxX + margin), maxY: min(85, extent.maxY + margin))
  }

  /// The data sets of its incidents with their licences, as far as those are known.
  ///
  /// - Parameter files: the inputs, named where an incident says of no data set that it is from there.
  public func dataSources(of files: [String]) -> [(name: String, licence: String?)] {
    let named = tally.byDataset.keys.sorted().map { name in
      (name: name, licence: Self.licence(of: name, heading.language))
    }
    guard tally.byDataset.values.reduce(0, +) < count, !files.isEmpty else { return named }
    let unknown = heading.language.pick(
      "licence not known to the program", "licence inconnue du programme")
    return named + [(files.joined(separator: ", "), unknown)]
  }

  private static func licence(of dataset: String, _ language: ReportLanguage) -> String? {
    if dataset.hasPrefix("UCDP") { return "CC BY 4.0, Uppsala Conflict Data Program" }
    if dataset.hasPrefix("ACLED") {
      return language.pick(
        "ACLED terms of use: name the source; rows may not be passed on",
        "conditions d’ACLED : citer la source ; les lignes ne peuvent être redistribuées")
    }
    if dataset.hasPrefix("GDELT") {
      return language.pick(
        "free for any use that names the GDELT Project",
        "libre pour tout usage citant le GDELT Project")
    }
    return nil
  }
}
