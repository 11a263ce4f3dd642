import Geodesy
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing
import Topology

@testable import IncidentMapping

@Suite("Stretches of a route")
struct RouteStretchesTests {
  @Test("hold what is nearer to them than to the others", arguments: [20.0, 100, 450])
  func nearest(kilometers: Double) throws {
    let route = try Shipped.atlas.route(named: "gao-adrar")
    let division = try RouteStretches(route, kilometers: kilometers, withinMeters: 25_000).division
    guard case .cells(let set, let cells) = division else { return }
    let context = try GEOSContext()
    let areas = try set.regions.map { ($0.id, try PreparedGeometry($0.geometry, in: context)) }
    var random = SplitMix64(seed: 7)
    var (right, wrong) = (0, 0)
    for _ in 0..<1500 {
      let place = try route.interpolate(
        atKilometers: .random(in: 0...route.lengthKilometers, using: &random))
      let point = Geodesic.wgs84.direct(
        from: place, azimuthDegrees: .random(in: 0..<360, using: &random),
        distanceMeters: .random(in: 0..<24_900, using: &random)
      ).destination
      let named = try areas.filter { try $0.1.covers(point) }.map(\.0)
      if named == [cells.cell(point) ?? ""] { right += 1 } else { wrong += 1 }
    }
    // Between positions along the road its bends are cut short.
    #expect(wrong * 100 <= right, "\(wrong) of \(right + wrong)")
  }
}
