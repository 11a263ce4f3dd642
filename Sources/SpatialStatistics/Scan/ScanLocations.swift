import Geodesy
public import SimpleFeatures

/// The locations of a scan, each of them a centre of zones, in the byte order of their names.
///
/// Names with the very same position are one location, under the first of them. The order decides ties
/// and random numbers.
public struct ScanLocations: Hashable, Sendable {
  /// The name of each location.
  public let names: [String]
  /// All names at each location, in order.
  public let allNames: [[String]]
  /// The position of each location.
  public let positions: [Coordinate]
  /// What distances are taken on.
  public let space: ScanSpace
  private let places: [String: Int]

  /// The number of locations.
  public var count: Int { names.count }

  /// Makes locations from names and positions; a name must not come twice. O(n log n).
  public init(_ named: [(name: String, position: Coordinate)], space: ScanSpace = .ellipsoid)
    throws(StatisticsError)
  {
    let sorted = named.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var (names, allNames, positions): ([String], [[String]], [Coordinate]) = ([], [], [])
    var placeAt: [Coordinate: Int] = [:]
    var places: [String: Int] = [:]
    for (name, position) in sorted {
      if let complaint = space.complaint(position) {
        throw StatisticsError("The position of location \"\(name)\" \(complaint).")
      }
      guard places[name] == nil else {
        throw StatisticsError("Location \"\(name)\" is given twice.")
      }
      let key = Coordinate(x: position.x + 0, y: position.y + 0)  // -0 + 0 is 0
      if let place = placeAt[key] {
        allNames[place].append(name)
        places[name] = place
      } else {
        places[name] = names.count
        placeAt[key] = names.count
        names.append(name)
        allNames.append([name])
        positions.append(position)
      }
    }
    guard names.count < 65_535 else {
      throw StatisticsError("A scan takes 65,534 locations at most, not \(names.count).")
    }
    self.names = names
    self.allNames = allNames
    self.positions = positions
    self.space = space
    self.places = places
  }

  /// The place of a name among the locations; nil for an unknown one.
  public func index(of name: String) -> Int? { places[name] }

  /// The distance between two locations, in kilometres on the Earth, in its units on a plane.
  public func distance(from start: Int, to end: Int) -> Double {
    space.distance(from: positions[start], to: positions[end])
  }
}
