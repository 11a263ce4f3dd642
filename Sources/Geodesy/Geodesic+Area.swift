internal import CPROJ
public import SimpleFeatures

extension Geodesic {
  /// The area in square metres of a polygon whose edges are straight in longitude and latitude.
  ///
  /// This is how GeoJSON and GEOS take edges, and what the areas of regions follow. The area is
  /// the integral of the area function along each ring, exact but for rounding (relative error
  /// below 1e-12 for polygons wider than 1 km). Holes are subtracted; ring direction is
  /// irrelevant. Longitudes are taken as they stand: a ring over the antimeridian must have
  /// continuous ones (175...185), and a region round a pole must run along the pole's edge
  /// (-180...180 at latitude 90). 0 for an empty polygon. O(n), about 50 ns a vertex.
  public func areaWithStraightEdges(of polygon: Polygon) -> Double {
    let holes = polygon.holes.reduce(0) { $0 + straightArea(ofRing: $1) }
    return straightArea(ofRing: polygon.exterior) - holes
  }

  /// The area in square metres of the polygons in a geometry, edges straight in longitude and
  /// latitude; 0 for points and lines.
  ///
  /// Polygons that overlap count twice.
  public func areaWithStraightEdges(of geometry: Geometry) -> Double {
    geometry.polygons.reduce(0) { $0 + areaWithStraightEdges(of: $1) }
  }

  private func straightArea(ofRing ring: [Coordinate]) -> Double {
    guard var previous = ring.last else { return 0 }
    var sum = 0.0
    for vertex in ring {
      if vertex.longitude != previous.longitude {
        sum +=
          (vertex.longitude - previous.longitude)
          * authalic.mean(
            fromLatitudeDegrees: previous.latitude, toLatitudeDegrees: vertex.latitude)
      }
      previous = vertex
    }
    return abs(sum) * (.pi / 180)
  }

  /// The area in square metres of a polygon whose edges are geodesics.
  ///
  /// Holes are subtracted; ring direction is irrelevant, and each ring bounds the smaller of its
  /// two sides. Rings may cross the antimeridian or go round a pole as they are. O(n).
  /// Source: Karney (2013), section 6.
  public func area(ofGeodesicPolygon polygon: Polygon) -> Double {
    let holes = polygon.holes.reduce(0) { $0 + geodesicArea(ofRing: $1) }
    return geodesicArea(ofRing: polygon.exterior) - holes
  }

  private func geodesicArea(ofRing ring: [Coordinate]) -> Double {
    var sum = geod_polygon()
    var area = 0.0
    unsafe withUnsafePointer(to: constants) { constants in
      unsafe geod_polygon_init(&sum, 0)
      for vertex in ring {
        unsafe geod_polygon_addpoint(constants, &sum, vertex.latitude, vertex.longitude)
      }
      _ = unsafe geod_polygon_compute(constants, &sum, 0, 1, &area, nil)
    }
    return abs(area)
  }
}
