import ReferenceGeography
import SimpleFeatures
import SpatialIndexing

extension RegionGrid {
  /// An edge that touches a cell of a block.
  private struct Touch {
    var cell: Int32
    var region: Int32
    var edge: Int32
  }

  /// A region that has something of a cell of a block.
  private struct Presence {
    var cell: Int32
    var region: Int32
    var reference: Reference
  }

  /// Fills the cells of a block. O(vertices of the regions whose envelopes meet it).
  mutating func fill(_ block: Int) {
    let side = Self.blockSide
    let count = side * side
    let frame = BlockFrame(row: block / Self.blockColumns, column: block % Self.blockColumns)
    var touches: [Touch] = []
    var presences: [Presence] = []
    var toucher = [Int32](repeating: -1, count: count)
    for region in set.index.search(frame.envelope) {
      // Where the rays west from the reference points of a row gain or lose a crossing.
      var turns = [Bool](repeating: false, count: side * (side + 1))
      var doubtful: [Int] = []
      for ring in outline(of: region) {
        for edge in rings[ring].dropLast() {
          let (a, b) = (vertices[edge], vertices[edge + 1])
          guard min(a.y, b.y) <= frame.envelope.maxY, max(a.y, b.y) >= frame.envelope.minY,
            min(a.x, b.x) <= frame.envelope.maxX
          else { continue }
          frame.forEachRow(crossing: a, b) { row, column, isDoubtful in
            turns[row * (side + 1) + column].toggle()
            if isDoubtful { doubtful.append(row * side + min(column, side - 1)) }
            if isDoubtful, column > 0 { doubtful.append(row * side + column - 1) }
          }
          guard max(a.x, b.x) >= frame.envelope.minX else { continue }
          frame.forEachCell(touchedBy: a, b) { cell in
            toucher[cell] = Int32(region)
            touches.append(
              Touch(cell: Int32(cell), region: Int32(region), edge: Int32(edge)))
          }
        }
      }
      for row in 0..<side {
        var isInside = false
        for column in 0..<side {
          if turns[row * (side + 1) + column] { isInside.toggle() }
          let cell = row * side + column
          guard isInside || toucher[cell] == Int32(region) || !doubtful.isEmpty else { continue }
          let reference: Reference =
            doubtful.contains(cell) ? .doubtful : isInside ? .inside : .outside
          if reference == .outside, toucher[cell] != Int32(region) { continue }
          presences.append(
            Presence(cell: Int32(cell), region: Int32(region), reference: reference))
        }
      }
    }
    guard !presences.isEmpty else {
      blockStarts[block] = 0
      return
    }
    append(
      sorted(presences, cells: count) { Int($0.cell) },
      sorted(touches, cells: count) { Int($0.cell) }, of: block)
  }

  /// Lays the parts of a block, sorted by cell and region, behind those of the blocks before.
  private mutating func append(_ presences: [Presence], _ touches: [Touch], of block: Int) {
    blockStarts[block] = Int32(cells.count)
    var presence = 0
    var touch = 0
    for cell in 0..<Int32(Self.blockSide * Self.blockSide) {
      cells.append(Int32(entries.count))
      while presence < presences.count, presences[presence].cell == cell {
        let region = presences[presence].region
        entries.append(
          Entry(
            region: region, firstEdge: Int32(edges.count),
            reference: presences[presence].reference))
        while touch < touches.count, touches[touch].cell == cell, touches[touch].region == region {
          edges.append(touches[touch].edge)
          touch += 1
        }
        presence += 1
      }
    }
    cells.append(Int32(entries.count))
    entries.append(Entry(region: -1, firstEdge: Int32(edges.count), reference: .outside))
  }

  /// Elements in order of their cells, those of one cell in the order given.
  private func sorted<Element>(
    _ elements: [Element], cells: Int, cell: (Element) -> Int
  ) -> [Element] {
    var starts = [Int](repeating: 0, count: cells + 1)
    for element in elements { starts[cell(element) + 1] += 1 }
    for index in 1...cells { starts[index] += starts[index - 1] }
    var order = [Int](repeating: 0, count: elements.count)
    for (index, element) in elements.enumerated() {
      order[starts[cell(element)]] = index
      starts[cell(element)] += 1
    }
    return order.map { elements[$0] }
  }

  /// The rings of a region, laid behind one another when it is first met.
  private mutating func outline(of region: Int) -> Range<Int> {
    if let known = outlines[region] { return known }
    let first = rings.count
    for polygon in set.regions[region].geometry.polygons {
      appendRing(polygon.exterior, isHole: false)
      for hole in polygon.holes { appendRing(hole, isHole: true) }
    }
    let count = vertices.count - owners.count
    owners += Array(repeating: Int32(region), count: count)
    twins += Array(repeating: -1, count: count)
    searches += Array(repeating: 0, count: count)
    for ring in rings[first...] {
      for edge in ring.dropLast() {
        if let twin = edgeTable.twin(of: edge, among: vertices), twins[twin] < 0 {
          twins[twin] = Int32(edge)
          twins[edge] = Int32(twin)
        } else {
          edgeTable.insert(edge, of: vertices)
        }
      }
    }
    outlines[region] = first..<rings.count
    return first..<rings.count
  }

  private mutating func appendRing(_ ring: [Coordinate], isHole: Bool) {
    guard let origin = ring.first, ring.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
      return
    }
    let start = vertices.count
    var twiceArea = 0.0
    var previous = origin
    for vertex in ring {
      twiceArea +=
        (previous.x - origin.x) * (vertex.y - origin.y)
        - (vertex.x - origin.x) * (previous.y - origin.y)
      previous = vertex
    }
    if (twiceArea > 0) == isHole {
      vertices.append(contentsOf: ring.reversed())
    } else {
      vertices.append(contentsOf: ring)
    }
    if previous != origin { vertices.append(vertices[start]) }
    rings.append(start..<vertices.count)
  }
}

/// Where a block lies, and which of its cells an edge meets.
private struct BlockFrame {
  /// The block, a little widened.
  let envelope: Envelope
  private let west: Double
  private let south: Double
  /// The reference point of the cell in the south-west.
  private let reference: Coordinate
  private let side = RegionGrid.blockSide
  private let size = 1 / Double(RegionGrid.cellsPerDegree)

  init(row: Int, column: Int) {
    let degrees = Double(side) * size
    west = Double(column) * degrees - 180
    south = Double(row) * degrees - 90
    let reach = RegionGrid.reachDegrees
    envelope = Envelope(
      minX: west - reach, minY: south - reach, maxX: west + degrees + reach,
      maxY: south + degrees + reach)
    reference = RegionGrid.reference(row: row * side, column: column * side)
  }

  /// Calls a function with each row whose line of reference points an edge crosses and the first
  /// column whose point lies east of the crossing; in doubt where one lies too near to tell.
  @inline(__always)
  func forEachRow(
    crossing a: Coordinate, _ b: Coordinate, _ body: (Int, Int, _ isDoubtful: Bool) -> Void
  ) {
    let first = index((min(a.y, b.y) - reference.y) / size)
    let last = index((max(a.y, b.y) - reference.y) / size)
    for row in first...last {
      let y = reference.y + Double(row) * size
      guard (a.y > y) != (b.y > y) else { continue }
      let x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
      let place = min(max((x - reference.x) / size, -0.5), Double(side) - 0.5)
      let isDoubtful = abs(place - place.rounded()) < 1e-7
      body(row, Int(place.rounded(.down)) + 1, isDoubtful)
    }
  }

  /// Calls a function with each cell that an edge touches.
  @inline(__always)
  func forEachCell(touchedBy a: Coordinate, _ b: Coordinate, _ body: (Int) -> Void) {
    let reach = RegionGrid.reachDegrees
    let rows =
      index((min(a.y, b.y) - reach - south) / size)...index((max(a.y, b.y) + reach - south) / size)
    let (low, high) = (min(a.x, b.x) - reach, max(a.x, b.x) + reach)
    for row in rows {
      var (left, right) = (low, high)
      if rows.count > 1 {
        // The part of the edge between the southern and the northern side of the row.
        let slope = (b.x - a.x) / (b.y - a.y)
        let floor = south + Double(row) * size - reach
        let first = a.x + (min(max(floor, min(a.y, b.y)), max(a.y, b.y)) - a.y) * slope
        let ceiling = floor + size + 2 * reach
        let second = a.x + (min(max(ceiling, min(a.y, b.y)), max(a.y, b.y)) - a.y) * slope
        if slope.isFinite {
          left = max(low, min(first, second) - reach)
          right = min(high, max(first, second) + reach)
        }
      }
      guard right >= envelope.minX, left <= envelope.maxX else { continue }
      for column in index(
        (left - west) / size)...max(
          index((left - west) / size), index((right - west) / size))
      {
        body(row * side + column)
      }
    }
  }

  /// A row or column of the block, the nearest one for a place beside it.
  @inline(__always)
  private func index(_ place: Double) -> Int {
    Int(min(max(place, 0), Double(side - 1)))
  }
}
