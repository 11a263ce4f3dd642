internal import CGEOS
public import SimpleFeatures

extension GEOSContext {
  /// For each of some sites the positions that are nearer to it than to any other, within an
  /// envelope or somewhat beyond, in the plane of the coordinates (Voronoi 1908).
  ///
  /// Empty for a site at the same position as an earlier one, and for all where there are fewer than
  /// two. O(n log n).
  public func voronoiCells(
    of sites: [Coordinate], covering envelope: Envelope
  ) throws(TopologyError) -> [Geometry] {
    let diagram = try unsafe derive("voronoi", .multiPoint(sites)) { handle, points in
      let box = unsafe GEOSGeom_createRectangle_r(
        handle, envelope.minX, envelope.minY, envelope.maxX, envelope.maxY)
      defer { unsafe GEOSGeom_destroy_r(handle, box) }
      return unsafe GEOSVoronoiDiagram_r(handle, points, box, 0, 0)
    }
    // The cells come in no order: each holds its site.
    let order = sites.indices.sorted { (sites[$0].x, $0) < (sites[$1].x, $1) }
    let abscissas = order.map { sites[$0].x }
    var cells = [Geometry](repeating: .geometryCollection([]), count: sites.count)
    for polygon in diagram.polygons {
      let cell = Geometry.polygon(polygon)
      let box = cell.envelope
      let prepared = try PreparedGeometry(cell, in: self)
      var place = Self.firstPlace(from: box.minX, in: abscissas)
      while place < order.count, abscissas[place] <= box.maxX {
        let site = order[place]
        if box.minY <= sites[site].y, sites[site].y <= box.maxY,
          try prepared.contains(sites[site])
        {
          cells[site] = cell
          break
        }
        place += 1
      }
    }
    return cells
  }

  /// The first place of an ascending list with a value not below a number. O(log n).
  private static func firstPlace(from value: Double, in list: [Double]) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
