import Datasets
import Dispatch

/// Reads the batch behind the one that is worked on, so that no thread has to wait for it.
final class ReadAhead {
  private let source: IncidentSource
  private let queue = DispatchQueue(label: "balise.read-ahead", qos: .userInitiated)
  private let group = DispatchGroup()
  private let shelf = Shelf()

  /// What is read; written on the queue, read when the queue is done.
  private final class Shelf {
    var batch: Result<IncidentBatch?, any Error> = .success(nil)
  }

  /// Begins to read; the source must not be used by others before `stop`.
  init(_ source: IncidentSource) {
    self.source = source
    read()
  }

  /// The next batch; nil at the end. One thread at a time.
  func next() throws -> IncidentBatch? {
    group.wait()
    let batch = try shelf.batch.get()
    if batch != nil { read() }
    return batch
  }

  /// Waits for what is being read.
  func stop() { group.wait() }

  private func read() {
    // One thread has the source and the shelf at a time: the queue's until the group is done, then
    // that which asks for the batch.
    nonisolated(unsafe) let (source, shelf) = (source, shelf)
    queue.async(group: group) {
      let batch = Result { try unsafe source.next() }
      unsafe shelf.batch = batch
    }
  }
}
