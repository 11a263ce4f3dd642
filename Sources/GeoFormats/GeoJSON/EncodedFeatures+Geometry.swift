import SimpleFeatures

extension EncodedFeatures {
  /// Appends a geometry that is checked and cut already; `indent` is the level of the line it
  /// starts on, nil for one line.
  mutating func append(_ geometry: Geometry, indent: Int?) {
    let inner = indent.map { $0 + 1 }
    let isPretty = indent != nil
    bytes.append(UInt8(ascii: "{"))
    bytes.appendLineBreak(inner)
    bytes.appendName("type", isPretty: isPretty)
    bytes.appendJSONString(geometry.typeName)
    bytes.append(UInt8(ascii: ","))
    bytes.appendLineBreak(inner)
    if case .geometryCollection(let members) = geometry {
      bytes.appendName("geometries", isPretty: isPretty)
      list(members.filter { !$0.isEmpty }) { $0.append($1, indent: inner) }
    } else {
      bytes.appendName("coordinates", isPretty: isPretty)
      appendCoordinates(geometry)
    }
    bytes.appendLineBreak(indent)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func appendCoordinates(_ geometry: Geometry) {
    switch geometry {
    case .point(let point): positions(CollectionOfOne(point), least: 1, isSingle: true)
    case .multiPoint(let points): positions(points, least: points.count, isConnected: false)
    case .lineString(let line): positions(line.coordinates, least: 2)
    case .multiLineString(let lines):
      list(lines.filter { !$0.coordinates.isEmpty }) { $0.positions($1.coordinates, least: 2) }
    case .polygon(let polygon): rings(polygon)
    case .multiPolygon(let polygons):
      list(polygons.filter { !$0.exterior.isEmpty }) { $0.rings($1) }
    case .geometryCollection: break
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], _ append: (inout EncodedFeatures, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func rings(_ polygon: Polygon) {
    bytes.append(UInt8(ascii: "["))
    positions(Ring.oriented(polygon.exterior, isCounterClockwise: true), least: 4)
    for hole in polygon.holes where !hole.isEmpty {
      bytes.append(UInt8(ascii: ","))
      positions(Ring.oriented(hole, isCounterClockwise: false), least: 4)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Appends positions, without those equal to the one before if `least` are left.
  private mutating func positions(
    _ coordinates: some Collection<Coordinate>, least: Int, isSingle: Bool = false,
    isConnected: Bool = true
  ) {
    let mergesRepeats = hasDistinctNeighbors(coordinates, least)
    var (west, east, south, north) = (Int.max, Int.min, Int.max, Int.min)
    let capacity = coordinates.count * (2 * OutputSpan<UInt8>.millionthsCapacity + 4) + 2
    bytes.append(addingCapacity: capacity) { output in
      if !isSingle { output.append(UInt8(ascii: "[")) }
      var previous: (x: Int, y: Int)?
      for coordinate in coordinates {
        let (x, y) = (millionths(coordinate.x), millionths(coordinate.y))
        if let previous {
          if mergesRepeats && previous == (x, y) { continue }
          output.append(UInt8(ascii: ","))
        }
        output.append(UInt8(ascii: "["))
        output.appendMillionths(x)
        output.append(UInt8(ascii: ","))
        output.appendMillionths(y)
        output.append(UInt8(ascii: "]"))
        west = min(west, x)
        east = max(east, x)
        south = min(south, y)
        north = max(north, y)
        previous = (x, y)
      }
      if !isSingle { output.append(UInt8(ascii: "]")) }
    }
    if isConnected {
      if west <= east { extent.include(west: west, east: east, south: south, north: north) }
      return
    }
    for coordinate in coordinates {
      let (x, y) = (millionths(coordinate.x), millionths(coordinate.y))
      extent.include(west: x, east: x, south: y, north: y)
    }
  }

  /// Whether at least so many positions are left when repeats are merged; looks no further.
  private func hasDistinctNeighbors(_ coordinates: some Collection<Coordinate>, _ least: Int)
    -> Bool
  {
    var count = 0
    var previous: (x: Int, y: Int)?
    for coordinate in coordinates {
      let rounded = (x: millionths(coordinate.x), y: millionths(coordinate.y))
      if let previous, previous == rounded { continue }
      count += 1
      if count >= least { return true }
      previous = rounded
    }
    return false
  }
}

/// Degrees to the nearest millionth; the caller has checked the range.
@inline(__always)
func millionths(_ degrees: Double) -> Int { Int((degrees * 1_000_000).rounded()) }
