import GeoFormats
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import Datasets

@Suite("Cells of PRIO-GRID")
struct PRIOGRIDTests {
  struct Case: Sendable {
    var row: Int
    var column: Int
    var latitude: Double
    var longitude: Double
    var number: Int
  }

  /// Public assertions of a Python class for PRIO-GRID, and the corners of the grid.
  static let known = [
    Case(row: 202, column: 365, latitude: 10.51, longitude: 2.29, number: 145_085),
    Case(row: 151, column: 412, latitude: -14.75, longitude: 25.75, number: 108_412),
    Case(row: 119, column: 616, latitude: -30.75, longitude: 127.75, number: 85_576),
    Case(row: 1, column: 1, latitude: -90, longitude: -180, number: 1),
    Case(row: 360, column: 720, latitude: 90, longitude: 180, number: 259_200),
  ]

  @Test("a cell is numbered from the south-west", arguments: known)
  func numbers(_ cell: Case) {
    let point = Coordinate(longitude: cell.longitude, latitude: cell.latitude)
    #expect(PRIOGRIDCell.number(of: point) == cell.number)
    #expect((cell.row - 1) * 720 + cell.column == cell.number)
    #expect(PRIOGRIDCell.cell(cell.number, holds: point))
    #expect(!PRIOGRIDCell.cell(cell.number + 1, holds: point))
    #expect(!PRIOGRIDCell.cell(cell.number - 720, holds: point))
  }

  @Test("a point on an edge fits the cells on both sides, one beside it only its own")
  func edges() {
    let edge = Coordinate(longitude: 13, latitude: 11.25)
    let own = PRIOGRIDCell.number(of: edge)
    #expect(PRIOGRIDCell.cell(own, holds: edge) && PRIOGRIDCell.cell(own - 1, holds: edge))
    #expect(!PRIOGRIDCell.cell(own + 1, holds: edge))
    let beside = Coordinate(longitude: 13.00001, latitude: 11.25)
    #expect(!PRIOGRIDCell.cell(own - 1, holds: beside))
    for number in [0, -1, 259_201, Int.max, Int.min] {
      #expect(!PRIOGRIDCell.cell(number, holds: edge))
    }
  }

  @Test("the middle of every drawn cell lies in it")
  func inverse() {
    var generator = SplitMix64(seed: 9)
    for _ in 0..<1000 {
      let number = Int.random(in: 1...259_200, using: &generator)
      let (row, column) = ((number + 719) / 720, number % 720 == 0 ? 720 : number % 720)
      let middle = Coordinate(
        longitude: Double(column) / 2 - 180.25, latitude: Double(row) / 2 - 90.25)
      #expect(PRIOGRIDCell.number(of: middle) == number, "seed 9: \(number)")
    }
  }

  @Test("a cell that does not fit the coordinates is said and the row kept")
  func finding() throws {
    let columns = SyntheticGED.header.dropLast() + ",priogrid_gid\n"
    // Gao at 16.27 N, 0.04 W: row 213, column 360; the second number starts at row 0.
    let rows = ["153000", "153720", "", "153000.0", "SYNTHETIC"].enumerated().map { number, gid in
      SyntheticGED.row(["id": "\(number + 1)"]).dropLast() + ",\(gid)\n"
    }
    let result = try SyntheticGED.read(columns + rows.joined())
    #expect(result.incidents.count == 5)
    #expect(result.codes == ["priogrid-mismatch"])
    #expect(result.diagnostics.first?.line == 3)
    #expect(result.diagnostics.first?.reason.contains("lie in cell 153000") == true)
  }

  @Test("a country's record gives its coordinate without a word about one that cannot be read")
  func country() throws {
    for (latitude, point) in [
      ("17", Coordinate(longitude: -4, latitude: 17)), ("", nil), ("95", nil), ("x", nil),
    ] {
      let one = try SyntheticGED.one(
        ["where_prec": "6", "latitude": latitude, "longitude": "-4"])
      #expect(one.codes.isEmpty)
      #expect(
        one.incident?.place == .area(.init(names: ["Mali"], level: 0, at: point)), "\(latitude)")
    }
  }
}
