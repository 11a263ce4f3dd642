import SimpleFeatures

extension Geometry {
  /// Why it cannot be taken, whatever its positions are: a part with too few, or an open ring.
  var structuralFault: String? {
    func fault(ofRing ring: [Coordinate]) -> String? {
      if ring.count < 4 {
        return "a ring of a polygon needs four positions or more, the last equal to the first"
      }
      return ring.first == ring.last
        ? nil : "a ring of a polygon is not closed: its last position differs from its first"
    }
    switch self {
    case .point: return nil
    case .multiPoint(let points): return points.isEmpty ? "the geometry is empty" : nil
    case .lineString, .multiLineString:
      let lines = lineStrings
      if lines.isEmpty { return "the geometry is empty" }
      return lines.contains { $0.coordinates.count < 2 }
        ? "a line needs two positions or more" : nil
    case .polygon, .multiPolygon:
      let rings = polygons.flatMap(\.rings)
      return rings.isEmpty ? "the geometry is empty" : rings.lazy.compactMap(fault(ofRing:)).first
    case .geometryCollection(let members):
      return members.isEmpty
        ? "the geometry is empty" : members.lazy.compactMap(\.structuralFault).first
    }
  }
}
