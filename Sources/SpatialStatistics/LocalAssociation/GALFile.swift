/// Neighbours from a GAL file, as GeoDa, PySAL and spdep write them: a line with the number of units
/// (`49`, or `0 49 layer FIELD`), then for each a line with its identifier and how many neighbours it
/// has, and a line with theirs.
public struct GALFile: Hashable, Sendable {
  /// The field that holds the identifiers, where the first line names one.
  public let field: String?
  /// The identifiers of the units in the order of the file.
  public let ids: [String]
  /// The neighbours of each.
  public let neighbors: [[String]]

  /// Reads a file. O(length).
  /// - Parameter name: the file's name, for messages.
  public init(_ text: String, name: String) throws(StatisticsError) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
      .map { (number: $0 + 1, words: $1.split(whereSeparator: \.isWhitespace).map(String.init)) }
      .filter { !$0.words.isEmpty }[...]
    func problem(_ line: Int, _ reason: String) -> StatisticsError {
      StatisticsError("\(name), line \(line): \(reason).")
    }
    guard let head = lines.popFirst(), head.words.count == 1 || head.words.count == 4,
      let count = Int(head.words[head.words.count == 1 ? 0 : 1]), count >= 0
    else {
      throw problem(1, "a GAL file begins with the number of units, as in 49 or 0 49 layer FIELD")
    }
    field = head.words.count == 4 ? head.words[3] : nil
    var ids: [String] = []
    var neighbors: [[String]] = []
    var seen: Set<String> = []
    while let line = lines.popFirst() {
      guard line.words.count > 1, let number = Int(line.words[line.words.count - 1]), number >= 0
      else { throw problem(line.number, "an identifier and its number of neighbours are needed") }
      let id = line.words.dropLast().joined(separator: " ")
      guard seen.insert(id).inserted else { throw problem(line.number, "\"\(id)\" comes twice") }
      let list = number == 0 ? [] : lines.popFirst()?.words ?? []
      guard list.count == number else {
        throw problem(
          line.number, "\"\(id)\" is to have \(number) neighbours, and \(list.count) follow")
      }
      ids.append(id)
      neighbors.append(list)
    }
    guard ids.count == count else {
      throw problem(head.number, "there are to be \(count) units, and \(ids.count) follow")
    }
    self.ids = ids
    self.neighbors = neighbors
  }

  /// The weights of units that bear the file's identifiers.
  /// - Parameter units: the identifiers of the units, in their order; each must be in the file, and the
  ///   file may have no others.
  public func weights(of units: [String]) throws(StatisticsError) -> SpatialWeights {
    var places: [String: Int] = [:]
    for (place, unit) in units.enumerated() {
      guard places.updateValue(place, forKey: unit) == nil else {
        throw StatisticsError("Two areas bear the identifier \"\(unit)\" of the neighbours' file.")
      }
    }
    var lists = [[Int]](repeating: [], count: units.count)
    var isListed = [Bool](repeating: false, count: units.count)
    for (id, names) in zip(ids, neighbors) {
      guard let unit = places[id] else {
        throw StatisticsError("The neighbours' file has \"\(id)\", which no area is.")
      }
      isListed[unit] = true
      for name in names {
        guard let neighbor = places[name] else {
          throw StatisticsError(
            "The neighbours' file gives \"\(id)\" the neighbour \"\(name)\", which no area is.")
        }
        lists[unit].append(neighbor)
      }
    }
    if let missing = isListed.firstIndex(of: false) {
      throw StatisticsError("The neighbours' file lacks the area \"\(units[missing])\".")
    }
    return SpatialWeights(neighbors: lists)
  }
}
