import SpatialStatistics

/// A made-up country: a square of cells of 55 km, as PRIO-GRID has them at the equator, with districts
/// in provinces and towns. SYNTHETIC: every position is drawn.
struct StudyGround {
  static let side = 20
  static let cells = side * side
  /// How many parts a cell has along a side, for areas that cross its edges.
  static let parts = 8
  /// The radius of a disc round a town: 25 km, in cells.
  static let radius = 25.0 / 55

  /// Where the true cells and the districts' dots may be: column and row, in cells.
  typealias Point = (x: Double, y: Double)

  /// A place in which a record is known to lie: its dot, and its mass in every cell.
  struct Place {
    let dot: Int
    let masses: [(cell: Int, mass: Double)]
  }

  let districts: [Place]
  let provinces: [Place]
  let country: Place
  let towns: [Point]
  private let seeds: [Point]
  private let provinceOf: [Int]

  /// Draws 60 districts in 12 provinces, each the area nearest to a random point, and 400 towns.
  init(_ random: inout SeededStream) {
    func points(_ count: Int) -> [Point] {
      (0..<count).map { _ in
        (
          Double.random(in: 0..<Double(Self.side), using: &random),
          Double.random(in: 0..<Double(Self.side), using: &random)
        )
      }
    }
    let capitals = points(12)
    let seeds = points(60)
    towns = points(400)
    self.seeds = seeds
    provinceOf = seeds.map { Self.nearest(capitals, to: $0) }
    var (inDistrict, inProvince) = ([[Point]](), [[Point]]())
    inDistrict = Array(repeating: [], count: seeds.count)
    inProvince = Array(repeating: [], count: capitals.count)
    let steps = Self.side * Self.parts
    for row in 0..<steps {
      for column in 0..<steps {
        let point = (
          (Double(column) + 0.5) / Double(Self.parts), (Double(row) + 0.5) / Double(Self.parts)
        )
        let district = Self.nearest(seeds, to: point)
        inDistrict[district].append(point)
        inProvince[provinceOf[district]].append(point)
      }
    }
    districts = inDistrict.map(Self.place)
    provinces = inProvince.map(Self.place)
    country = Place(
      dot: Self.cell((Double(Self.side) / 2, Double(Self.side) / 2)),
      masses: (0..<Self.cells).map { ($0, 1 / Double(Self.cells)) })
  }

  /// The cell that holds a point of the country.
  static func cell(_ point: Point) -> Int {
    min(side - 1, Int(point.x)) + side * min(side - 1, Int(point.y))
  }

  static func isInside(_ point: Point) -> Bool {
    (0..<Double(side)).contains(point.x) && (0..<Double(side)).contains(point.y)
  }

  /// The district and the province of a point.
  func areas(of point: Point) -> (district: Int, province: Int) {
    let district = Self.nearest(seeds, to: point)
    return (district, provinceOf[district])
  }

  /// The part of a disc that lies in the country.
  static func disc(_ center: Point) -> Place {
    let steps = 24
    var inside: [Point] = []
    for row in 0..<steps {
      for column in 0..<steps {
        let x = (Double(column) + 0.5) / Double(steps) * 2 - 1
        let y = (Double(row) + 0.5) / Double(steps) * 2 - 1
        let point = (center.x + x * radius, center.y + y * radius)
        if x * x + y * y <= 1, isInside(point) { inside.append(point) }
      }
    }
    return Place(dot: cell(center), masses: masses(inside))
  }

  /// The cells that touch each cell, by edge or corner.
  static var queen: SpatialWeights {
    SpatialWeights(
      neighbors: (0..<cells).map { cell in
        (-1...1).flatMap { down in (-1...1).map { (cell % side + $0, cell / side + down) } }
          .filter { (0..<side).contains($0.0) && (0..<side).contains($0.1) }
          .map { $0.0 + side * $0.1 }.filter { $0 != cell }
      })
  }

  /// How far two cells are from each other, in steps of a king.
  static func steps(_ a: Int, _ b: Int) -> Int {
    max(abs(a % side - b % side), abs(a / side - b / side))
  }

  private static func nearest(_ points: [Point], to point: Point) -> Int {
    func square(_ other: Point) -> Double {
      (other.x - point.x) * (other.x - point.x) + (other.y - point.y) * (other.y - point.y)
    }
    return points.indices.min { square(points[$0]) < square(points[$1]) } ?? 0
  }

  /// An area of points, its dot in the cell of their mean.
  private static func place(_ points: [Point]) -> Place {
    let count = Double(max(1, points.count))
    return Place(
      dot: cell((points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)),
      masses: masses(points))
  }

  private static func masses(_ points: [Point]) -> [(cell: Int, mass: Double)] {
    var counts: [Int: Int] = [:]
    for point in points { counts[cell(point), default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }
      .map { ($0.key, Double($0.value) / Double(points.count)) }
  }
}
