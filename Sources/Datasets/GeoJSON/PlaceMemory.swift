import Incidents
import Synchronization

/// The places that were read from texts of one input, for all threads: data sets put many incidents
/// in the same area.
final class PlaceMemory: Sendable {
  /// The most places, and the most bytes in the text of one.
  private static let (capacity, longest) = (4096, 1024)

  private let places = Mutex<[String: Place]>([:])

  /// The place of a text; what cannot be read, and thus throws, is not kept.
  func place(_ text: String, read: (String) throws -> Place) rethrows -> Place {
    if text.utf8.count > Self.longest { return try read(text) }
    if let known = places.withLock({ $0[text] }) { return known }
    let place = try read(text)
    places.withLock {
      if $0.count >= Self.capacity { $0.removeAll(keepingCapacity: true) }
      $0[text] = place
    }
    return place
  }
}
