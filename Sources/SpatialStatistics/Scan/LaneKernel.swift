/// The inner loops of a scan. Written so that the compiler makes vector instructions of them.
enum LaneKernel {
  /// The sum of rows, lane by lane; no sum may pass 255.
  ///
  /// - Parameters:
  ///   - rows: `chunks` times 64 lanes for each row that `list` names.
  ///   - chunk: which of them.
  @inline(__always)
  static func sum(
    _ rows: UnsafePointer<SIMD64<UInt8>>, _ list: UnsafePointer<UInt16>, _ range: Range<Int>,
    chunks: Int, chunk: Int
  ) -> SIMD64<UInt8> {
    var sum = SIMD64<UInt8>(repeating: 0)
    if chunks == 1 {
      for place in range { unsafe sum = sum &+ rows[Int(list[place])] }
    } else {
      for place in range { unsafe sum = sum &+ rows[Int(list[place]) &* chunks &+ chunk] }
    }
    return sum
  }

  /// Where the byte of a lane stands in a row: 16 lanes at a time, the first eight in even places and the
  /// others in odd ones, so that two operations widen them.
  @inline(__always)
  static func byte(of lane: Int) -> Int { lane & ~15 | (lane & 7) << 1 | lane >> 3 & 1 }

  /// Whether a window has more cases than its threshold.
  ///
  /// - Parameters:
  ///   - thresholds: of all windows, in runs.
  ///   - lanes: the counts of one replicate, `stride` of them.
  ///   - less: what the windows begin with: the lanes themselves, or zeros.
  @inline(__always)
  static func reaches<Count: ScanCount>(
    _ thresholds: UnsafePointer<Count>, _ lanes: UnsafePointer<Count>,
    _ less: UnsafePointer<Count>, _ runs: UnsafePointer<ScanWindows.Run>, _ runCount: Int
  ) -> Bool {
    var sixteen = Count.noLanes
    var limit = unsafe thresholds
    for number in 0..<runCount {
      let run = unsafe runs[number]
      let low = unsafe Count.lanes(less + run.low)
      var high = unsafe lanes + run.high
      let end = unsafe high + run.count
      while unsafe high < end {
        unsafe Count.compare(limit, high, low, &sixteen)
        unsafe limit += 16
        unsafe high += 1
      }
    }
    return Count.isAnyNegative(sixteen)
  }

  /// The same for the windows for which `kept` is -1, not 0.
  @inline(__always)
  static func reaches<Count: ScanCount>(
    _ thresholds: UnsafePointer<Count>, _ lanes: UnsafePointer<Count>,
    _ less: UnsafePointer<Count>, _ runs: UnsafePointer<ScanWindows.Run>, _ runCount: Int,
    kept: UnsafePointer<Count>
  ) -> Bool {
    var sign: Count = 0
    for number in 0..<runCount {
      let run = unsafe runs[number]
      let low = unsafe less + run.low
      for step in 0..<run.count {
        let (limit, high) = unsafe (thresholds + run.start + step * 16, lanes + run.high + step)
        let keep = unsafe kept + run.start + step * 16
        for lane in 0..<16 {
          unsafe sign |= (limit[lane] &- (high[lane] &- low[lane])) & keep[lane]
        }
      }
    }
    return sign < 0
  }
}
