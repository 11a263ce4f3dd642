import Incidents
import ReferenceGeography
import SimpleFeatures
import Testing

@testable import IncidentMapping

@Suite("Features of incidents")
struct IncidentFeatureTests {
  private static func feature(
    _ place: Place, basis: LocationBasis = .stated, note: String? = nil
  ) throws -> Feature {
    let ground = try Shipped.ground()
    let resolved = try ground.resolve(place)
    var incident = Incident(id: "SYNTHETIC", place: place)
    incident.locationBasis = basis
    incident.locationNote = note
    return MappedIncident(
      incident: incident, place: resolved, membership: try ground.membership(of: resolved)
    ).feature(.place)
  }

  @Test("location_basis says what was stated, what was assumed and how an area was found")
  func basis() throws {
    let gao = at(-0.04472, 16.27167)
    let nowhere = Place.area(AreaReference(names: ["Nowhere"], level: 2, country: "Mali"))
    let byName = Place.area(AreaReference(names: ["Kidal"], level: 1, country: "Mali"))
    let byPoint = Place.area(
      AreaReference(names: ["Nowhere"], level: 1, country: "Mali", at: gao))
    let section = Place.routeSection(route: "gao-adrar", from: .stop("Gao"), to: .stop("Anefis"))
    let cases: [(Place, LocationBasis, String?)] = [
      (.exact(gao), .stated, "stated"), (.exact(gao), .assumed, "assumed"),
      (disc(gao, 25_000), .stated, "stated"), (section, .stated, "stated"),
      (section, .assumed, "assumed"), (byName, .stated, "stated, area found by name"),
      (byPoint, .stated, "stated, area found by the point"), (byName, .assumed, "assumed"),
      (.firstKnown([nowhere, disc(gao, 30_000)]), .stated, "assumed"),
      (.firstKnown([disc(gao, 30_000), nowhere]), .stated, "stated"),
      (.firstKnown([nowhere, byName]), .stated, "stated, area found by name"),
      (.firstKnown([nowhere, byPoint]), .stated, "stated, area found by the point"),
      (.firstKnown([nowhere, .firstKnown([nowhere, disc(gao, 30_000)])]), .stated, "assumed"),
      (.unknown, .stated, nil),
    ]
    for (place, basis, expected) in cases {
      let properties = try Self.feature(place, basis: basis).properties
      #expect(properties["location_basis"]?.string == expected, "\(place) \(basis)")
    }
  }

  @Test("each kind of place has the properties that belong to it and no others")
  func properties() throws {
    let gao = at(-0.04472, 16.27167)
    let exact = try Self.feature(.exact(gao), note: "A note.").properties
    #expect(exact["location_kind"]?.string == "exact")
    #expect(exact["location_radius_m"]?.integer == 0)
    #expect(exact["location_prior"] == nil)
    #expect(exact["location_note"]?.string == "A note.")
    #expect(exact["country"]?.string == "Mali" && exact["country_share"]?.number == 1)
    #expect(exact["admin1"]?.string == "Gao" && exact["regions"]?.string == "Gao 1.000")
    #expect(exact["near_border_km"] == nil && exact["border_tie"] == nil)
    #expect(exact["boundary_set"]?.string?.contains("2018-05-21") == true)

    let near = try Self.feature(disc(gao, 25_000)).properties
    #expect(near["location_kind"]?.string == "near")
    #expect(near["location_radius_m"]?.integer == 25_000)
    #expect(near["location_prior"]?.string == "uniform")

    let section = try Self.feature(
      .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .border(of: "Algeria"))
    ).properties
    #expect(section["route_id"]?.string == "gao-adrar")
    #expect(section["route_from_km"]?.number == 0)
    #expect(section["route_to_km"]?.number == 567.006)
    #expect(section["location_radius_m"] == nil)
    #expect(section["regions"]?.string == "Kidal 0.606; Gao 0.394")
    #expect(section["admin1"]?.string == "Kidal" && section["admin1_share"]?.number == 0.606)

    let area = try Self.feature(
      .area(AreaReference(names: ["Kidal"], level: 1, country: "Mali"))
    ).properties
    #expect(area["area_id"]?.string == "MLI.kidal")
    #expect(area["location_radius_m"]?.integer == 215_924)

    let khalil = try Self.feature(.exact(at(1.04303, 21.19006))).properties
    #expect(khalil["near_border_km"]?.number == 1.879)
    let tie = try Self.feature(.exact(at(1.97583, 17.97523))).properties
    #expect(tie["border_tie"] == .bool(true) && tie["near_border_km"]?.number == 0)

    let unknown = try Self.feature(.unknown)
    #expect(unknown.geometry == nil)
    #expect(unknown.properties["location_kind"]?.string == "unknown")
    for name in ["location_basis", "location_prior", "location_radius_m", "country", "regions"] {
      #expect(unknown.properties[name] == nil, "\(name)")
    }
  }

  @Test("no property stands twice, and kept columns never displace ours")
  func names() throws {
    let ground = try Shipped.ground()
    let place = try ground.resolve(disc(at(1.04303, 21.19006), 25_000))
    var incident = Incident(id: "SYNTHETIC", placeName: "SYNTHETIC")
    incident.extra = ["id": .string("other"), "country": .string("Nowhere")]
    let mapped = MappedIncident(
      incident: incident, place: place, membership: try ground.membership(of: place))
    let all = mapped.feature(.place, keeping: .all).properties
    let names = all.members.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(all["id"]?.string == "SYNTHETIC" && all["src_id"]?.string == "other")
    #expect(all["src_country"]?.string == "Nowhere")
    let one = mapped.feature(.place, keeping: .named(["country", "none"])).properties
    #expect(one["src_country"]?.string == "Nowhere" && one["src_id"] == nil)
    #expect(mapped.feature(.place).properties["src_id"] == nil)
  }
}
