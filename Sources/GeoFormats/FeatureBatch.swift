public import SimpleFeatures

/// A feature and where it stands.
public struct NumberedFeature: Hashable, Sendable {
  /// The feature.
  public var feature: Feature
  /// Its number in the input, from 1.
  public var number: Int
  /// The line on which it begins, from 1; nil in a file that has no lines.
  public var line: Int?

  /// Makes a numbered feature.
  public init(feature: Feature, number: Int, line: Int? = nil) {
    self.feature = feature
    self.number = number
    self.line = line
  }
}

/// Features still to be taken apart, cut off from an input.
public protocol FeatureBatch: Sendable {
  /// How many features it holds, those included that may have to be left out.
  var count: Int { get }
  /// What was found wrong between features.
  var diagnostics: [Diagnostic] { get }
  /// Takes the features at some positions apart, in order; what cannot be taken is left out and
  /// said.
  func read(_ range: Range<Int>) -> (features: [NumberedFeature], diagnostics: [Diagnostic])
}
