import Foundation
import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

private func at(_ pairs: (Double, Double)...) -> [Coordinate] {
  pairs.map { Coordinate(x: $0.0, y: $0.1) }
}

private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Coordinate] {
  at((west, south), (east, south), (east, north), (west, north), (west, south))
}

/// Area in square degrees of a closed ring, and whether it holds a point, told by a plain sum and a
/// plain count of crossings.
private func area(_ ring: [Coordinate]) -> Double {
  zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
}

private func isInside(_ point: Coordinate, _ polygon: Polygon) -> Bool {
  var inside = false
  for ring in polygon.rings {
    for (a, b) in zip(ring, ring.dropFirst()) where (a.y > point.y) != (b.y > point.y) {
      if point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) { inside.toggle() }
    }
  }
  return inside
}

@Suite("Cutting at the antimeridian")
struct AntimeridianTests {
  @Test("the line of RFC 7946, section 3.1.9, in both ways of writing it")
  func line() {
    let parts = Geometry.multiLineString([
      LineString(at((170, 45), (180, 45))), LineString(at((-180, 45), (-170, 45))),
    ])
    #expect(AntimeridianCut.cut(.lineString(LineString(at((170, 45), (-170, 45))))) == parts)
    #expect(AntimeridianCut.cut(.lineString(LineString(at((170, 45), (190, 45))))) == parts)
    let back = AntimeridianCut.cut(.lineString(LineString(at((-170, 45), (-190, 45)))))
    #expect(
      back
        == .multiLineString([
          LineString(at((-170, 45), (-180, 45))), LineString(at((180, 45), (170, 45))),
        ]))
  }

  @Test("the polygon of RFC 7946, section 3.1.9, in both ways of writing it")
  func polygon() {
    for ring in [box(170, 40, 190, 50), box(170, 40, -170, 50), box(-190, 40, -170, 50)] {
      let parts = AntimeridianCut.cut(.polygon(Polygon(exterior: ring))).polygons
      #expect(parts.count == 2)
      #expect(
        parts.map { Envelope($0.exterior) } == [
          Envelope(minX: 170, minY: 40, maxX: 180, maxY: 50),
          Envelope(minX: -180, minY: 40, maxX: -170, maxY: 50),
        ])
      #expect(parts.allSatisfy { $0.exterior.count == 5 && area($0.exterior) == 100 })
    }
  }

  static let lines: [([Coordinate], [[Coordinate]])] = [
    (at((175, 0), (180, 5)), [at((175, 0), (180, 5))]),
    (at((175, 0), (180, 5), (175, 10)), [at((175, 0), (180, 5), (175, 10))]),
    (at((180, 0), (180, 10)), [at((180, 0), (180, 10))]),
    (at((175, 0), (180, 5), (185, 10)), [at((175, 0), (180, 5)), at((-180, 5), (-175, 10))]),
    (
      at((175, 0), (180, 5), (-180, 5), (-175, 10)),
      [at((175, 0), (180, 5), (180, 5)), at((-180, 5), (-175, 10))]
    ),
    (
      at((170, 0), (190, 20), (170, 40)),
      [at((170, 0), (180, 10)), at((-180, 10), (-170, 20), (-180, 30)), at((180, 30), (170, 40))]
    ),
    (at((-100, 0), (100, 0)), [at((-100, 0), (-180, 0)), at((180, 0), (100, 0))]),
    (
      at((170, 0), (180, 0), (180, 10), (190, 10)),
      [at((170, 0), (180, 0), (180, 10)), at((-180, 10), (-170, 10))]
    ),
    (
      at((-90, 0), (90, 0), (270, 0), (450, 0)),
      [at((-90, 0), (90, 0), (180, 0)), at((-180, 0), (-90, 0), (90, 0))]
    ),
  ]

  @Test("lines are cut where they pass and nowhere else", arguments: lines)
  func lineCases(line: [Coordinate], parts: [[Coordinate]]) {
    let cut = AntimeridianCut.cut(.lineString(LineString(line)))
    #expect(cut.lineStrings.map(\.coordinates) == parts)
  }

  @Test("what only touches the antimeridian, or runs along the pole, is left as it is")
  func untouched() {
    let antarctica = at(
      (-180, -84), (-90, -75), (0, -70), (90, -66), (180, -84), (180, -90), (-180, -90),
      (-180, -84))
    for ring in [
      box(170, 40, 180, 50), box(-180, 40, -170, 50), antarctica, box(-180, -90, 180, 90),
      box(-180, -60, 180, 60),
    ] {
      let geometry = Geometry.polygon(Polygon(exterior: ring))
      #expect(!AntimeridianCut.isNeeded(for: geometry))
      #expect(AntimeridianCut.cut(geometry) == geometry)
    }
  }

  @Test("a ring that steps over the antimeridian at a vertex is cut there")
  func steps() {
    let ring = at(
      (170, 0), (180, 0), (-180, 0), (-170, 0), (-170, 10), (-180, 10), (180, 10), (170, 10),
      (170, 0))
    let parts = AntimeridianCut.cut(.polygon(Polygon(exterior: ring))).polygons
    #expect(parts.map { area($0.exterior) } == [100, 100])
  }

  @Test("holes go with the part they lie in, or are cut with it")
  func holes() {
    let polygon = Polygon(
      exterior: box(160, 0, -160, 20),
      holes: [box(165, 5, 170, 10), box(-170, 5, -165, 10), box(175, 5, -175, 15)])
    let parts = AntimeridianCut.cut(.polygon(polygon)).polygons
    #expect(parts.count == 2)
    #expect(parts.map(\.holes.count) == [1, 1])
    #expect(parts.map { area($0.exterior) } == [350, 350])
    #expect(parts.allSatisfy { area($0.holes[0]) == -25 })
  }

  @Test("a ring with arms is cut into as many parts as there are")
  func arms() {
    // A comb with its back in the east and three teeth over the antimeridian.
    let comb = at(
      (190, 0), (190, 50), (170, 50), (170, 40), (185, 40), (185, 30), (170, 30), (170, 20),
      (185, 20), (185, 10), (170, 10), (170, 0), (190, 0))
    let parts = AntimeridianCut.cut(.polygon(Polygon(exterior: comb))).polygons
    #expect(parts.count == 4)
    #expect(parts.map { abs(area($0.exterior)) }.sorted() == [100, 100, 100, 400])
  }

  @Test("tips that touch the antimeridian divide a part, and holes that touch it stay holes")
  func tips() {
    let notched = at(
      (170, 0), (190, 0), (190, 10), (170, 10), (170, 8), (180, 5), (170, 2), (170, 0))
    var parts = AntimeridianCut.cut(.polygon(Polygon(exterior: notched))).polygons
    #expect(parts.map { area($0.exterior) }.sorted() == [35, 35, 100])

    let hole = at((180, 5), (175, 4), (175, 6), (180, 5))
    parts =
      AntimeridianCut.cut(.polygon(Polygon(exterior: box(170, 0, 190, 10), holes: [hole])))
      .polygons
    #expect(parts.map { area($0.exterior) } == [100, 100])
    #expect(parts.map { $0.holes.map(area) } == [[-5], []])

    // Only the tip of this one is beyond.
    let tip = at((170, 0), (180, 5), (190, 5), (180, 5), (170, 10), (170, 0))
    parts = AntimeridianCut.cut(.polygon(Polygon(exterior: tip))).polygons
    #expect(parts.reduce(0) { $0 + area($1.exterior) } == 50)
  }

  @Test("a ring round a pole gets an edge along the pole")
  func poles() {
    for pole in [90.0, -90.0] {
      let ring = (0...36).map { Coordinate(x: Double($0 % 36) * 10, y: pole * 8 / 9) }
      for ring in [ring, ring.reversed()] {
        let parts = AntimeridianCut.cut(.polygon(Polygon(exterior: ring))).polygons
        #expect(abs(parts.reduce(0) { $0 + area($1.exterior) } - 3600) < 1e-9)
        #expect(parts.allSatisfy { $0.exterior.contains { $0.y == pole } })
      }
    }
  }

  @Test("a ring whose first edge crosses the antimeridian is cut like one begun elsewhere")
  func firstEdge() {
    let corners = [170.0, 190, 280, 360, 450].map { Coordinate(x: $0, y: 60) }
    for first in corners.indices {
      var ring = Array(corners[first...] + corners[..<first])
      ring.append(ring[0])
      let cut = AntimeridianCut.cut(.polygon(Polygon(exterior: ring)))
      #expect(cut.polygons.allSatisfy { $0.exterior.contains { $0.y == 90 } }, "\(ring)")
      #expect(!cut.polygons.isEmpty)
    }
    // A ring that is not closed is no polygon, and still must not stop the program.
    let open = [(170.0, 1.0), (190, 0), (5, 2)].map { Coordinate(x: $0.0, y: $0.1) }
    _ = AntimeridianCut.cut(.polygon(Polygon(exterior: open)))
  }

  @Test("a belt round a pole that leaves the pole out keeps it out")
  func belt() {
    func ring(_ latitude: Double, _ first: Int) -> [Coordinate] {
      (0...36).map { Coordinate(x: Double(($0 + first) % 36) * 10 - 175, y: latitude) }
    }
    for (outer, inner) in [(70.0, 80.0), (-70, -80)] {
      let belt = Polygon(exterior: ring(outer, 3), holes: [ring(inner, 20).reversed()])
      let parts = AntimeridianCut.cut(.polygon(belt)).polygons
      #expect(abs(parts.reduce(0) { $0 + area($1.exterior) } - 3600) < 1e-9)
      #expect(parts.allSatisfy { $0.holes.isEmpty })
      #expect(!parts.contains { isInside(Coordinate(x: 20, y: outer > 0 ? 85 : -85), $0) })
    }
  }

  @Test("a hole that is a spike across the antimeridian is left out (found by fuzzing)")
  func spike() throws {
    func ring(_ points: [(Double, Double)]) -> [Coordinate] {
      points.map { Coordinate(x: $0.0, y: $0.1) }
    }
    let polygon = Polygon(
      exterior: ring([(170, 0), (190, 0), (190, 10), (169, 10), (170, 0)]),
      holes: [ring([(175, 2), (185, 2), (105, 2), (175, 2)])])
    let parts = AntimeridianCut.cut(.polygon(polygon)).polygons
    #expect(parts.count == 2)
    #expect(parts.allSatisfy { $0.rings.allSatisfy { $0.count >= 4 && $0.first == $0.last } })
  }

  @Test("cutting keeps area and membership, for seeded random stars with a hole", arguments: 0..<60)
  func stars(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let center = Coordinate(
      x: Double.random(in: 165...195, using: &generator),
      y: Double.random(in: -50...50, using: &generator))
    let count = Int.random(in: 5...40, using: &generator)
    // Rounded now and then, so that vertices fall on the antimeridian itself.
    let isRounded = seed % 3 == 0
    func star(_ low: Double, _ high: Double) -> [Coordinate] {
      var ring = (0..<count).map { step in
        let angle = 2 * Double.pi * Double(step) / Double(count)
        let radius = Double.random(in: low...high, using: &generator)
        let x = center.x + radius * cos(angle)
        let y = center.y + radius * cos(angle - .pi / 2)
        return Coordinate(x: isRounded ? x.rounded() : x, y: y)
      }
      ring.append(ring[0])
      return ring
    }
    let plane = Polygon(exterior: star(12, 30), holes: [star(3, 8).reversed()])
    let wrapped = Geometry.polygon(plane).map {
      Coordinate(x: $0.x > 180 ? $0.x - 360 : $0.x, y: $0.y)
    }
    for geometry in [Geometry.polygon(plane), wrapped] {
      let parts = AntimeridianCut.cut(geometry).polygons
      let total = parts.reduce(0) { sum, part in
        sum + part.rings.dropFirst().reduce(abs(area(part.exterior))) { $0 - abs(area($1)) }
      }
      let expected = abs(area(plane.exterior)) - abs(area(plane.holes[0]))
      #expect(abs(total - expected) < 1e-9 * expected, "seed \(seed)")
      for _ in 0..<200 {
        let point = Coordinate(
          x: center.x + Double.random(in: -32...32, using: &generator),
          y: center.y + Double.random(in: -32...32, using: &generator))
        let there = Coordinate(x: point.x > 180 ? point.x - 360 : point.x, y: point.y)
        let holders = parts.count { isInside(there, $0) }
        #expect(holders == (isInside(point, plane) ? 1 : 0), "seed \(seed), \(point)")
      }
      for part in parts {
        let envelope = Envelope(part.exterior)
        #expect(envelope.minX >= -180 && envelope.maxX <= 180, "seed \(seed)")
        #expect(part.rings.allSatisfy { $0.count >= 4 && $0.first == $0.last }, "seed \(seed)")
      }
    }
  }
}
