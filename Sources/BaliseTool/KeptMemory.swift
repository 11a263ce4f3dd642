import CMalloc

/// Memory that is given back stays with the program for the next piece of work.
enum KeptMemory {
  /// Lets the program keep what is free, up to 64 MB; to be called before any thread is made.
  ///
  /// The pieces of an input and of an output are a megabyte each. Left alone glibc gives that much
  /// back to the system at once, which clears every page again before the next piece may use it.
  static func begin() {
    #if canImport(Glibc)
      _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
      _ = mallopt(M_MMAP_THRESHOLD, 4 << 20)
    #endif
  }
}
