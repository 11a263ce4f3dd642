import Incidents
import SimpleFeatures

/// How an incident looks: its colour says the grade, its size the toll; what is uncertain is pale.
struct IncidentSymbol {
  /// A colour of eight bits a channel.
  struct Color: Hashable {
    var red: Int
    var green: Int
    var blue: Int

    /// The colour as `#rrggbb`.
    var hex: String {
      let digits = Array("0123456789abcdef")
      let channels = [red, green, blue].map { min(255, max(0, $0)) }
      return "#" + channels.map { String([digits[$0 / 16], digits[$0 % 16]]) }.joined()
    }

    /// The colour half way to white, for markers whose opacity cannot be set.
    var pale: Color {
      Color(red: (red + 255) / 2, green: (green + 255) / 2, blue: (blue + 255) / 2)
    }
  }

  /// How many were killed, in classes.
  enum Toll {
    /// None.
    case none
    /// Up to nine, or not known.
    case some
    /// Ten or more.
    case many
  }

  /// The colour of the grade.
  let color: Color
  /// The class of the toll.
  let toll: Toll
  /// The number the class follows: the best, else the least, else the greatest; 0 if none is given.
  let killed: Int
  /// Whether the place is more than one known point.
  let isUncertain: Bool
  /// Whether the geometry is a surface, a line or a point.
  let layer: GeometryLayer
  /// How opaque a surface is, 0 to 1: the larger, the less.
  let fillOpacity: Double

  init(_ mapped: MappedIncident, _ feature: Feature) {
    let assessment = mapped.incident.derived
    color = Self.color(of: assessment.grade)
    let number = assessment.toll.flatMap { $0.best ?? $0.minimum ?? $0.maximum }
    killed = number ?? 0
    // A best estimate of 0 is none only if the greatest is 0 too.
    let isNone = assessment.toll?.maximum == 0 && assessment.toll?.isOpen == false
    toll = isNone ? .none : killed < 10 ? .some : .many
    isUncertain = !mapped.place.isExact
    layer = GeometryLayer(feature.geometry)
    fillOpacity = (mapped.place.radiusMeters ?? 0) > 50_000 ? 0.1 : 0.2
  }

  /// Dark red to orange as support falls, violet where it is disputed, grey where it fell, blue
  /// where nobody is on record; told apart by people who see red and green alike.
  static func color(of grade: Grade) -> Color {
    switch grade {
    case .confirmed: Color(red: 0x7F, green: 0x00, blue: 0x00)
    case .corroborated: Color(red: 0xD7, green: 0x30, blue: 0x1F)
    case .singleSource: Color(red: 0xFC, green: 0x8D, blue: 0x59)
    case .contested: Color(red: 0x6A, green: 0x3D, blue: 0x9A)
    case .discounted: Color(red: 0x96, green: 0x96, blue: 0x96)
    case .unstated: Color(red: 0x1F, green: 0x78, blue: 0xB4)
    }
  }
}
