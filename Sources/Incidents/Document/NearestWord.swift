import NameMatching

/// The known word within two edits or a third of its length, the first if several.
package func nearest(to word: String, in known: [String]) -> String? {
  // A word of any length may stand in a file; none that is known is nearly this long.
  let word = String(word.prefix(64))
  let ranked = known.map { (edits: editDistance(word, $0), word: $0) }
  let near = ranked.filter { $0.edits <= ($0.word.count < 4 ? 1 : max(2, $0.word.count / 3)) }
  return near.min { $0.edits < $1.edits }?.word
}
