public import SimpleFeatures

/// Turns features into a GeoJSON text sequence (RFC 8142), or into one feature a line; pure, so that
/// several threads can each encode a part.
public struct GeoJSONSequenceEncoder: Sendable {
  /// Whether a record separator (0x1E) stands before each feature, as RFC 8142 asks; without it the
  /// sequence is newline-delimited JSON.
  public let hasSeparators: Bool
  private let encoder = GeoJSONEncoder()

  /// Makes an encoder; of a text sequence unless told.
  public init(hasSeparators: Bool = true) { self.hasSeparators = hasSeparators }

  /// Adds a feature, on one line, to the bytes of those before.
  public func append(_ feature: Feature, to bytes: inout [UInt8]) throws(GeoJSONWriteError) {
    var encoded = EncodedFeatures()
    try encoder.append(feature, to: &encoded)
    if hasSeparators { bytes.append(0x1E) }
    // In a collection each feature stands after a line break.
    bytes.append(contentsOf: encoded.bytes.dropFirst())
    bytes.append(0x0A)
  }
}
