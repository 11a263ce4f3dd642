import Foundation
import NameMatching

/// Who says something, out of a source line of a data set.
///
/// `Reuters News,2026-04-11,A headline`, `REUTERS` and `Reuters 11 April 2026 "A headline"` are one.
public struct SourceName: Hashable, Sendable {
  /// The name as written.
  public let name: String
  /// The same for spellings of one name: folded, and some agencies by one of their names.
  public let key: String

  /// A name that is known to be one.
  public init(_ name: String) {
    self.name = name
    let folded = FoldedName.fold(name)
    key = Self.sameAgency[folded] ?? (folded.isEmpty ? name : folded)
  }

  /// Whom a source line names, in its order.
  ///
  /// What stands before the date where a comma parts them, as UCDP writes it; the host of a web
  /// address. Free text is read by `SourceText`. A number by which a source counts its reports is no
  /// part of its name. O(length).
  public static func names(in line: String) -> [SourceName] {
    if let name = SourceText.nameBeforeDate(line) { return name.isEmpty ? [] : [SourceName(name)] }
    var seen: Set<String> = []
    return SourceText.names(in: line).map { SourceName($0) }.filter { seen.insert($0.key).inserted }
  }

  /// Agencies that data sets write in several ways.
  private static let sameAgency = [
    "afp": "agence france presse", "agencefrancepresse": "agence france presse",
    "ap": "associated press", "associated press newswires": "associated press",
    "the associated press": "associated press", "reuters news": "reuters",
    "thomson reuters": "reuters", "xinhua news agency": "xinhua", "wafa news agency": "wafa",
    "bbc news": "bbc", "allafrica": "all africa", "allafrica com": "all africa",
    "al jazeera english": "al jazeera", "aljazeera": "al jazeera",
    "hrw": "human rights watch", "nigeriawatch": "nigeria watch",
    "nigeriawatch database": "nigeria watch",
  ]
}
