import GeoFormats
import Incidents
import SimpleFeatures
import Testing

@testable import IncidentMapping

/// Each profile against the form that its viewer documents. The incidents are SYNTHETIC.
@Suite("Output profiles")
struct OutputProfileTests {
  private static let hostile = "<img src=x onerror=alert(1)> & \"SYNTHETIC\" 'x'"

  /// One incident of each kind of place; the first has a denial, the last neither place nor date.
  private static func incidents() throws -> [MappedIncident] {
    let ground = try Shipped.ground()
    let gao = at(-0.04472, 16.27167)
    let places: [(String, Place)] = [
      ("900001", .exact(gao)), ("near", disc(gao, 25_000)),
      (
        "ring",
        .ring(center: .coordinate(gao, name: nil), innerMeters: 5000, outerMeters: 9000)
      ), ("section", .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .stop("Anefis"))),
      ("area", .area(AreaReference(names: ["Kidal"], level: 1, country: "Mali"))),
      ("fiji", disc(at(179.9, -16.8), 60_000)),
      (
        "mixture",
        .mixture([
          .init(weight: 3, place: disc(gao, 10_000)), .init(weight: 1, place: .exact(gao)),
        ])
      ), ("unknown", .unknown),
    ]
    return try places.enumerated().map { number, entry in
      let resolved = try ground.resolve(entry.1)
      var incident = Incident(id: entry.0, place: entry.1)
      if number == 0 { incident.title = hostile }
      incident.eventType = "SYNTHETIC event"
      incident.sources = [hostile, "https://x.example/\(number % 2)"]
      incident.extra = ["note": .string("=1+1"), "long": .string("1234567890123456")]
      if entry.1 != .unknown {
        incident.date = try UncertainDate(edtf: "2024-0\(number + 1)-05")
        incident.reportedToll = try ReportedToll(low: nil, best: number * 5, high: nil)
      }
      if number == 0 {
        incident.claims = [
          Claim(source: "SYNTHETIC A", stance: .alleges),
          Claim(source: "SYNTHETIC army", stance: .denies),
        ]
      }
      return MappedIncident(
        incident: incident, place: resolved, membership: try ground.membership(of: resolved))
    }
  }

  /// What a profile writes to each of its files.
  private static func written(
    _ profile: OutputProfile, style: GeometryStyle? = nil, columns: KeptColumns = .none
  ) throws -> [[UInt8]] {
    let sinks = profile.files(for: "out").map { _ in MemorySink() }
    let table = IncidentTable(
      kept: columns == .all ? ["note", "long"] : [], isForExcel: profile == .excel)
    let encoder = IncidentEncoder(
      profile, style: style ?? profile.geometry, columns: columns, table: table, isPretty: false)
    var writer = try IncidentWriter(
      profile, to: sinks, name: "SYNTHETIC", members: [:], isPretty: false)
    try writer.begin(table)
    for incident in try incidents() {
      var part = EncodedIncidents()
      _ = try encoder.append(incident, to: &part)
      try writer.write(part)
    }
    try writer.finish()
    return sinks.map(\.bytes)
  }

  private static func features(_ profile: OutputProfile, style: GeometryStyle? = nil) throws
    -> [Feature]
  {
    try written(profile, style: style).flatMap {
      try GeoJSONReader.read($0, file: "output").features
    }
  }

  @Test("simplestyle: keys and values are those of version 1.1.0, for the geometry at hand")
  func simplestyle() throws {
    let marker = ["marker-color", "marker-size", "marker-symbol"]
    let stroke = ["stroke", "stroke-width", "stroke-opacity"]
    let fill = ["fill", "fill-opacity"]
    for style in [GeometryStyle.place, .point, .footprint] {
      let features = try Self.features(.geojsonIO, style: style)
      // A feature without geometry would stop geojson.io.
      #expect(features.count == 7 && features.allSatisfy { $0.geometry != nil })
      for feature in features {
        let names = Set(feature.properties.members.map(\.name))
        #expect(names.isSuperset(of: ["title", "description"]))
        let used = (marker + stroke + fill).filter(names.contains)
        switch feature.geometry?.typeName {
        case "Point": #expect(used == ["marker-color", "marker-size"])
        case "LineString": #expect(used == stroke)
        default: #expect(used == stroke + fill)
        }
        for name in ["marker-color", "stroke", "fill"] {
          guard let color = feature.properties[name]?.string else { continue }
          #expect(color.wholeMatch(of: /#[0-9a-f]{6}/) != nil)
        }
        for name in ["stroke-opacity", "fill-opacity"] {
          guard let value = feature.properties[name]?.number else { continue }
          #expect((0...1).contains(value))
        }
        let size = feature.properties["marker-size"]?.string ?? "medium"
        #expect(["small", "medium", "large"].contains(size))
      }
    }
  }

  @Test("an uncertain place drawn as a point is paler than a known one of the same grade")
  func pale() throws {
    let features = try Self.features(.geojsonIO, style: .point)
    func color(_ id: String) -> String? {
      features.first { $0.id == id }?.properties["marker-color"]?.string
    }
    // The blue of "unstated", #1f78b4, half way to white.
    #expect(color("near") == "#8fbbd9" && color("section") == "#8fbbd9")
    // The grade of the first is contested or single-source, never pale.
    #expect(["#6a3d9a", "#fc8d59"].contains(color("900001")))
  }

  @Test("the size says none killed only where nobody can have been")
  func sizes() throws {
    let cases: [(low: Int?, best: Int?, high: Int?, radius: Int)] = [
      (0, 0, 0, 4), (0, 0, 7961, 6), (1, 9, 9, 6), (1, 10, 10, 9), (10, nil, nil, 9),
      (nil, nil, 12, 9), (nil, 0, nil, 4),
    ]
    for toll in cases {
      let gao = Place.exact(at(-0.04472, 16.27167))
      let ground = try Shipped.ground()
      let place = try ground.resolve(gao)
      var incident = Incident(id: "SYNTHETIC", place: gao)
      incident.reportedToll = try ReportedToll(low: toll.low, best: toll.best, high: toll.high)
      let mapped = MappedIncident(
        incident: incident, place: place, membership: try ground.membership(of: place))
      let symbol = IncidentSymbol(mapped, mapped.feature(.place))
      #expect(symbol.circleRadius == toll.radius, "\(toll)")
    }
  }

  @Test("Leaflet: popups hold no markup of the input, styles are options of Path")
  func leaflet() throws {
    let features = try Self.features(.leaflet)
    #expect(features.count == 8)
    let options = [
      "color", "radius", "weight", "opacity", "fillColor", "fillOpacity", "dashArray",
    ]
    for feature in features {
      let popup = try #require(feature.properties["popup"]?.string)
      let bare = popup.replacing("<strong>", with: "").replacing("</strong>", with: "")
        .replacing("<br>", with: "")
      #expect(!bare.contains { "<>\"'".contains($0) }, "\(bare)")
      guard case .object(let style)? = feature.properties["style"] else {
        Issue.record("no style")
        continue
      }
      #expect(style.members.allSatisfy { options.contains($0.name) })
      #expect((style["dashArray"] == nil) == (feature.id == "900001"))
      #expect((style["radius"] != nil) == (feature.geometry?.typeName == "Point"))
    }
    #expect(features[0].properties["popup"]?.string?.contains("Denied by: SYNTHETIC army") == true)
  }

  @Test("MapLibre: identifiers are whole numbers, values are flat and typed")
  func maplibre() throws {
    let bytes = try #require(try Self.written(.maplibre).first)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\"type\":\"Feature\",\"id\":900001,"))
    #expect(!text.contains("\"type\":\"Feature\",\"id\":\""))
    let features = try GeoJSONReader.read(bytes, file: "output").features
    let ids = features.compactMap { $0.id.flatMap { Int($0) } }
    #expect(Set(ids).count == 8 && ids.allSatisfy { (0..<(1 << 53)).contains($0) })
    for feature in features {
      for member in feature.properties.members {
        switch member.value {
        case .array, .object, .null: Issue.record("\(member.name) is nested")
        default: break
        }
      }
    }
    // 5 January 2024, 00:00 UTC, by GNU date.
    #expect(features[0].properties["date_start_ms"] == .integer(1_704_412_800_000))
    let keys = features.compactMap { $0.properties["sort_key"]?.integer }
    #expect(keys.count == 8 && keys[0] >= 0 && keys[1...6].allSatisfy { $0 < 0 })
    #expect(keys[4] < keys[1], "Kidal lies below the disc of 25 km")
  }

  @Test("numbers keep their value as identifiers, other text gets one above them")
  func identifiers() {
    // FNV-1a of 64 bits: published test vectors of "" and "foobar" (Noll).
    #expect(StableHash.fnv1a("") == 0xCBF2_9CE4_8422_2325)
    #expect(StableHash.fnv1a("foobar") == 0x8594_4171_F739_67E8)
    #expect(MappedIncident.mapLibreID("123456789012345") == 123_456_789_012_345)
    #expect(MappedIncident.mapLibreID("0") == 0)
    for text in ["007", "-1", "+1", "1234567890123456", "MLI1", "", " 1"] {
      #expect((1 << 52..<1 << 53).contains(MappedIncident.mapLibreID(text)), "\(text)")
    }
  }

  @Test("kepler.gl: one time a feature, colours as lists of numbers")
  func kepler() throws {
    let time = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/
    for feature in try Self.features(.kepler) {
      let times = feature.properties.members.filter {
        $0.value.string?.wholeMatch(of: time) != nil
      }
      #expect(times.map(\.name) == (feature.id == "unknown" ? [] : ["time"]))
      for (name, count) in [("lineColor", 3), ("fillColor", 4)] {
        guard case .array(let channels)? = feature.properties[name] else {
          Issue.record("no \(name)")
          continue
        }
        #expect(channels.count == count)
        #expect(channels.allSatisfy { (0...255).contains($0.integer ?? -1) })
      }
    }
  }

  @Test("QGIS: each file holds one type of geometry, and every incident is in one of them")
  func qgis() throws {
    for style in [GeometryStyle.place, .point, .footprint] {
      let files = try Self.written(.qgis, style: style)
      let layers = try files.map { try GeoJSONReader.read($0, file: "output").features }
      #expect(layers.joined().count == 8)
      for (layer, type) in zip(layers, ["Point", "MultiLineString", "MultiPolygon", nil]) {
        #expect(layer.allSatisfy { $0.geometry?.typeName == type })
      }
      #expect(layers[3].map(\.id) == ["unknown"])
      #expect(String(decoding: files[2], as: UTF8.self).contains("\"name\":\"SYNTHETIC_areas\""))
    }
  }

  @Test("uMap: options are those of its schema, within its bounds")
  func umap() throws {
    let bounds = [
      "iconOpacity": 0.1...1, "opacity": 0.1...1, "fillOpacity": 0.1...1, "weight": 1.0...20,
    ]
    for style in [GeometryStyle.place, .point, .footprint] {
      for feature in try Self.features(.umap, style: style) {
        #expect(feature.properties["name"]?.string?.isEmpty == false)
        #expect(feature.properties["description"]?.string?.isEmpty == false)
        guard case .object(let options)? = feature.properties["_umap_options"] else {
          Issue.record("no options")
          continue
        }
        for option in options.members {
          switch option.name {
          case "color", "dashArray": #expect(option.value.string != nil)
          case "iconClass":
            #expect(["Default", "Circle", "Drop", "Ball"].contains(option.value.string))
          default:
            let bound = try #require(bounds[option.name], "\(option.name)")
            #expect(bound.contains(option.value.number ?? 0))
          }
        }
      }
    }
  }

  @Test("TimeMap: events, sources and associations are as its schemas have them")
  func timemap() throws {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    let files = try Self.written(.timemap)
    guard case .array(let events) = try JSONParser.parse(text(files[0])),
      case .object(let sources) = try JSONParser.parse(text(files[1])),
      case .array(let associations) = try JSONParser.parse(text(files[2]))
    else {
      Issue.record("the files have another form")
      return
    }
    let texts: Set = [
      "id", "description", "date", "time", "time_precision", "time_display", "location",
      "latitude", "longitude", "type", "category", "comments", "colour",
    ]
    let known = associations.compactMap { association -> String? in
      guard case .object(let object) = association else { return nil }
      #expect(object.members.map(\.name) == ["id", "title", "desc", "mode", "filter_paths"])
      return object["id"]?.string
    }
    #expect(Set(known).count == known.count && !known.isEmpty)
    #expect(events.count == 8 && sources.members.count == 3)
    for source in sources.members {
      guard case .object(let object) = source.value else { continue }
      #expect(object["id"]?.string == source.name && object["paths"] == .array([]))
    }
    for (number, event) in events.enumerated() {
      guard case .object(let object) = event else { continue }
      for member in object.members {
        switch member.value {
        case .string: #expect(texts.contains(member.name))
        case .array(let ids):
          let all = member.name == "sources" ? sources.members.map(\.name) : known
          #expect(["sources", "associations"].contains(member.name))
          #expect(!ids.isEmpty && ids.allSatisfy { all.contains($0.string ?? "") })
        default: Issue.record("\(member.name) is no text")
        }
      }
      // The unknown one has a place and a date of empty text, which TimeMap's schema allows.
      #expect(object["latitude"]?.string?.isEmpty == (number == 7))
      #expect(object["date"]?.string == (number == 7 ? "" : "0\(number + 1)/05/2024"))
    }
  }

  @Test("sequences split into whole features at the separators of RFC 8142, or at line ends")
  func sequences() throws {
    let plain = try Self.features(.geojson)
    for (profile, lead) in [(OutputProfile.seq, [UInt8(0x1E)]), (.lines, [])] {
      let bytes = try #require(try Self.written(profile).first)
      #expect(bytes.last == 0x0A && bytes.starts(with: lead + Array("{".utf8)))
      let records = bytes.split(separator: 0x0A)
      #expect(records.count == 8)
      for (record, feature) in zip(records, plain) {
        #expect(record.starts(with: lead) && record.count(where: { $0 == 0x1E }) == lead.count)
        let whole =
          Array("{\"type\":\"FeatureCollection\",\"features\":[".utf8)
          + record.dropFirst(lead.count) + Array("]}".utf8)
        #expect(try GeoJSONReader.read(whole, file: "record").features == [feature])
      }
    }
  }

  @Test("a table read back has every property of the feature, its position and its geometry")
  func table() throws {
    let bytes = try #require(try Self.written(.csv, columns: .all).first)
    var reader = try CSVReader(ByteSource(bytes: bytes, name: "table"))
    let header = reader.header
    #expect(Set(header).count == header.count && header.suffix(2) == ["src_note", "src_long"])
    for mapped in try Self.incidents() {
      let record = try #require(try reader.next())
      let row = Dictionary(uniqueKeysWithValues: zip(header, record.fields))
      let feature = mapped.feature(.place, keeping: .all)
      for member in feature.properties.members {
        let text = try member.value.string ?? member.value.json()
        #expect(row[member.name] == text, "\(member.name)")
      }
      #expect(row["wkt"] == (try feature.geometry?.wellKnownText() ?? ""))
      #expect((row["longitude"] == "") == (mapped.place.kind == .unknown))
      #expect(row["other"] == "")
      let filled = row.values.count { !$0.isEmpty }
      let position = mapped.place.kind == .unknown ? 0 : 3
      #expect(filled == feature.properties.members.count + position)
    }
    #expect(try reader.next() == nil && reader.diagnostics.isEmpty)
  }

  @Test("what has no column of its own is kept in the column other")
  func other() throws {
    var incident = Incident(id: "SYNTHETIC", place: .unknown)
    incident.attributes = ["unheard_of": .integer(5)]
    let mapped = MappedIncident(
      incident: incident, place: .unknown(),
      membership: try Shipped.ground().membership(of: .unknown()))
    let table = IncidentTable()
    let row = try table.row(mapped, mapped.feature(.place))
    let index = try #require(table.header.firstIndex(of: "other"))
    #expect(row[index] == "{\"unheard_of\":5}")
  }

  @Test("for Excel: byte order mark, CR LF, no formulas, no lost digits, no geometry")
  func excel() throws {
    let bytes = try #require(try Self.written(.excel, columns: .all).first)
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(text.utf8.count(where: { $0 == 0x0A }) == text.utf8.count(where: { $0 == 0x0D }))
    var reader = try CSVReader(ByteSource(bytes: bytes, name: "table"))
    let header = reader.header
    #expect(header.first == "id" && !header.contains("wkt"))
    let record = try #require(try reader.next())
    let row = Dictionary(uniqueKeysWithValues: zip(header, record.fields))
    #expect(row["src_note"] == "'=1+1" && row["src_long"] == "'1234567890123456")
    #expect(row["id"] == "900001" && row["date_start"] == "2024-01-05")
    // A number below zero is no formula.
    #expect(row["longitude"] == "-0.04472")
  }

  @Test("endings of file names choose a profile")
  func endings() {
    let cases: [(String, OutputProfile?)] = [
      ("a.csv", .csv), ("A.CSV", .csv), ("x/a.geojsons", .seq), ("a.geojsonl", .lines),
      ("a.ndjson", .lines), ("a.geojson", nil), ("a.json", nil), ("-", nil), ("csv", nil),
    ]
    for (name, profile) in cases { #expect(OutputProfile(endingOf: name) == profile) }
    #expect(
      OutputProfile.timemap.files(for: "a.b/c.json").map(\.self)
        == ["a.b/c.json", "a.b/c_sources.json", "a.b/c_associations.json"])
    #expect(OutputProfile.qgis.files(for: "a.b/c")[0] == "a.b/c_points")
    #expect(OutputProfile.qgis.files(for: ".c")[3] == ".c_unplaced")
  }

  @Test("descriptions do not say more of a place than is known")
  func sentences() throws {
    let starts = [
      "At the marked point.", "Somewhere within 25 km of the centre.",
      "Somewhere in a ring up to 9 km from its centre.",
      "Somewhere on the route gao-adrar between km 0 and km ", "Somewhere in Kidal.",
      "Somewhere within 60 km of the centre.",
      "In one of several places (near 75 %, exact 25 %); the first is drawn.", "Place not known.",
    ]
    for (mapped, start) in zip(try Self.incidents(), starts) {
      let line = try #require(IncidentDescription(mapped).lines.first)
      #expect(line.hasPrefix(start), "\(line)")
    }
  }

  @Test("descriptions give tolls and dates as far as they are known")
  func numbers() throws {
    func lines(_ toll: String?, _ date: String?) throws -> [String] {
      var incident = Incident(id: "SYNTHETIC", place: .unknown)
      if let date { incident.date = try UncertainDate(edtf: date) }
      if let toll {
        incident.claims = [
          Claim(source: "A", stance: .alleges, toll: try TollInterval(text: toll))
        ]
      }
      let mapped = MappedIncident(
        incident: incident, place: .unknown(),
        membership: try Shipped.ground().membership(of: .unknown()))
      return Array(IncidentDescription(mapped).lines[1...2])
    }
    #expect(try lines(nil, nil) == ["Date not known.", "Number of killed not stated."])
    #expect(try lines("24", "2024-03-05") == ["On 2024-03-05.", "24 killed."])
    #expect(
      try lines(">=24", "2024-02")
        == ["Some time from 2024-02-01 to 2024-02-29 (month).", "At least 24 killed."])
    #expect(try lines("24-30", "2024-02-03/..") == ["On 2024-02-03 or later.", "24 to 30 killed."])
    #expect(
      try lines("<=30", "../2024-02-03") == ["On 2024-02-03 or earlier.", "At most 30 killed."])
  }
}
