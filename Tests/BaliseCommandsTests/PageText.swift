import Foundation

/// The text of a report page as it stands in the file: without styles, scripts and data, a line for
/// each element that has text.
struct PageText {
  let text: String

  init(_ page: String) {
    let bare = page.replacing(#/(?s)<(style|script|defs)\b.*?</\1>/#, with: "")
      .replacing(#/<[^>]*>/#, with: "\n")
    text =
      bare.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text without the versions of libraries, which are those of the machine.
  var withoutVersions: String {
    replacing(#/GEOS [^\s,]+,\s+PROJ [\d.]+/#, with: "GEOS, PROJ")
  }
}
