import Foundation

/// A fixed number of plain values that several threads write, each in places of its own.
///
/// All are zero bits at first. Places are checked. Large ones ask for huge pages where there are any:
/// most of the time of work in random order goes into finding pages.
@safe final class SharedArray<Element: BitwiseCopyable>: @unchecked Sendable {
  // Threads may share it as long as no two write, or one writes and another reads, the same place at
  // a time, which is for the one who uses it to see to.
  private let base: UnsafeMutablePointer<Element>
  private let mapped: (start: UnsafeMutableRawPointer, bytes: Int)?
  let count: Int

  init(count: Int) {
    self.count = count
    let bytes = count * MemoryLayout<Element>.stride
    let page = 2 << 20
    if bytes >= page,
      let start = unsafe mmap(
        nil, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      unsafe start != MAP_FAILED
    {
      // Within the mapping: at most a page further, and a page more was asked for.
      let aligned = unsafe start + (page - Int(bitPattern: start) & (page - 1))
      #if os(Linux)
        _ = unsafe madvise(aligned, bytes, MADV_HUGEPAGE)
      #endif
      unsafe mapped = (start, bytes + page)
      unsafe base = aligned.bindMemory(to: Element.self, capacity: count)
    } else {
      unsafe mapped = nil
      let room = UnsafeMutableRawPointer.allocate(
        byteCount: max(bytes, 1), alignment: MemoryLayout<Element>.alignment)
      unsafe memset(room, 0, bytes)
      unsafe base = room.bindMemory(to: Element.self, capacity: count)
    }
  }

  deinit {
    if let mapped = unsafe mapped {
      unsafe munmap(mapped.start, mapped.bytes)
    } else {
      unsafe base.deallocate()
    }
  }

  /// The first element, for inner loops that see to the bounds themselves; good as long as the array.
  @unsafe var start: UnsafeMutablePointer<Element> { unsafe base }

  @inline(__always)
  subscript(place: Int) -> Element {
    get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
      return unsafe base[place]
    }
    set {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
      unsafe base[place] = newValue
    }
  }
}

extension SharedArray {
  /// A copy of an array.
  convenience init(_ elements: [Element]) {
    self.init(count: elements.count)
    for place in elements.indices { self[place] = elements[place] }
  }
}

extension SharedArray {
  /// All elements.
  var elements: [Element] {
    unsafe [Element](UnsafeBufferPointer(start: base, count: count))
  }
}
