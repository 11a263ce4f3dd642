import GeoFormats
import SimpleFeatures

extension TableRow {
  /// What the two columns of a position say.
  enum Position {
    case known(Coordinate)
    /// Nothing, or 0/0, which was then reported.
    case missing
    /// Something that is no position; the row was rejected.
    case unreadable

    /// The position; nil if there is none.
    var coordinate: Coordinate? { if case .known(let point) = self { point } else { nil } }
  }

  /// The position in two columns; nil, without a word, for one that cannot be read and 0/0.
  func positionIfReadable(latitude: Column, longitude: Column) -> Coordinate? {
    guard let north = table[latitude].flatMap({ record.double($0) }),
      let east = table[longitude].flatMap({ record.double($0) })
    else { return nil }
    let point = Coordinate(longitude: east, latitude: north)
    return point.isGeographic && (north != 0 || east != 0) ? point : nil
  }

  /// The position in two columns.
  /// - Parameter mayBeEmpty: whether a row without a position still says something.
  mutating func position(latitude: Column, longitude: Column, mayBeEmpty: Bool = false)
    -> Position
  {
    let (latitudeText, longitudeText) = (text(latitude), text(longitude))
    if mayBeEmpty && latitudeText.isEmpty && longitudeText.isEmpty { return .missing }
    guard let north = number(latitude), north.isFinite else {
      reject("latitude-unreadable", latitude, latitudeText, "not a number of degrees")
      return .unreadable
    }
    guard let east = number(longitude), east.isFinite else {
      reject("longitude-unreadable", longitude, longitudeText, "not a number of degrees")
      return .unreadable
    }
    guard abs(north) <= 90 else {
      let hint =
        abs(east) <= 90 && abs(north) <= 180 ? "; latitude and longitude may be swapped" : ""
      reject(
        "latitude-out-of-range", latitude, latitudeText, "a latitude lies within -90 and 90\(hint)")
      return .unreadable
    }
    guard abs(east) <= 180 else {
      reject(
        "longitude-out-of-range", longitude, longitudeText, "a longitude lies within -180 and 180")
      return .unreadable
    }
    if north == 0 && east == 0 {
      lose(
        "null-island", latitude, "0,0",
        "0/0 lies in the Gulf of Guinea and stands for a missing position",
        action: "kept without a position")
      return .missing
    }
    return .known(Coordinate(longitude: east, latitude: north))
  }
}
