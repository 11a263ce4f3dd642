import Foundation
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@Suite("Places and claims as values")
struct DocumentFormTests {
  /// A place of any kind, of numbers that a document can hold.
  private func place(_ random: inout SplitMix64, depth: Int = 0) -> Place {
    func degrees(_ limit: Double) -> Double { Double.random(in: -limit...limit, using: &random) }
    func point() -> Coordinate { Coordinate(longitude: degrees(180), latitude: degrees(90)) }
    func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    func reference() -> PlaceReference {
      switch whole(0...3) {
      case 0: .named("SYNTHETIC \(whole(1...9)) \"é\"", country: nil)
      case 1: .named("SYNTHETIC", country: "Mali")
      case 2: .coordinate(point(), name: nil)
      default: .coordinate(point(), name: "SYNTHETIC")
      }
    }
    func area() -> AreaReference {
      AreaReference(
        names: ["SYNTHETIC", "FIPS:ML"], level: Bool.random(using: &random) ? 1 : nil,
        country: Bool.random(using: &random) ? "Mali" : nil,
        at: Bool.random(using: &random) ? point() : nil)
    }
    func position() -> RoutePosition {
      [.stop("Gao"), .kilometers(Double(whole(0...9_000)) / 8), .border(of: "Algeria")][
        whole(0...2)]
    }
    func line() -> [Coordinate] { (0...whole(1...5)).map { _ in point() } }
    switch whole(0...(depth < 2 ? 9 : 7)) {
    case 0: return .exact(point())
    case 1:
      return .near(
        center: reference(), radiusMeters: Double(whole(1...400)) * 125,
        clippedTo: Bool.random(using: &random) ? [] : [area(), area()])
    case 2:
      return .ring(center: reference(), innerMeters: 250, outerMeters: Double(whole(1...9)) * 500)
    case 3: return .routeSection(route: "gao-adrar", from: position(), to: position())
    case 4:
      return Bool.random(using: &random)
        ? .between(reference(), reference(), at: nil, withinMeters: nil)
        : .between(reference(), reference(), at: point(), withinMeters: 50_000)
    case 5: return .area(area())
    case 6: return .unknown
    case 7:
      let (a, b) = (line(), line())
      let ring = [a[0], a[1], b[0], a[0]]
      return .geometry(
        [
          .lineString(LineString(a)), .multiLineString([LineString(a), LineString(b)]),
          .polygon(Polygon(exterior: ring, holes: [ring])),
          .multiPolygon([Polygon(exterior: ring), Polygon(exterior: ring)]),
        ][whole(0...3)])
    case 8:
      // Weights are taken relative to their sum: these add up to 1.
      return .mixture([
        Place.Part(weight: 0.25, place: place(&random, depth: depth + 1)),
        Place.Part(weight: 0.75, place: place(&random, depth: depth + 1)),
      ])
    default:
      return .firstKnown([place(&random, depth: depth + 1), place(&random, depth: depth + 1)])
    }
  }

  @Test func `every place reads back as itself`() throws {
    for seed in 0..<2000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let place = place(&random)
      #expect(try Place(form: place.form, fileName: "f") == place, "seed \(seed)")
    }
  }

  @Test func `the claims of the founding incident read back as themselves`() throws {
    let file = packageFolder.appending(path: "Geodata/incidents/gao-algeria-2025.yaml")
    let incident = try #require(
      try IncidentDocument.read([UInt8](Data(contentsOf: file)), fileName: "f").first)
    #expect(incident.claims.count > 1)
    let form = PropertyValue.array(incident.claims.map(\.form))
    #expect(try Claim.list(form: form, fileName: "f") == incident.claims)
    #expect(try Place(form: incident.place.form, fileName: "f") == incident.place)
  }

  /// Forms that are no place, and what the message says.
  static let faults: [(PropertyValue, String)] = [
    (.string("somewhere"), "place: should be unknown or a mapping"),
    (.object(["exact": .object(["lon": .number(200), "lat": .number(0)])]), "place.exact.lon"),
    (.object(["geometry": .object(["type": .string("Point")])]), "coordinates"),
    (
      .object([
        "geometry": .object([
          "type": .string("LineString"),
          "coordinates": .array([.array([.integer(1), .integer(2)])]),
        ])
      ]), "two positions or more"
    ),
    (
      .object([
        "geometry": .object(["type": .string("Polygon"), "coordinates": .array([.array([])])])
      ]), "four positions or more"
    ),
  ]

  @Test("what is no place is refused with its path", arguments: faults)
  func fault(form: PropertyValue, words: String) {
    #expect {
      try Place(form: form, fileName: "f")
    } throws: {
      "\($0)".contains(words)
    }
  }
}
