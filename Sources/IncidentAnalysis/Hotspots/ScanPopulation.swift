import Datasets
import GeoFormats
import Incidents
public import ReferenceGeography
public import SimpleFeatures
import Topology

/// The population of the locations of a scan, or another exposure.
public struct ScanPopulation: Sendable {
  /// A location with incidents, but without population.
  public struct Empty: Error, Sendable, CustomStringConvertible {
    let location: String
    let incident: String

    /// A sentence for people.
    public var description: String {
      "Location \"\(location)\" has no population, but incidents, among them \"\(incident)\". Give it "
        + "one, or leave out what lies in it."
    }
  }

  /// The names of the locations.
  public let names: [String]
  /// A point for each.
  public let positions: [Coordinate]
  /// The areas that are the locations; nil where they are points.
  public let areas: BoundarySet?
  let courses: [PopulationCourse]

  /// The sum over all locations, at the beginning of the first census.
  public let total: Double

  /// Reads GeoJSON areas or points with a number in a property.
  public init(geoJSON path: String, field: String) throws {
    let source = try ByteSource.open(path)
    let document = try GeoJSONReader.read(source)
    let context = try GEOSContext()
    func problem(_ reason: String, _ action: String? = nil) -> InputError {
      InputError(file: path, reason: reason, action: action)
    }
    guard let first = document.features.first else { throw problem("it has no features") }
    let areArea = !(first.geometry?.polygons.isEmpty ?? true)
    var (names, positions, courses): ([String], [Coordinate], [PopulationCourse]) = ([], [], [])
    var regions: [Region] = []
    var known: Set<String> = []
    var total = 0.0
    // In the order that a boundary set has.
    let features = document.features.enumerated().map { number, feature in
      (
        label: feature.id ?? feature.properties["id"]?.string
          ?? feature.properties["name"]?.string ?? "feature \(number + 1)", feature: feature
      )
    }.sorted { $0.label < $1.label }
    for (label, feature) in features {
      guard known.insert(label).inserted else {
        throw problem("two features are called \"\(label)\"", "give each an id of its own")
      }
      guard let geometry = feature.geometry, areArea == !geometry.polygons.isEmpty else {
        throw problem(
          "\"\(label)\" is no \(areArea ? "area" : "point") as the others are",
          "give areas or points, not both")
      }
      guard let value = feature.properties[field] else {
        let names = feature.properties.members.map(\.name).joined(separator: ", ")
        throw problem("\"\(label)\" has no property \"\(field)\"", "it has \(names)")
      }
      guard let count = value.decimal, count >= 0, count < 1e12 else {
        throw problem("the population of \"\(label)\" must be a number, 0 or more")
      }
      if areArea {
        regions.append(
          Region(
            id: label, name: feature.properties["name"]?.string ?? label, level: 1,
            countryID: label, countryName: label, geometry: geometry))
        positions.append(
          try context.pointOnSurface(of: geometry) ?? Coordinate(x: .nan, y: .nan))
      } else {
        guard case .point(let point) = geometry else {
          throw problem("\"\(label)\" is neither an area nor a point")
        }
        positions.append(point)
      }
      names.append(label)
      courses.append(PopulationCourse([(0, count)]))
      total += count
    }
    (self.names, self.positions, self.courses, self.total) = (names, positions, courses, total)
    areas =
      areArea
      ? BoundarySet(
        description: .init(id: "population", name: path, date: "", accuracyMeters: 0, level: 1),
        regions: regions) : nil
  }

  /// Reads a population file of SaTScan; the coordinates file bears its name, but ends in `.geo`.
  public init(satscan path: String) throws {
    let stem = path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
    let (locations, rows) = try SaTScanStudy.populations(path, coordinates: stem + ".geo")
    names = locations.map(\.name)
    positions = locations.map(\.position)
    areas = nil
    var counts: [String: [(day: Int, count: Double)]] = [:]
    for row in rows { counts[row.location, default: []].append((row.day.daysSince1970, row.count)) }
    courses = locations.map { PopulationCourse(counts[$0.name] ?? []) }
    total = courses.reduce(0) { $0 + $1.first }
  }
}

extension PropertyValue {
  /// A number, also one that is written as text.
  fileprivate var decimal: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .string(let text): Double(text)
    case .null, .bool, .array, .object: nil
    }
  }
}
