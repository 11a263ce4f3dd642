import Geodesy
public import LinearReferencing
public import SimpleFeatures

extension NetworkPiece {
  /// The vertices of the piece on its network, longitudes continuous; nil for an edge it has not.
  public func line(on network: RouteNetwork) -> LineString? {
    func position(_ meters: Double) -> Coordinate? {
      network.coordinate(of: NetworkPosition(edge: edge, offsetMeters: meters))
    }
    guard network.edges.indices.contains(edge), let start = position(fromMeters),
      let end = position(toMeters)
    else { return nil }
    let whole = network.edges[edge]
    // What is nearer to an end than a centimetre is that end.
    let inner = zip(whole.line.coordinates, whole.measures).filter {
      $0.1 > fromMeters + 0.01 && $0.1 < toMeters - 0.01
    }
    return LineString([start] + inner.map { $0.0 } + [end]).unwrapped
  }
}
