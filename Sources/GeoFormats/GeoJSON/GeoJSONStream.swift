public import SimpleFeatures

/// Reads GeoJSON as a stream (RFC 7946), saying what is wrong and going on.
///
/// Takes a FeatureCollection, a Feature, a bare geometry, a text sequence (RFC 8142) and values one
/// after the other (one a line or not), also mixed, in UTF-8, UTF-16 and Windows-1252. The text is
/// cut into features by its brackets alone, about 1 MB at a time; `GeoJSONBatch.read` parses them,
/// which several threads can do at once. Memory is bounded by the longest feature, 64 MB at most.
/// Reported by code, the feature left out in each case:
/// - `geojson-damaged`: something between features is not JSON, or a feature is cut off or too long;
/// - `geojson-feature`: a feature is not JSON, not GeoJSON, or not on Earth;
/// and, with everything kept, `geojson-not-utf8`: broken bytes are replaced by U+FFFD.
///
/// A file that is no GeoJSON at all, or in another coordinate system than WGS 84, is a `JSONError`.
/// O(n).
public struct GeoJSONStream {
  /// The most bytes in one feature.
  static let longestFeature = 64 << 20

  /// The members of the collection that RFC 7946 does not know, as far as they were met: those
  /// before the features with the first batch, those behind them with the last.
  public private(set) var members: Properties = [:]
  /// The name of the file for messages.
  public var name: String { source.name }

  private let source: ByteSource
  private var pieces: GeoJSONPieces
  private var carry: [UInt8] = []
  private var isAtEnd = false

  /// Opens a text; nothing is read before the first batch.
  public init(_ source: ByteSource) throws {
    try self.init(source, longestFeature: Self.longestFeature)
  }

  init(_ source: ByteSource, longestFeature: Int) throws {
    self.source = try source.recodedToUTF8()
    pieces = GeoJSONPieces(longest: longestFeature)
    if try self.source.peek(3).elementsEqual([0xEF, 0xBB, 0xBF]) {
      var mark: [UInt8] = []
      _ = try self.source.read(appendingTo: &mark, atMost: 3)
    }
  }

  /// The next features, about 1 MB of text; nil at the end. Batches may be empty and still carry
  /// diagnostics.
  public mutating func nextBatch() throws -> GeoJSONBatch? {
    if isAtEnd { return nil }
    var bytes = carry
    carry = []
    var wanted = max(0, ByteSource.chunkSize - bytes.count)
    var found = source.takeDiagnostics()
    repeat {
      isAtEnd = try source.read(appendingTo: &bytes, atMost: wanted) < wanted
      wanted = max(ByteSource.chunkSize, bytes.count)
      pieces.cut(bytes.span, isLast: isAtEnd)
    } while pieces.consumed == 0 && !isAtEnd
    for text in pieces.memberTexts { try takeMembers(text, &found) }
    carry = Array(bytes[pieces.consumed...])
    found += pieces.faults.map { $0.diagnostic(file: source.name) } + source.takeDiagnostics()
    return GeoJSONBatch(
      bytes: bytes, pieces: pieces.pieces, file: source.name, diagnostics: found)
  }

  /// Takes the members of a collection around its features.
  private mutating func takeMembers(_ text: [UInt8], _ found: inout [Diagnostic]) throws {
    do throws(JSONError) {
      var parser = try JSONParser(text, file: source.name)
      _ = try parser.parse()
    } catch {
      found.append(
        Diagnostic(
          .error, code: "geojson-damaged", file: source.name,
          reason: "the members around the list of features are not JSON (\(error.reason))",
          action: "left out"))
      return
    }
    for member in try GeoJSONReader.members(text, file: source.name).members {
      members[member.name] = member.value
    }
  }
}

extension GeoJSONPieces.Fault {
  fileprivate func diagnostic(file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "geojson-damaged", file: file, line: line, column: String(lineOffset + 1),
      record: lost.map { "feature \($0)" }, reason: reason,
      action: lost == nil ? "what came before is kept" : "left out", rejectsRow: lost != nil)
  }
}
