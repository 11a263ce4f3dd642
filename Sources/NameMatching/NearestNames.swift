/// How far two texts are apart: letters put in, left out or replaced.
///
/// O(n·m) time, O(m) space; a text of more than 1024 bytes, which is no name, counts as all different.
/// V. I. Levenshtein, 1966.
public func editDistance(_ first: String, _ second: String) -> Int {
  let longer = max(first.utf8.count, second.utf8.count)
  if longer > 1024 { return first == second ? 0 : longer }
  let isASCII = first.utf8.allSatisfy { $0 < 0x80 } && second.utf8.allSatisfy { $0 < 0x80 }
  return isASCII
    ? edits(Array(first.utf8), Array(second.utf8)) : edits(Array(first), Array(second))
}

private func edits<Letter: Equatable>(_ letters: [Letter], _ others: [Letter]) -> Int {
  var row = Array(0...others.count)
  for (i, letter) in letters.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in others.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[others.count]
}

/// The candidates nearest in spelling to a name that was not found, best first, each once; none that
/// is further than the limit.
///
/// Spellings are compared folded; a candidate that contains the name counts as equal to it. There is
/// none for a name of more than 1024 bytes.
public func nearestNames(
  to name: String, among candidates: [String], count: Int, within limit: Int = .max
) -> [String] {
  guard name.utf8.count <= 1024 else { return [] }
  let wanted = FoldedName.fold(name)
  let ranked = Set(candidates).map { candidate -> (distance: Int, name: String) in
    let folded = FoldedName.fold(candidate)
    let isPart = !wanted.isEmpty && folded.contains(wanted)
    return (isPart ? 0 : editDistance(wanted, folded), candidate)
  }
  return ranked.filter { $0.distance <= limit }
    .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(count).map(\.name)
}
