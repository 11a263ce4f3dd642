import Foundation

/// A name without case, accents and punctuation, for comparing.
struct NameKey: Hashable {
  let letters: [Character]

  init(_ name: String) {
    let folded = name.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    letters = Array(
      folded.split { !($0.isLetter || $0.isNumber) }.joined(separator: " "))
  }

  /// How many letters must be put in, left out or changed to turn one name into the other.
  ///
  /// Source: Wagner and Fischer (1974), "The string-to-string correction problem". O(nm).
  func editDistance(to other: NameKey) -> Int {
    var row = Array(0...other.letters.count)
    for (i, letter) in letters.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, candidate) in other.letters.enumerated() {
        let replaced = diagonal + (letter == candidate ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[other.letters.count]
  }
}
