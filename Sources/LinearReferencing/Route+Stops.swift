import NameMatching
import SimpleFeatures

extension Route {
  /// The stop with a name or alternative name, whatever its case, accents and punctuation.
  ///
  /// Names shown win over alternative ones. Throws with the three nearest names, by the number of
  /// letters to change, if there is none.
  public func stop(named name: String) throws(RouteError) -> RouteStop {
    let key = FoldedName.fold(name)
    if let stop = stops.first(where: { FoldedName.fold($0.name) == key }) { return stop }
    let alternative = stops.first { stop in
      stop.alternativeNames.contains { FoldedName.fold($0) == key }
    }
    if let alternative { return alternative }
    guard !stops.isEmpty else {
      throw RouteError("Route \"\(self.name)\" has no stops, so no \(name.quoted).")
    }
    let ranked = stops.enumerated().map { index, stop in
      let names = [stop.name] + stop.alternativeNames
      let distance = names.map { editDistance(FoldedName.fold($0), key) }.min() ?? .max
      return (distance: distance, index: index)
    }
    let nearest = ranked.sorted { $0 < $1 }.prefix(3).map { "\"\(stops[$0.index].name)\"" }
    throw RouteError(
      "Route \"\(self.name)\" has no stop \(name.quoted); the nearest names are "
        + "\(nearest.joined(separator: ", ")).")
  }
}
