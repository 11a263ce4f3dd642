import Dispatch
import Synchronization

/// Threads that share work cut into pieces.
enum Crew {
  /// Calls `work` once for each piece, from `threads` threads that each take the next free piece.
  ///
  /// The worker's number, below `threads`, is for scratch space of its own. What a piece does must not
  /// depend on its worker.
  static func run(
    threads: Int, pieces: Int, _ work: @Sendable (_ worker: Int, _ piece: Int) -> Void
  ) {
    guard threads > 1, pieces > 1 else {
      for piece in 0..<pieces { work(0, piece) }
      return
    }
    let taken = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, pieces)) { worker in
      while true {
        let piece = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        work(worker, piece)
      }
    }
  }

  /// Calls `work` for ranges that together are `0..<count`, each of at most `size` items.
  static func run(
    threads: Int, count: Int, size: Int,
    _ work: @Sendable (_ worker: Int, _ range: Range<Int>) -> Void
  ) {
    run(threads: threads, pieces: (count + size - 1) / size) { worker, piece in
      work(worker, piece * size..<min(count, (piece + 1) * size))
    }
  }

  /// The results of `work` on each piece, in the order of the pieces.
  static func map<Result: Sendable>(
    threads: Int, pieces: Int, _ work: @Sendable (_ worker: Int, _ piece: Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: pieces))
    run(threads: threads, pieces: pieces) { worker, piece in
      let result = work(worker, piece)
      results.withLock { $0[piece] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
