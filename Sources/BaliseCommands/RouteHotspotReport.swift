import Balise

/// What a statistic along roads found, as text, as JSON and as features.
struct RouteHotspotReport {
  /// The features; none for a function of distance.
  var features: [Feature] = []
  /// What is told of each of them, with the name of the list.
  var items: (name: String, members: [Properties])
  /// The answer in columns.
  var table: [String] = []
  /// Whose word hotspots rest on, where that was asked for.
  var fragilityLines: [String] = []
  /// What the run rests on.
  private(set) var basis = Properties()
  private var basisLines: [String] = []
  /// What has to be said of the statistic.
  var remarks: [String] = []
  /// What is told once for all distances.
  var summary = Properties()

  /// The answer as an object.
  var properties: Properties {
    var properties = basis
    for member in summary.members { properties.append(member.name, member.value) }
    properties.append(items.name, .array(items.members.map { .object($0) }))
    return properties
  }

  /// The answer as text.
  var lines: [String] { table + fragilityLines + basisLines }

  /// Adds what the run rests on.
  /// - Parameter replicates: how many draws there were; nil where nothing was uncertain.
  mutating func finish(_ basis: HotspotBasis, replicates: Int?, uncertain: Int) {
    var basis = basis
    if let replicates {
      basis.parameters.append("replicates", .integer(replicates))
      basis.remarks.append(
        "\(counted(uncertain, "place")) \(uncertain == 1 ? "is" : "are") uncertain and count"
          + "\(uncertain == 1 ? "s" : "") by the part on each stretch; dots take the point that "
          + "stands for a place for granted; the replicate share describes draws and is no p")
    }
    basis.remarks += remarks
    self.basis = basis.properties
    basisLines = basis.lines
  }

  /// A number to six places.
  static func number(_ value: Double) -> PropertyValue {
    .number((value * 1_000_000).rounded() / 1_000_000)
  }

  static func optional(_ value: Double?) -> PropertyValue? { value.map(number) }
}
