import Incidents
import ReferenceGeography
import Testing

@testable import IncidentMapping

@Suite("Distance to the nearest border")
struct BorderDistanceTests {
  /// Longitude, latitude, limit and distance in metres; nil beyond the limit.
  ///
  /// By pyproj 3.7.2 and shapely 2.2 on the shipped polygons: edges cut every 0.002 degrees, in the
  /// azimuthal equidistant projection centred on the point; edges along the antimeridian left out.
  static let rows: [(String, Double, Double, Double, Double?)] = [
    ("In Khalil", 1.04303, 21.19006, 5000, 1878.8),
    ("Ti-n-Zaouatene", 2.9667, 19.95, 5000, 1804.0),
    ("Goma", 29.2285, -1.6792, 30000, 39.5),
    ("Kidal", 1.40921, 18.44345, 55000, nil),
    ("Gao", -0.04472, 16.27167, 155000, 70058.3),
    ("Labbezanga", 0.7, 14.96, 30000, 1207.4),
    ("Quito", -78.5, -0.2, 55000, 27366.2),
    ("Quito 155", -78.5, -0.2, 155000, 27366.2),
    ("Tromso", 18.96, 69.65, 95000, 1540.2),
    ("Inari", 27.03, 68.9, 155000, 50581.0),
    ("Murmansk", 33.08, 68.97, 155000, 2002.9),
    ("Yakutsk", 129.7, 62.0, 155000, nil),
    ("Vorkuta", 64.0, 67.5, 155000, 32064.8),
    ("Resolute", -94.8, 74.7, 95000, 1861.6),
    ("Bangui", 18.55, 4.36, 30000, 996.6),
    ("Kharkiv", 36.23, 49.99, 55000, 32275.6),
    ("Agadez", 7.99, 16.97, 155000, 153893.3),
    ("Taoudenni", -3.98, 22.67, 155000, nil),
    ("Alice Springs", 133.88, -23.7, 155000, nil),
    ("Taveuni", 179.98, -16.85, 30000, 907.7),
    ("Norilsk", 88.2, 69.35, 155000, nil),
    ("Kiruna", 20.22, 67.85, 155000, 56862.8),
    ("Tessalit", 1.01186, 20.20126, 95000, 61344.9),
    ("Manaus", -60.02, -3.1, 155000, nil),
    ("South Pole", 0, -89.9, 155000, nil),
    ("Vitim", 115, 58, 155000, 98298.2),
    ("Greenland", -40, 75, 500000, 115519.5),
  ]

  @Test("distances are those of an azimuthal equidistant projection within 0.1 %")
  func distances() throws {
    let ground = try Shipped.ground()
    for (name, longitude, latitude, limit, expected) in Self.rows {
      let found = ground.borderDistance(from: at(longitude, latitude), within: limit)
      guard let found, let expected else {
        #expect(found == nil && expected == nil, "\(name): \(found as Any)")
        continue
      }
      let error = abs(found - expected)
      #expect(error < 0.2 + expected * 1e-3, "\(name): \(found) for \(expected)")
    }
  }

  @Test("In Khalil is flagged 2 km from the border, Gao is not")
  func flagged() throws {
    let ground = try Shipped.ground()
    let khalil = try ground.membership(.exact(at(1.04303, 21.19006)))
    #expect(abs((khalil.nearBorderMeters ?? 0) - 1878.8) < 1)
    #expect(khalil.firstLevel.map(\.region.id) == ["DZA.adrar"])
    #expect(try ground.membership(.exact(at(-0.04472, 16.27167))).nearBorderMeters == nil)
  }

  @Test("a disc is flagged within its radius and the accuracy, a line within its corridor")
  func uncertain() throws {
    let ground = try Shipped.ground()
    // Tessalit lies 61.3 km from the nearest border.
    let tessalit = at(1.01186, 20.20126)
    #expect(try ground.membership(disc(tessalit, 56_000)).nearBorderMeters == nil)
    let near = try ground.membership(disc(tessalit, 57_000)).nearBorderMeters
    #expect(abs((near ?? 0) - 61_345) < 60)
    let section = try ground.membership(
      .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .border(of: "Algeria")))
    #expect(section.nearBorderMeters == 0)
    let inner = try ground.membership(
      .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .kilometers(50)))
    #expect(inner.nearBorderMeters == nil)
    let area = try ground.membership(
      .area(AreaReference(names: ["Kidal"], level: 1, country: "Mali")))
    #expect(area.nearBorderMeters == nil)
    #expect(try ground.membership(.unknown).nearBorderMeters == nil)
  }
}
