import Datasets
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures

/// Tells at once that there is nothing to doubt in where a plain incident lies; where it cannot
/// tell, `Ground.doubts` has to be asked, which knows what to say.
final class PlainDoubts {
  private let ground: Ground
  /// The positions of the countries that records name, by the bytes of the name: a small table in
  /// which a name takes the place of another.
  private var names = [(name: [UInt8], country: Int?)](repeating: ([], nil), count: 256)

  init(_ ground: Ground) { self.ground = ground }

  /// The position of the country that a field names; nil where none, or several, bear the name.
  func country(_ field: CSVField, _ bytes: Span<UInt8>) -> Int? {
    var hash: UInt8 = 0
    for index in field.start..<max(field.start, field.end) { hash = hash &* 31 &+ bytes[index] }
    let known = names[Int(hash)].name
    if known.count == field.count,
      known.indices.allSatisfy({ known[$0] == bytes[field.start + $0] })
    {
      return names[Int(hash)].country
    }
    let name = (field.start..<field.end).map { bytes[$0] }
    var country: Int?
    if case .known(let position) = ground.country(
      reportedAs: String(decoding: name, as: UTF8.self))
    {
      country = position
    }
    names[Int(hash)] = (name, country)
    return country
  }

  /// Whether a point that claims to be known could be the middle of a region, a capital or a round
  /// number of degrees.
  /// - Parameters:
  ///   - home: the position of the first-level region that covers the point.
  ///   - country: the position of its country.
  func mayPretend(_ point: Coordinate, home: Int?, country: Int?) throws -> Bool {
    if point.x.isHalfDegree && point.y.isHalfDegree { return true }
    if let country, let capital = ground.capitalPoints[country],
      abs(capital.x - point.x) < 1e-4, abs(capital.y - point.y) < 1e-4
    {
      return true
    }
    return try ground.middle(at: point, home: home, country: country) != nil
  }
}
