import Dispatch
import Synchronization

/// Several threads that work on items taken from one place, one after the other; the results are
/// handed over on the caller's thread in the order in which the items were taken.
///
/// At most three items for each worker are under way, so that memory does not grow with the input.
public enum OrderedCrew {
  /// Works until there is no further item.
  /// - Parameters:
  ///   - workers: one for each thread; each is used by one thread only.
  ///   - next: takes the next item; called by one thread at a time.
  ///   - work: turns an item into a result, on a worker's thread.
  ///   - handOver: takes the results in order.
  public static func run<Worker, Item, Result: Sendable>(
    _ workers: [Worker], next: () throws -> Item?, work: (Worker, Item) throws -> Result,
    handOver: (Result) throws -> Void
  ) throws {
    if workers.count == 1 {
      while let item = try next() { try handOver(try work(workers[0], item)) }
      return
    }
    let count = workers.count
    try withoutActuallyEscaping(next) { next in
      try withoutActuallyEscaping(work) { work in
        // Both are called by the threads of `state` only, which end before this returns; `next`
        // inside the lock, a worker always by the same thread.
        nonisolated(unsafe) let (next, work, workers) = (next, work, workers)
        let state = CrewState<Result>(workers: count)
        let group = DispatchGroup()
        for number in 0..<count {
          DispatchQueue.global(qos: .userInitiated).async(group: group) {
            state.labour(
              take: { try unsafe next() }, work: { try unsafe work(workers[number], $0) })
          }
        }
        defer {
          state.stop()
          group.wait()
        }
        while let result = try state.awaitNext() { try handOver(result) }
      }
    }
  }
}

/// What the threads of a crew share.
private final class CrewState<Result: Sendable>: Sendable {
  private struct Shelf {
    var results: [Int: Swift.Result<Result, any Error>] = [:]
    /// The number of the item that does not exist, once that is known.
    var end: Int?
  }

  private let taken = Mutex(0)
  private let shelf = Mutex(Shelf())
  private let isStopped = Atomic(false)
  /// Signalled for each result, and once for the end.
  private let arrivals = DispatchSemaphore(value: 0)
  /// How many items may still be taken before one is handed over.
  private let places: DispatchSemaphore
  private let workers: Int
  private let handedOver = Atomic(0)

  init(workers: Int) {
    self.workers = workers
    // A semaphore must not end below the value it was made with.
    places = DispatchSemaphore(value: 0)
    for _ in 0..<(3 * workers) { places.signal() }
  }

  /// One thread's work.
  func labour<Item>(take: () throws -> Item?, work: (Item) throws -> Result) {
    while true {
      places.wait()
      let item: (number: Int, result: Swift.Result<Item, any Error>)? = taken.withLock { taken in
        guard !isStopped.load(ordering: .relaxed) else { return nil }
        do {
          guard let item = try take() else {
            isStopped.store(true, ordering: .relaxed)
            let number = taken
            shelf.withLock { $0.end = $0.end ?? number }
            return nil
          }
          defer { taken += 1 }
          return (taken, .success(item))
        } catch {
          isStopped.store(true, ordering: .relaxed)
          defer { taken += 1 }
          return (taken, .failure(error))
        }
      }
      guard let item else {
        arrivals.signal()
        places.signal()
        return
      }
      let result = item.result.flatMap { value in Swift.Result { try work(value) } }
      shelf.withLock { $0.results[item.number] = result }
      arrivals.signal()
    }
  }

  /// The next result in order; nil at the end. Throws what its work threw.
  func awaitNext() throws -> Result? {
    let number = handedOver.load(ordering: .relaxed)
    while true {
      let (found, isEnd) = shelf.withLock {
        ($0.results.removeValue(forKey: number), $0.end == number)
      }
      if let found {
        handedOver.store(number + 1, ordering: .relaxed)
        places.signal()
        return try found.get()
      }
      if isEnd { return nil }
      arrivals.wait()
    }
  }

  /// Lets every thread end after what it is at.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    for _ in 0..<workers { places.signal() }
  }
}
