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

  init(fileName: String, keepsColumns: Bool) {
    self.fileName = fileName
    self.keepsColumns = keepsColumns
  }

  /// How many features tell what a file is like.
  private static let sampleSize = 1000

  /// Finds out what only many features together tell, from the first batch.
  mutating func study(_ batch: any FeatureBatch) {
    let features = batch.read(0..<min(batch.count, Self.sampleSize)).features.map(\.feature)
      .filter { !Self.isOutline($0) }
    let others = features.filter { !BaliseFeature.isOne($0) }
    hasOthers = !others.isEmpty
    names = FeatureNames(of: others)
    boundarySet =
      features.lazy.filter(BaliseFeature.isOne)
      .compactMap { $0.properties[BaliseProperty.boundarySet.rawValue]?.string }.first
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
    for numbered in features {
      if Self.isOutline(numbered.feature) {
        diagnostics.append(outlineLeftOut(numbered.feature))
        continue
      }
      let row = FeatureRow(numbered, fileName: fileName)
      if BaliseFeature.isOne(numbered.feature) {
        var feature = BaliseFeature(row, keepsColumns: keepsColumns)
        incidents.append(feature.incident())
        diagnostics += feature.row.findings
      } else {
        var feature = OtherFeature(row, names)
        incidents.append(feature.incident(keepsColumns: keepsColumns))
        diagnostics += feature.row.findings
      }
    }
    return (incidents, diagnostics)
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
