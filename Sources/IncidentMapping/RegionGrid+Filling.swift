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
