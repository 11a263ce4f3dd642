import Foundation
import LinearReferencing
import SimpleFeatures
import TestSupport
import Testing

/// Streets and crimes in Chicago, with the answers of spatstat (plane coordinates in feet).
@Suite("Chicago's streets, where BALISE_FIELD_DATA names them")
struct ChicagoNetworkTests {
  static let folder = fieldData("oracles/spatstat_chicago")

  static func rows(_ name: String) throws -> [[String]] {
    let url = try #require(folder).appending(path: name)
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").map { $0.filter { $0 != "\"" } }
    }
  }

  static func number(_ text: String) throws -> Double { try #require(Double(text)) }

  static func network() throws -> RouteNetwork {
    let nodes = try rows("chicago_vertices.csv").map {
      Coordinate(x: try number($0[1]), y: try number($0[2]))
    }
    let edges = try rows("chicago_edges.csv").map { row in
      (
        from: Int(try number(row[0])) - 1, to: Int(try number(row[1])) - 1,
        lengthMeters: Double?.none
      )
    }
    return try RouteNetwork(planeNodes: nodes, edges: edges)
  }

  @Test("distances and places are those of spatstat", .enabled(if: folder != nil))
  func distances() throws {
    let network = try Self.network()
    let points = try Self.rows("chicago_points.csv")
    let positions = try points.map { row in
      let edge = Int(try Self.number(row[2])) - 1
      return NetworkPosition(
        edge: edge, offsetMeters: try Self.number(row[3]) * network.edges[edge].lengthMeters)
    }
    let table = try Self.rows("chicago_pairdist_first20.csv")
    #expect(table.count == 20 && network.nodes.count == 338 && network.edges.count == 503)
    for (a, row) in table.enumerated() {
      for (b, text) in row.enumerated() {
        let distance = try #require(
          network.distanceMeters(from: positions[a], to: positions[b]))
        // The table has six decimals, a way some tens of edges to the micrometre.
        #expect(abs(distance - (try Self.number(text))) < 5e-5, "\(a) to \(b)")
      }
    }
    for (row, position) in zip(points, positions) {
      let point = Coordinate(x: try Self.number(row[0]), y: try Self.number(row[1]))
      let found = try #require(network.nearest(to: point, withinMeters: 1))
      #expect(found.distanceMeters < 1e-6)
      let off = try #require(network.distanceMeters(from: found.position, to: position))
      #expect(off < 1e-5)
    }
  }
}
