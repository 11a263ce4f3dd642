/// The known word within two edits or a third of its length (Levenshtein 1966), the first if several.
func nearest(to word: String, in known: [String]) -> String? {
  let letters = Array(word.prefix(64))
  var best: (word: String, edits: Int)?
  for candidate in known {
    var row = Array(0...letters.count)
    for (i, letter) in candidate.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in letters.indices {
        let substituted = diagonal + (letters[j] == letter ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    let edits = row[letters.count]
    let limit = candidate.count < 4 ? 1 : max(2, candidate.count / 3)
    if edits <= limit, edits < best?.edits ?? .max {
      best = (candidate, edits)
    }
  }
  return best?.word
}
