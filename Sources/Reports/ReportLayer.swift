import GeoFormats
public import ReferenceGeography
public import SimpleFeatures
import Topology

/// Features drawn over the incidents, such as clusters or hotspots, with what the run that made them
/// says of itself.
public struct ReportLayer: Sendable {
  /// A short name.
  public let key: String
  /// What readers call it.
  public let label: String
  /// The features that are drawn; incidents, which the page has already, are left out.
  public let features: [Feature]
  /// How many features are not drawn because chance explains them.
  public let leftOut: Int
  /// Above this p chance explains a hotspot.
  static let level = 0.05
  /// What the run says of itself.
  let basis: Properties
  /// For each feature the largest place in it; empty until they are looked up.
  private(set) var places: [String?] = []
  /// Why there is nothing to draw, where the analysis could not be made.
  public var failure: String?

  /// Makes a layer of what an analysis found.
  /// - Parameters:
  ///   - features: what it found, chance findings included.
  ///   - basis: what it says of itself.
  ///   - number: tells the layers of a report apart.
  ///   - label: what readers call it.
  public init(_ features: [Feature], basis: Properties, number: Int, label: String) {
    key = "layer\(number)"
    self.label = label
    self.basis = basis
    let findings = features.filter(Self.isFinding)
    self.features = findings.filter { (Self.p(of: $0) ?? 0) <= Self.level }
    leftOut = findings.count - self.features.count
  }

  /// Reads a layer from GeoJSON that this program has written.
  public init(geoJSON bytes: [UInt8], fileName: String, number: Int, label: String) throws {
    let file = try GeoJSONReader.read(bytes, file: fileName)
    var basis = Properties()
    if case .object(let members)? = file.members["balise"] { basis = members }
    self.init(file.features, basis: basis, number: number, label: label)
  }

  /// Looks up the largest place in each feature, for people who do not read coordinates.
  public mutating func findPlaces(in gazetteer: Gazetteer) throws {
    let extents = features.map { $0.geometry?.envelope ?? .empty }
    guard let extent = extents.first.map({ extents.dropFirst().reduce($0, Self.union) }) else {
      return
    }
    let context = try GEOSContext()
    let known = gazetteer.largestPlaces(in: extent, atMost: Self.mostPlaces)
    places = try zip(features, extents).map { feature, extent in
      guard let geometry = feature.geometry else { return nil }
      let shape = try PreparedGeometry(geometry, in: context)
      return try known.first {
        try extent.contains($0.coordinate) && shape.intersects($0.coordinate)
      }?.name
    }
  }

  /// How many places are looked at, the largest.
  private static let mostPlaces = 5000

  private static func union(_ one: Envelope, _ other: Envelope) -> Envelope {
    Envelope(
      minX: min(one.minX, other.minX), minY: min(one.minY, other.minY),
      maxX: max(one.maxX, other.maxX), maxY: max(one.maxY, other.maxY))
  }

  /// Whether a feature is a finding: it has a place, is no incident, which the page has already, and
  /// no cell or section that was not tested or has no finding.
  private static func isFinding(_ feature: Feature) -> Bool {
    let properties = feature.properties
    guard feature.geometry != nil, properties["location_kind"] == nil else { return false }
    if properties["gi_bin"]?.integer == 0 { return false }
    return ["p", "p_adjusted", "emerging"].allSatisfy { properties[$0] != .null }
  }

  /// The p that decides: the one for many tests where there is one; that on dots where places are too
  /// uncertain for another.
  static func p(of feature: Feature) -> Double? {
    ["p_adjusted", "p", "dots_p"].lazy.compactMap { feature.properties[$0]?.number }.first
  }

  /// Whether it claims that something is more than chance.
  var claimsSignificance: Bool {
    leftOut > 0 || features.contains { Self.p(of: $0) != nil }
      || features.contains { $0.properties["emerging"] != nil }
  }

  /// What cases are related to, as the run says it; nil where that is only the file itself.
  var exposure: String? {
    let own = basis["hotspots"].flatMap { if case .object(let own) = $0 { own } else { nil } }
    let meaning = (own ?? basis)["meaning"]?.string ?? ""
    return meaning.hasPrefix("hot = more reports than expected") ? meaning : nil
  }
}
