import Synchronization

/// What several grounds of one atlas work out once for all of them.
///
/// Each ground asks it once for each thing and remembers the answer itself: locks and counted
/// references that threads share cost more than most answers.
final class GroundMemory: Sendable {
  /// Plain places that had to be looked up.
  let descriptions = SharedDescriptions()

  private let countryMiddles = Mutex<[Int: RegionMiddle]>([:])
  private let firstLevelMiddles = Mutex<[Int: RegionMiddle]>([:])

  /// The middle of the country at a position.
  func middle(ofCountry position: Int, make: () throws -> RegionMiddle) rethrows -> RegionMiddle {
    if let known = countryMiddles.withLock({ $0[position] }) { return known }
    let made = try make()
    countryMiddles.withLock { $0[position] = made }
    return made
  }

  /// The middle of the first-level region at a position.
  func middle(ofFirstLevel position: Int, make: () throws -> RegionMiddle) rethrows -> RegionMiddle
  {
    if let known = firstLevelMiddles.withLock({ $0[position] }) { return known }
    let made = try make()
    firstLevelMiddles.withLock { $0[position] = made }
    return made
  }
}
