import SimpleFeatures

/// Features still to be parsed, cut off from a stream.
public struct GeoJSONBatch: FeatureBatch {
  /// What was found wrong between features, or with those that could not be cut off.
  public let diagnostics: [Diagnostic]
  private let bytes: [UInt8]
  private let pieces: [GeoJSONPieces.Piece]
  private let file: String

  init(
    bytes: [UInt8], pieces: [GeoJSONPieces.Piece], file: String, diagnostics: [Diagnostic]
  ) {
    self.bytes = bytes
    self.pieces = pieces
    self.file = file
    self.diagnostics = diagnostics
  }

  /// How many features it holds, those included that may have to be left out.
  public var count: Int { pieces.count }

  /// Parses the features at some positions, in order; what cannot be taken is left out and said.
  /// O(bytes).
  public func read(_ range: Range<Int>) -> (
    features: [NumberedFeature], diagnostics: [Diagnostic]
  ) {
    var scanner = JSONScanner(parts: bytes, file: file)
    var features: [NumberedFeature] = []
    features.reserveCapacity(range.count)
    for piece in pieces[range.clamped(to: pieces.indices)] {
      scanner.begin(at: piece.start, line: piece.line, lineOffset: piece.lineOffset)
      if let broken = UTF8Check.firstInvalid(
        in: bytes.span, from: piece.start, to: piece.end, allowingZero: true)
      {
        scanner.diagnostics.append(
          Diagnostic(
            .error, code: "geojson-not-utf8", file: file, line: scanner.line(at: broken),
            record: "feature \(piece.number)", reason: "the text is not UTF-8",
            action: "broken bytes are replaced by \u{FFFD}"))
      }
      do throws(JSONError) {
        for feature in try scanner.features(of: piece) {
          features.append(
            NumberedFeature(feature: feature, number: piece.number, line: piece.line))
        }
      } catch {
        scanner.diagnostics.append(
          Diagnostic(
            .error, code: "geojson-feature", file: file,
            line: error.line, column: String(error.column), record: "feature \(piece.number)",
            reason: error.reason, action: "feature left out", rejectsRow: true))
        features += scanner.featuresOnOwnLines(in: piece)
      }
    }
    return (features, scanner.diagnostics)
  }
}

extension JSONScanner {
  /// The feature of a piece: one, but for an object of the outermost level that is something else.
  fileprivate mutating func features(of piece: GeoJSONPieces.Piece) throws(JSONError) -> [Feature] {
    if piece.isInCollection { return [try feature(depth: 2)] }
    var document = GeoJSONDocument(features: [])
    try topLevel(into: &document)
    return document.features
  }

  /// The features that begin on lines of their own in a piece that cannot be taken: where a closing
  /// bracket is missing, the piece goes on to the end of the list. They bear the piece's number.
  fileprivate mutating func featuresOnOwnLines(
    in piece: GeoJSONPieces.Piece
  ) -> [NumberedFeature] {
    var features: [NumberedFeature] = []
    var offset = piece.start + 1
    var failures = 0
    while failures < 64, offset < piece.end,
      let found = bytes.span.extracting(offset..<piece.end).lineOfFeature(from: 0)
    {
      let start = offset + found
      let line = self.line(at: start)
      let known = diagnostics.count
      begin(at: start, line: line, lineOffset: 0)
      if let feature = try? feature(depth: 2), position <= piece.end {
        features.append(NumberedFeature(feature: feature, number: piece.number, line: line))
        offset = position
      } else {
        diagnostics.removeLast(diagnostics.count - known)
        failures += 1
        offset = start + 1
      }
    }
    return features
  }
}
