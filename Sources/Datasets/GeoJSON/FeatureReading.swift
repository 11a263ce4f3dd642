import GeoFormats
import Incidents
import SimpleFeatures

/// How the features of one file are read: those that `map` wrote as the incidents they were, others
/// by the usual names of properties.
struct FeatureReading: Sendable {
  let fileName: String
  let keepsColumns: Bool
  var names = FeatureNames()
  /// Whether features of other makers were met in the first batch.
  var hasOthers = false
  /// The boundary set that the first feature of `map` names.
  var boundarySet: String?
  private let places = PlaceMemory()

  init(fileName: String, keepsColumns: Bool) {
    self.fileName = fileName
    self.keepsColumns = keepsColumns
  }

  /// How many features tell what a file is like.
  private static let sampleSize = 1000

  /// Finds out what only many features together tell, from the first batch.
  mutating func study(_ batch: any FeatureBatch) {
    var positions = PropertyPositions()
    var others: [Feature] = []
    for numbered in batch.read(0..<min(batch.count, Self.sampleSize)).features
    where !Self.isOutline(numbered.feature) {
      if let feature = own(numbered, &positions) {
        boundarySet = boundarySet ?? feature[.boundarySet]?.string
      } else {
        others.append(numbered.feature)
      }
    }
    hasOthers = !others.isEmpty
    names = FeatureNames(of: others)
  }

  /// What was found out about the file as a whole, in words.
  var remarks: [String] { hasOthers ? names.remarks : [] }

  /// The incidents of a part of a batch, and what was found wrong with them, in order.
  func incidents(of batch: any FeatureBatch, in range: Range<Int>) -> (
    incidents: [Incident], diagnostics: [Diagnostic]
  ) {
    let (features, damaged) = batch.read(range)
    var incidents: [Incident] = []
    incidents.reserveCapacity(features.count)
    var diagnostics = damaged
    var positions = PropertyPositions()
    for numbered in features {
      if Self.isOutline(numbered.feature) {
        diagnostics.append(outlineLeftOut(numbered.feature))
        continue
      }
      if var feature = own(numbered, &positions) {
        incidents.append(feature.incident())
        diagnostics += feature.row.findings
      } else {
        var feature = OtherFeature(FeatureRow(numbered, fileName: fileName), names)
        incidents.append(feature.incident(keepsColumns: keepsColumns))
        diagnostics += feature.row.findings
      }
    }
    return (incidents, diagnostics)
  }

  /// A feature that `map` wrote; nil for any other.
  private func own(
    _ numbered: NumberedFeature, _ positions: inout PropertyPositions
  ) -> BaliseFeature? {
    BaliseFeature(
      FeatureRow(numbered, fileName: fileName), keepsColumns: keepsColumns, places: places,
      positions: &positions)
  }

  /// Whether a feature is the outline of a cluster that stands behind the incidents in it.
  private static func isOutline(_ feature: Feature) -> Bool {
    feature.properties["cluster_role"]?.string == "hull"
  }

  private func outlineLeftOut(_ feature: Feature) -> Diagnostic {
    Diagnostic(
      .warning, code: "cluster-outline", file: fileName, record: feature.id,
      reason: "the feature outlines a cluster and is no incident", action: "left out")
  }
}
