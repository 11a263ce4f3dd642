import GeoFormats
import SimpleFeatures

extension Gazetteer {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")

  static func table(_ bytes: [UInt8], fileName: String) throws -> Table {
    guard let headerEnd = bytes.firstIndex(of: newline) else {
      throw FormatError(description: "\(fileName): no header line; expected tab-separated columns.")
    }
    var columns = Columns()
    let names = bytes[..<headerEnd].split(separator: tab, omittingEmptySubsequences: false)
    for (position, name) in names.enumerated() {
      switch String(decoding: name, as: UTF8.self) {
      case "geonameid": columns.id = position
      case "name": columns.name = position
      case "names": columns.alternates = position
      case "country": columns.country = position
      case "longitude": columns.longitude = position
      case "latitude": columns.latitude = position
      case "population": columns.population = position
      default: break
      }
    }
    let needed = [
      columns.id, columns.name, columns.country, columns.longitude, columns.latitude,
    ]
    guard needed.allSatisfy({ $0 >= 0 }) else {
      throw FormatError(
        description: "\(fileName): line 1: a gazetteer needs the columns geonameid, name, country, "
          + "longitude, latitude.")
    }
    return Table(bytes: bytes, columns: columns, start: headerEnd + 1)
  }

  /// The runs of rows with the same country, found by comparing that one field of each row.
  static func countryRanges(of table: Table) -> [String: [Range<Int>]] {
    let bytes = table.bytes
    let start = table.start
    let countryColumn = table.columns.country
    var ranges: [String: [Range<Int>]] = [:]
    var run: (country: [UInt8], start: Int) = ([], start)
    var rowStart = start
    while rowStart < bytes.count {
      var position = rowStart
      var column = 0
      var field = rowStart..<rowStart
      while position < bytes.count, bytes[position] != newline {
        if bytes[position] == tab {
          if column == countryColumn { field = field.lowerBound..<position }
          column += 1
          if column == countryColumn { field = (position + 1)..<(position + 1) }
        }
        position += 1
      }
      if column == countryColumn { field = field.lowerBound..<position }
      if !run.country.elementsEqual(bytes[field]) {
        if rowStart > run.start {
          ranges[String(decoding: run.country, as: UTF8.self), default: []]
            .append(run.start..<rowStart)
        }
        run = (Array(bytes[field]), rowStart)
      }
      rowStart = position + 1
    }
    let end = bytes.count
    if end > run.start {
      ranges[String(decoding: run.country, as: UTF8.self), default: []].append(run.start..<end)
    }
    return ranges
  }

  func forEachRow(
    in range: Range<Int>, of table: Table,
    where isWanted: (ArraySlice<UInt8>) -> Bool = { _ in true },
    _ body: (Range<Int>, [ArraySlice<UInt8>]) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end =
        table.bytes[start..<range.upperBound].firstIndex(of: Self.newline) ?? range.upperBound
      if end > start, isWanted(table.bytes[start..<end]) {
        body(
          start..<end,
          table.bytes[start..<end].split(separator: Self.tab, omittingEmptySubsequences: false))
      }
      start = end + 1
    }
  }

  static func text(_ fields: [ArraySlice<UInt8>], _ column: Int) -> String {
    fields.indices.contains(column) ? String(decoding: fields[column], as: UTF8.self) : ""
  }

  static func coordinate(_ fields: [ArraySlice<UInt8>], _ table: Table) -> Coordinate? {
    let columns = table.columns
    guard fields.indices.contains(max(columns.longitude, columns.latitude)),
      let longitude = NumberParser.double(fields[columns.longitude]),
      let latitude = NumberParser.double(fields[columns.latitude])
    else { return nil }
    let coordinate = Coordinate(longitude: longitude, latitude: latitude)
    return coordinate.isGeographic ? coordinate : nil
  }

  static func place(_ fields: [ArraySlice<UInt8>], _ table: Table) -> NamedPlace? {
    guard let coordinate = coordinate(fields, table) else { return nil }
    let columns = table.columns
    return NamedPlace(
      id: text(fields, columns.id), name: text(fields, columns.name),
      alternativeNames: splitList(text(fields, columns.alternates)),
      countryCode: text(fields, columns.country), coordinate: coordinate,
      population: Int(text(fields, columns.population)) ?? 0)
  }
}
