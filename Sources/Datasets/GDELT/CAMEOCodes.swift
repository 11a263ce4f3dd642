/// A choice of CAMEO event codes, by root (`18`), base (`183`) or whole code (`1831`).
public struct CAMEOCodes: Hashable, Sendable, CustomStringConvertible {
  /// Assault, fight and mass violence: roots 18 to 20.
  public static let violent = CAMEOCodes(prefixes: ["18", "19", "20"], description: "18-20")

  /// The choice as it was written.
  public let description: String
  private let prefixes: [String]

  private init(prefixes: [String], description: String) {
    self.prefixes = prefixes
    self.description = description
  }

  /// Parses codes of two to four digits and ranges of roots, joined with commas: `14,18-20,1831`.
  public init(text: String) throws(CAMEOCodesError) {
    var prefixes: [String] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.split(separator: "-", omittingEmptySubsequences: false)
      guard
        ends.allSatisfy({ end in
          (2...4).contains(end.utf8.count) && end.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }), let first = ends.first, let root = Int(first.prefix(2)), (1...20).contains(root)
      else { throw CAMEOCodesError(text: text) }
      if ends.count == 1 {
        prefixes.append(String(first))
      } else if ends.count == 2, first.utf8.count == 2, ends[1].utf8.count == 2,
        let last = Int(ends[1]), root <= last, last <= 20
      {
        prefixes += (root...last).map(CAMEO.rootText)
      } else {
        throw CAMEOCodesError(text: text)
      }
    }
    self.init(prefixes: prefixes, description: text)
  }

  /// Whether a code is one of those chosen.
  public func contains(_ code: String) -> Bool { prefixes.contains { code.hasPrefix($0) } }
}

/// Text that is no choice of CAMEO codes.
public struct CAMEOCodesError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text as given.
  public let text: String

  /// The fault as a sentence.
  public var description: String {
    "\"\(text)\" is no choice of CAMEO codes; write roots from 01 to 20, ranges of roots or longer "
      + "codes, such as 14,18-20 or 183"
  }
}
