import Foundation
import SimpleFeatures

/// The area that a region has on a disc, summed up edge by edge by Green's theorem.
///
/// Seen from the centre, the boundary of a region turns by a full circle in all if the region holds
/// the centre, else by none. Outside the disc an edge cuts off the sector in which it is seen, inside
/// the area that it sweeps: so the area is that of the disc if the region holds the centre, plus for
/// each piece of an edge inside the disc what it sweeps less its sector. Edges outside count nothing.
/// Pieces straight in longitude and latitude are parabolas on the plane, which is right to the cube
/// of their length.
struct DiscArea {
  private let projection: LocalEqualArea
  private let squaredRadius: Double
  /// How long an edge may be for its bend to be told without its middle, squared: a tenth of the
  /// radius, for which the area is right to 1e-9 of the disc for 25 km and 1e-7 for 200 km.
  private let squaredShort: Double
  /// How far a piece may bend away from its chord, squared.
  private let squaredBend: Double
  /// What lies beyond is not near the disc, in degrees.
  private let window: Envelope
  private var last: (position: Coordinate, plane: Coordinate)?

  /// The area of the disc in square metres.
  var total: Double { .pi * squaredRadius }

  /// - Parameters:
  ///   - window: holds the disc; at most 0.3 radians of longitude and 3 degrees of latitude from it.
  ///   - bendMeters: less than the distance of the centre from any edge.
  init(center: Coordinate, radiusMeters: Double, window: Envelope, bendMeters: Double) {
    projection = LocalEqualArea(center: center)
    squaredRadius = projection.squaredRadius(ofCircle: radiusMeters)
    squaredShort = squaredRadius / 100
    squaredBend = bendMeters * bendMeters
    self.window = window
  }

  /// What an edge adds to the area of the region on its left, in square metres; nil where it does
  /// not meet the disc.
  mutating func part(of edge: RegionGrid.Edge) -> Double? {
    guard let (a, b) = clipped(edge.start, edge.end) else { return nil }
    // Edges come along their rings as a rule.
    let start = if let last, last.position == a { last.plane } else { projection.forward(a) }
    let end = projection.forward(b)
    last = (b, end)
    let chord = Coordinate(x: end.x - start.x, y: end.y - start.y)
    if dot(chord, chord) < squaredShort {
      let arc = Parabola(start: start, chord: chord, bend: projection.bend(from: a, to: b))
      if dot(arc.bend, arc.bend) <= squaredBend { return part(of: arc, end: end) }
    }
    return part(from: a, start, to: b, end, depth: 0)
  }

  private func part(
    from a: Coordinate, _ start: Coordinate, to b: Coordinate, _ end: Coordinate, depth: Int
  ) -> Double? {
    let middle = Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    let top = projection.forward(middle)
    let bend = Coordinate(x: top.x - (start.x + end.x) / 2, y: top.y - (start.y + end.y) / 2)
    if dot(bend, bend) > squaredBend, depth < 16 {
      let first = part(from: a, start, to: middle, top, depth: depth + 1)
      let second = part(from: middle, top, to: b, end, depth: depth + 1)
      guard let first, let second else { return first ?? second }
      return first + second
    }
    let arc = Parabola(
      start: start, chord: Coordinate(x: end.x - start.x, y: end.y - start.y), bend: bend)
    return part(of: arc, end: end)
  }

  @inline(__always)
  private func part(of arc: Parabola, end: Coordinate) -> Double? {
    if dot(arc.start, arc.start) < squaredRadius, dot(end, end) < squaredRadius {
      return arc.area(to: end, lessSectorOf: squaredRadius)
    }
    return arc.stretch(inCircleOf: squaredRadius).map {
      arc.area($0, lessSectorOf: squaredRadius)
    }
  }

  /// The part of an edge in the window (Liang and Barsky 1984); nil where there is none.
  private func clipped(_ a: Coordinate, _ b: Coordinate) -> (Coordinate, Coordinate)? {
    if window.contains(a), window.contains(b) { return (a, b) }
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    var (first, last) = (0.0, 1.0)
    func cut(_ step: Double, _ room: Double) -> Bool {
      if step == 0 { return room >= 0 }
      if step < 0 { first = max(first, room / step) } else { last = min(last, room / step) }
      return true
    }
    guard cut(-dx, a.x - window.minX), cut(dx, window.maxX - a.x), cut(-dy, a.y - window.minY),
      cut(dy, window.maxY - a.y)
    else { return nil }
    guard first < last else { return nil }
    func position(_ share: Double) -> Coordinate {
      share == 0 ? a : share == 1 ? b : Coordinate(x: a.x + dx * share, y: a.y + dy * share)
    }
    return (position(first), position(last))
  }
}

/// A curve that leaves its chord by `bend` in the middle.
private struct Parabola {
  var start: Coordinate
  var chord: Coordinate
  var bend: Coordinate

  func position(_ t: Double) -> Coordinate {
    let out = 4 * t * (1 - t)
    return Coordinate(
      x: start.x + t * chord.x + out * bend.x, y: start.y + t * chord.y + out * bend.y)
  }

  /// The stretch that lies in a circle about the origin; nil where there is none.
  func stretch(inCircleOf squaredRadius: Double) -> ClosedRange<Double>? {
    let end = position(1)
    let startsInside = dot(start, start) < squaredRadius
    let endsInside = dot(end, end) < squaredRadius
    if startsInside && endsInside { return 0...1 }
    let a = dot(chord, chord)
    let b = dot(start, chord)
    let c = dot(start, start) - squaredRadius
    let discriminant = b * b - a * c
    guard a > 0, discriminant > 0 else { return nil }
    let root = discriminant.squareRoot()
    if !startsInside && !endsInside && (-b <= 0 || -b >= a) { return nil }
    let first = startsInside ? 0 : crossing(near: (-b - root) / a, squaredRadius)
    let last = endsInside ? 1 : crossing(near: (-b + root) / a, squaredRadius)
    return first < last ? first...last : nil
  }

  /// Where the curve crosses the circle, from where its chord does (Newton).
  private func crossing(near guess: Double, _ squaredRadius: Double) -> Double {
    var t = guess
    for _ in 0..<2 {
      let here = position(t)
      let turn = 4 * (1 - 2 * t)
      let slope =
        2 * dot(here, Coordinate(x: chord.x + turn * bend.x, y: chord.y + turn * bend.y))
      let step = (dot(here, here) - squaredRadius) / slope
      // Where the curve grazes the circle, its chord has to do.
      guard abs(step) < 0.1 else { break }
      t -= step
    }
    return min(1, max(0, t))
  }

  /// What the whole curve sweeps about the origin, less the sector of a circle that it is seen in.
  @inline(__always)
  func area(to end: Coordinate, lessSectorOf squaredRadius: Double) -> Double {
    let sweep = cross(start, end)
    return sweep / 2 + cross(bend, chord) * 2 / 3
      - squaredRadius / 2 * angle(sweep, dot(start, end))
  }

  /// What a stretch of the curve sweeps about the origin, less the sector of a circle that it is
  /// seen in.
  func area(_ stretch: ClosedRange<Double>, lessSectorOf squaredRadius: Double) -> Double {
    let length = stretch.upperBound - stretch.lowerBound
    let (p, q) = (position(stretch.lowerBound), position(stretch.upperBound))
    let sweep = cross(p, q)
    let bulge = cross(bend, Coordinate(x: q.x - p.x, y: q.y - p.y)) * length * length
    return sweep / 2 + bulge * 2 / 3 - squaredRadius / 2 * angle(sweep, dot(p, q))
  }
}

@inline(__always)
private func dot(_ a: Coordinate, _ b: Coordinate) -> Double { a.x * b.x + a.y * b.y }

@inline(__always)
private func cross(_ a: Coordinate, _ b: Coordinate) -> Double { a.x * b.y - a.y * b.x }

/// The angle whose sine and cosine are in the ratio of two numbers; small ones by the series of the
/// arctangent, which is then right to 1e-13.
@inline(__always)
private func angle(_ sine: Double, _ cosine: Double) -> Double {
  guard abs(sine) < 0.1 * cosine else { return atan2(sine, cosine) }
  let t = sine / cosine
  let s = t * t
  return t
    * (1 - s * (1 / 3 - s * (1 / 5 - s * (1 / 7 - s * (1 / 9 - s * (1 / 11 - s * (1 / 13)))))))
}
