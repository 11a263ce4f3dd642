/// The sources of a row of UCDP GED.
public enum UCDPGEDSources {
  /// Source lines: the quoted entries of `source_article`, or the whole text where it has none.
  public static func lines(of given: String) -> [String] {
    guard !given.isEmpty else { return [] }
    guard given.hasPrefix("\""), given.hasSuffix("\""), given.count > 1 else { return [given] }
    return ListText.items(of: given.dropFirst().dropLast(), separatedBy: "\";\"")
  }
}
