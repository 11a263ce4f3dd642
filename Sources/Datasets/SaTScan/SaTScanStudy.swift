import GeoFormats
public import Incidents
public import SimpleFeatures

/// The data that a parameter file of SaTScan names.
public struct SaTScanStudy: Sendable {
  /// Cases or controls at a location.
  public struct Count: Hashable, Sendable {
    /// The name of the location.
    public var location: String
    /// How many.
    public var count: Int
    /// When; nil without times.
    public var day: Day?
    /// The values of the covariates, in order.
    public var covariates: [String]
    /// The line of the file.
    public var line: Int
  }

  /// The population of a location on a day.
  public struct Population: Hashable, Sendable {
    /// The name of the location.
    public var location: String
    /// The day that stands for the date.
    public var day: Day
    /// How many people.
    public var count: Double
    /// The values of the covariates, in order.
    public var covariates: [String]
    /// The line of the file.
    public var line: Int
  }

  /// What the parameter file says.
  public let parameters: SaTScanParameters
  /// The locations in the order of the file.
  public let locations: [(name: String, position: Coordinate)]
  /// The rows of the case file.
  public let cases: [Count]
  /// The rows of the control file; none but for the Bernoulli model.
  public let controls: [Count]
  /// The rows of the population file; none but for the Poisson model.
  public let populations: [Population]

  /// Reads a parameter file, and the files that it names, which lie in its folder unless they say
  /// otherwise.
  public init(parameterFile path: String) throws {
    try self.init(try SaTScanParameters(path: path))
  }

  /// Reads the files that parameters name.
  public init(_ parameters: SaTScanParameters) throws {
    self.parameters = parameters
    let folder = parameters.file.lastIndex(of: "/").map { parameters.file[...$0] } ?? ""
    func file(_ name: String) throws -> SaTScanFile {
      let isWhole = name.hasPrefix("/") || name.dropFirst().hasPrefix(":")
      return try SaTScanFile(path: isWhole ? name : folder + name, name: name)
    }
    locations = try Self.locations(
      try file(parameters.coordinatesFile), isGeographic: parameters.isGeographic)
    let known = Set(locations.map(\.name))
    cases = try Self.counts(try file(parameters.caseFile), parameters, known)
    controls =
      parameters.model == .bernoulli
      ? try Self.counts(try file(parameters.controlFile), parameters, known) : []
    populations =
      parameters.model == .poisson
      ? try Self.populations(
        try file(parameters.populationFile), near: parameters.end.civil.year,
        isGeneric: parameters.timeUnit == .generic, known,
        coordinates: parameters.coordinatesFile) : []
  }

  /// Reads a population file and a file of coordinates, latitude first, without a parameter file.
  public static func populations(_ path: String, coordinates: String) throws -> (
    locations: [(name: String, position: Coordinate)], populations: [Population]
  ) {
    let locations = try locations(
      try SaTScanFile(path: coordinates, name: coordinates), isGeographic: true)
    let populations = try populations(
      try SaTScanFile(path: path, name: path), near: 2000, isGeneric: false,
      Set(locations.map(\.name)), coordinates: coordinates)
    return (locations, populations)
  }

  private static func locations(
    _ file: SaTScanFile, isGeographic: Bool
  ) throws(SaTScanError) -> [(name: String, position: Coordinate)] {
    var locations: [(name: String, position: Coordinate)] = []
    var lines: [String: Int] = [:]
    for (line, fields) in file.records {
      guard fields.count >= 3 else {
        throw file.error(line, fields.first, "a location needs a name and two coordinates")
      }
      guard let first = Double(fields[1]), let second = Double(fields[2]) else {
        throw file.error(line, "\(fields[1]) \(fields[2])", "the coordinates are not numbers")
      }
      // Latitude comes first; of Cartesian coordinates x does.
      let position =
        isGeographic
        ? Coordinate(longitude: second, latitude: first) : Coordinate(x: first, y: second)
      if isGeographic, !(abs(first) <= 90 && abs(second) <= 180) {
        throw file.error(
          line, "\(fields[1]) \(fields[2])", "is not a latitude and a longitude in degrees")
      }
      if let before = lines[fields[0]] {
        throw file.error(line, fields[0], "the location is in line \(before) already")
      }
      lines[fields[0]] = line
      locations.append((fields[0], position))
    }
    return locations
  }

  private static func counts(
    _ file: SaTScanFile, _ parameters: SaTScanParameters, _ known: Set<String>
  ) throws(SaTScanError) -> [Count] {
    var counts: [Count] = []
    let year = parameters.end.civil.year
    for (line, fields) in file.records {
      let needed = parameters.hasTimes ? 3 : 2
      guard fields.count >= needed else {
        throw file.error(
          line, fields.first, "needs a location, a number" + (parameters.hasTimes ? ", a date" : "")
        )
      }
      guard known.contains(fields[0]) else {
        throw file.error(
          line, fields[0], "the location is not in \(parameters.coordinatesFile)")
      }
      guard let count = Int(fields[1]), 0...1_000_000_000 ~= count else {
        throw file.error(line, fields[1], "the number must be a whole one, 0 or more")
      }
      var day: Day?
      if parameters.hasTimes {
        guard
          let date = SaTScanDate.day(
            fields[2], near: year, isGeneric: parameters.timeUnit == .generic)
        else { throw file.error(line, fields[2], "is no date, as 2020/12/31") }
        guard parameters.start <= date, date <= parameters.end else {
          throw file.error(
            line, fields[2],
            "is outside the study from \(parameters.start) to \(parameters.end)")
        }
        day = date
      }
      counts.append(
        Count(
          location: fields[0], count: count, day: day,
          covariates: Array(fields.dropFirst(needed)), line: line))
    }
    return counts
  }

  private static func populations(
    _ file: SaTScanFile, near year: Int, isGeneric: Bool, _ known: Set<String>, coordinates: String
  ) throws(SaTScanError) -> [Population] {
    var populations: [Population] = []
    for (line, fields) in file.records {
      guard fields.count >= 3 else {
        throw file.error(line, fields.first, "needs a location, a date and a population")
      }
      guard known.contains(fields[0]) else {
        throw file.error(
          line, fields[0], "the location is not in \(coordinates)")
      }
      guard
        let day = SaTScanDate.day(
          fields[1], near: year, isGeneric: isGeneric)
      else { throw file.error(line, fields[1], "is no date, as 2020 or 2020/12/31") }
      guard let count = Double(fields[2]), count >= 0, count < 1e12 else {
        throw file.error(line, fields[2], "the population must be a number, 0 or more")
      }
      populations.append(
        Population(
          location: fields[0], day: day, count: count, covariates: Array(fields.dropFirst(3)),
          line: line))
    }
    return populations
  }
}
