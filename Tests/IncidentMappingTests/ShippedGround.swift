import Foundation
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport

@testable import IncidentMapping

/// The geography of the package, read once for all tests; grounds belong to one test each.
enum Shipped {
  private static let loaded = Result {
    try Atlas(folder: packageFolder.appending(path: "Geodata"))
  }

  static var atlas: Atlas { get throws { try loaded.get() } }

  static func ground() throws -> Ground { try Ground(atlas: try atlas) }
}

func at(_ longitude: Double, _ latitude: Double) -> Coordinate {
  Coordinate(longitude: longitude, latitude: latitude)
}

func disc(_ center: Coordinate, _ radiusMeters: Double, in areas: [AreaReference] = []) -> Place {
  .near(
    center: .coordinate(center, name: nil), radiusMeters: radiusMeters, clippedTo: areas)
}

extension Membership {
  /// The share of a first-level region; 0 where it has none.
  func share(_ id: String) -> Double { firstLevel.first { $0.region.id == id }?.share ?? 0 }

  /// What the shares of all regions and of the outside add up to.
  var sum: Double { firstLevel.reduce(outside) { $0 + $1.share } }
}

extension Ground {
  func membership(_ place: Place) throws -> Membership { try membership(of: resolve(place)) }
}
