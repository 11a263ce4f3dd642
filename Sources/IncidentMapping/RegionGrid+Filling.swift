import ReferenceGeography
import SimpleFeatures
import SpatialIndexing

extension RegionGrid {
  /// An edge that touches a block.
  fileprivate struct BlockEdge {
    /// The vertex at which it starts.
    var vertex: Int32
    var region: Int32
    /// The region that has the same edge the other way round; -1 for none.
    var twin: Int32 = -1
    /// Whether that region's edge stands for both.
    var isDropped = false
  }

  /// An edge of a block that touches one of its cells.
  fileprivate struct Touch {
    var cell: Int32
    var edge: Int32
  }

  /// A region that has something of a cell of a block.
  fileprivate struct Presence {
    var cell: Int32
    var member: Member
  }

  /// Fills the cells of a block. O(vertices in the block and west of it, of the regions whose
  /// envelopes meet it).
  mutating func fill(_ block: Int) {
    let side = Self.blockSide
    let count = side * side
    let frame = BlockFrame(row: block / Self.blockColumns, column: block % Self.blockColumns)
    var edges: [BlockEdge] = []
    var touches: [Touch] = []
    var presences: [Presence] = []
    var toucher = [Int32](repeating: -1, count: count)
    // Where the rays west from the reference points of a row gain or lose a crossing.
    var turns = [Bool](repeating: false, count: side * (side + 1))
    var doubtful: [Int] = []
    for region in set.index.search(frame.envelope) {
      for chain in outline(of: region) {
        let (chain, box) = (chains[chain].edges, chains[chain].box)
        guard box.minY <= frame.envelope.maxY, box.maxY >= frame.envelope.minY,
          box.minX <= frame.envelope.maxX
        else { continue }
        if box.maxX < frame.envelope.minX {
          // Wherever it goes in between, it crosses a line an odd number of times if its ends lie on
          // two sides of it.
          frame.forEachRow(
            between: vertices[Int(chain.lowerBound)].y, vertices[Int(chain.upperBound)].y
          ) { turns[$0 * (side + 1)].toggle() }
          continue
        }
        for vertex in Int(chain.lowerBound)..<Int(chain.upperBound) {
          let (a, b) = (vertices[vertex], vertices[vertex + 1])
          guard min(a.y, b.y) <= frame.envelope.maxY, max(a.y, b.y) >= frame.envelope.minY,
            min(a.x, b.x) <= frame.envelope.maxX
          else { continue }
          frame.forEachRow(crossing: a, b) { row, column, isDoubtful in
            turns[row * (side + 1) + column].toggle()
            if isDoubtful { doubtful.append(row * side + min(column, side - 1)) }
            if isDoubtful, column > 0 { doubtful.append(row * side + column - 1) }
          }
          guard max(a.x, b.x) >= frame.envelope.minX else { continue }
          let number = Int32(edges.count)
          edges.append(BlockEdge(vertex: Int32(vertex), region: Int32(region)))
          frame.forEachCell(touchedBy: a, b) { cell in
            toucher[cell] = Int32(region)
            touches.append(Touch(cell: Int32(cell), edge: number))
          }
        }
      }
      for row in 0..<side {
        var isInside = false
        for column in 0..<side {
          let turn = row * (side + 1) + column
          if turns[turn] { isInside.toggle() }
          turns[turn] = false
          let cell = row * side + column
          guard isInside || toucher[cell] == Int32(region) || !doubtful.isEmpty else { continue }
          let reference: Reference =
            doubtful.contains(cell) ? .doubtful : isInside ? .inside : .outside
          if reference == .outside, toucher[cell] != Int32(region) { continue }
          presences.append(
            Presence(
              cell: Int32(cell), member: Member(region: Int32(region), reference: reference)))
        }
        turns[row * (side + 1) + side] = false
      }
      doubtful.removeAll(keepingCapacity: true)
    }
    guard !presences.isEmpty else {
      blockStarts[block] = 0
      return
    }
    pair(&edges)
    append(
      sorted(presences, cells: count) { Int($0.cell) },
      sorted(touches, cells: count) { Int($0.cell) }, edges, of: block)
  }

  /// Finds the edges that run back along others: of two, the first stands for both.
  private func pair(_ edges: inout [BlockEdge]) {
    var table = EdgeTable(capacity: edges.count)
    for number in edges.indices {
      let vertex = Int(edges[number].vertex)
      let found = table.find(from: vertices[vertex + 1], to: vertices[vertex]) { known in
        let start = Int(edges[known].vertex)
        return edges[known].twin < 0 && vertices[start] == vertices[vertex + 1]
          && vertices[start + 1] == vertices[vertex]
      }
      if let found {
        edges[found].twin = edges[number].region
        edges[number].isDropped = true
      } else {
        table.insert(number, from: vertices[vertex], to: vertices[vertex + 1])
      }
    }
  }

  /// Lays the parts of a block, sorted by cell and region, behind those of the blocks before.
  private mutating func append(
    _ presences: [Presence], _ touches: [Touch], _ edges: [BlockEdge], of block: Int
  ) {
    blockStarts[block] = Int32(cells.count)
    var presence = 0
    var touch = 0
    for cell in 0..<Int32(Self.blockSide * Self.blockSide) {
      cells.append(Cell(member: Int32(members.count), run: Int32(runs.count)))
      let firstMember = members.count
      while presence < presences.count, presences[presence].cell == cell {
        members.append(presences[presence].member)
        presence += 1
      }
      let firstRun = runs.count
      while touch < touches.count, touches[touch].cell == cell {
        let edge = edges[Int(touches[touch].edge)]
        if !edge.isDropped { append(edge, firstRun: firstRun, firstMember: firstMember) }
        touch += 1
      }
    }
    cells.append(Cell(member: Int32(members.count), run: Int32(runs.count)))
  }

  /// Adds an edge to the last run of a cell, or starts another with it.
  private mutating func append(_ edge: BlockEdge, firstRun: Int, firstMember: Int) {
    let (a, b) = (vertices[Int(edge.vertex)], vertices[Int(edge.vertex) + 1])
    if let last = runs.indices.last, last >= firstRun, runs[last].count < Self.runLength,
      runs[last].first + runs[last].count == edge.vertex, runs[last].left == edge.region,
      runs[last].right == edge.twin
    {
      runs[last].count += 1
      boxes[last].expand(toInclude: b)
      return
    }
    runs.append(
      Run(
        first: edge.vertex, count: 1, left: edge.region, right: edge.twin,
        leftMember: member(edge.region, from: firstMember),
        rightMember: member(edge.twin, from: firstMember)))
    var box = Box()
    box.expand(toInclude: a)
    box.expand(toInclude: b)
    boxes.append(box)
  }

  /// Where a region stands among the members of the last cell; -1 where it does not.
  private func member(_ region: Int32, from first: Int) -> Int32 {
    var (low, high) = (first, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members[middle].region < region { low = middle + 1 } else { high = middle }
    }
    return low < members.count && members[low].region == region ? Int32(low - first) : -1
  }

  /// Elements in order of their cells, those of one cell in the order given.
  private func sorted<Element>(
    _ elements: [Element], cells: Int, cell: (Element) -> Int
  ) -> [Element] {
    var starts = [Int](repeating: 0, count: cells + 1)
    for element in elements { starts[cell(element) + 1] += 1 }
    for index in 1...cells { starts[index] += starts[index - 1] }
    var order = [Int32](repeating: 0, count: elements.count)
    for (index, element) in elements.enumerated() {
      order[starts[cell(element)]] = Int32(index)
      starts[cell(element)] += 1
    }
    return order.map { elements[Int($0)] }
  }
}
