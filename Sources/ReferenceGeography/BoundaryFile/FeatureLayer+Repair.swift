import Dispatch
import GeoFormats
import Geodesy
import SimpleFeatures
import Synchronization
import Topology

extension FeatureLayer {
  private struct Repair: Sendable {
    var geometry: Geometry
    var problem: ValidityProblem?
  }

  /// Makes the polygons of all features valid and says which were not; gives how many.
  ///
  /// A feature of which nothing with an area is left gets an empty geometry. O(vertices), on all
  /// cores.
  mutating func repair(
    _ table: BoundaryTable, _ columns: BoundaryColumns, _ findings: inout [Diagnostic]
  ) throws -> Int {
    let geometries = features.map(\.geometry)
    let repairs = Mutex<[Int: Repair]>([:])
    let failure = Mutex<(any Error)?>(nil)
    let pieces = 16
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      do {
        let context = try GEOSContext()
        for row in stride(from: piece, to: geometries.count, by: pieces) {
          guard let geometry = geometries[row], let repair = try Self.repair(geometry, context)
          else { continue }
          repairs.withLock { $0[row] = repair }
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    let found = repairs.withLock { $0 }
    for (row, repair) in found.sorted(by: { $0.key < $1.key }) {
      let before = geometries[row].map { Geodesic.wgs84.areaWithStraightEdges(of: $0) } ?? 0
      let after = Geodesic.wgs84.areaWithStraightEdges(of: repair.geometry)
      features[row].geometry = repair.geometry
      let id = columns.id.flatMap { table.text($0, row: row) }
      let name = columns.name.flatMap { table.text($0, row: row) }
      findings.append(
        Diagnostic(
          repair.geometry.isEmpty ? .error : .warning, code: "boundary-repaired", file: file,
          record: id ?? "\(row + 1)", value: name,
          reason: "the rings are not valid: \(repair.problem?.description ?? "no reason given")",
          action: repair.geometry.isEmpty
            ? "nothing with an area is left; left out"
            : "repaired; its area was \(squareKilometersText(before)) and is "
              + squareKilometersText(after)))
    }
    return found.count
  }

  /// The valid form of a geometry; nil where it is valid.
  private static func repair(_ geometry: Geometry, _ context: GEOSContext) throws -> Repair? {
    guard try !context.isValid(geometry) else { return nil }
    let problem = try context.validityProblem(of: geometry)
    let polygons = try context.makeValid(geometry).polygons.filter { !$0.exterior.isEmpty }
    return Repair(
      geometry: polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons),
      problem: problem)
  }
}

/// An area for a sentence: square kilometres to three figures.
func squareKilometersText(_ squareMeters: Double) -> String {
  let km = squareMeters / 1_000_000
  let decimals = km >= 100 ? 0 : km >= 10 ? 1 : km >= 1 ? 2 : 4
  let scale = [1.0, 10, 100, 1000, 10_000][decimals]
  let rounded = (km * scale).rounded() / scale
  return (Int(exactly: rounded).map(String.init) ?? "\(rounded)") + " km²"
}
