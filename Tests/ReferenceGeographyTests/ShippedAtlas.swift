import Foundation
import ReferenceGeography
import TestSupport

/// The geography of the package, read once for all tests.
enum ShippedAtlas {
  private static let loaded = Result {
    try Atlas(folder: packageFolder.appending(path: "Geodata"))
  }

  static var atlas: Atlas { get throws { try loaded.get() } }
}
