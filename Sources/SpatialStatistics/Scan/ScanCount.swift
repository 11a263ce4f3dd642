/// A whole number to count cases in, of 16 or 32 bits, and what is done with 16 of them at once.
protocol ScanCount: FixedWidthInteger, SignedInteger, BitwiseCopyable, Sendable, SendableMetatype {
  /// 16 lanes.
  associatedtype Sixteen

  /// All lanes 0.
  static var noLanes: Sixteen { get }

  /// 16 lanes from memory; no alignment is needed.
  static func lanes(_ start: UnsafePointer<Self>) -> Sixteen

  /// Makes those lanes negative in which high less low is above the limit.
  static func compare(
    _ limit: UnsafePointer<Self>, _ high: UnsafePointer<Self>, _ low: Sixteen,
    _ lanes: inout Sixteen)

  /// 16 bytes, in the order of `LaneKernel.byte(of:)`, added to lanes before them.
  static func widen(
    _ bytes: UnsafeRawPointer, onto before: UnsafePointer<Self>,
    into after: UnsafeMutablePointer<Self>)

  /// Whether a lane is negative.
  static func isAnyNegative(_ lanes: Sixteen) -> Bool
}

// Written out twice: on concrete types the operators become vector instructions.

extension Int16: ScanCount {
  @inline(__always)
  static var noLanes: SIMD16<Int16> { .init(repeating: 0) }

  @inline(__always)
  static func lanes(_ start: UnsafePointer<Int16>) -> SIMD16<Int16> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD16<Int16>.self)
  }

  @inline(__always)
  static func compare(
    _ limit: UnsafePointer<Int16>, _ high: UnsafePointer<Int16>, _ low: SIMD16<Int16>,
    _ lanes: inout SIMD16<Int16>
  ) {
    lanes = unsafe lanes | (Self.lanes(limit) &- (Self.lanes(high) &- low))
  }

  @inline(__always)
  static func widen(
    _ bytes: UnsafeRawPointer, onto before: UnsafePointer<Int16>,
    into after: UnsafeMutablePointer<Int16>
  ) {
    // Even bytes are the first eight lanes, odd ones the others.
    let pairs = unsafe bytes.loadUnaligned(as: SIMD8<UInt16>.self)
    let (from, to) = unsafe (UnsafeRawPointer(before), UnsafeMutableRawPointer(after))
    let first = unsafe from.loadUnaligned(as: SIMD8<UInt16>.self) &+ (pairs & 0x00FF)
    let second =
      unsafe from.loadUnaligned(fromByteOffset: 16, as: SIMD8<UInt16>.self)
      &+ (pairs &>> 8)
    unsafe to.storeBytes(of: first, as: SIMD8<UInt16>.self)
    unsafe to.storeBytes(of: second, toByteOffset: 16, as: SIMD8<UInt16>.self)
  }

  @inline(__always)
  static func isAnyNegative(_ lanes: SIMD16<Int16>) -> Bool {
    let either = lanes.lowHalf | lanes.highHalf
    let four = either.lowHalf | either.highHalf
    return four.x < 0 || four.y < 0 || four.z < 0 || four.w < 0
  }
}

extension Int32: ScanCount {
  @inline(__always)
  static var noLanes: SIMD16<Int32> { .init(repeating: 0) }

  @inline(__always)
  static func lanes(_ start: UnsafePointer<Int32>) -> SIMD16<Int32> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD16<Int32>.self)
  }

  @inline(__always)
  static func compare(
    _ limit: UnsafePointer<Int32>, _ high: UnsafePointer<Int32>, _ low: SIMD16<Int32>,
    _ lanes: inout SIMD16<Int32>
  ) {
    lanes = unsafe lanes | (Self.lanes(limit) &- (Self.lanes(high) &- low))
  }

  @inline(__always)
  static func widen(
    _ bytes: UnsafeRawPointer, onto before: UnsafePointer<Int32>,
    into after: UnsafeMutablePointer<Int32>
  ) {
    for lane in 0..<16 {
      let byte = unsafe bytes.load(fromByteOffset: LaneKernel.byte(of: lane), as: UInt8.self)
      unsafe after[lane] = before[lane] &+ Int32(byte)
    }
  }

  @inline(__always)
  static func isAnyNegative(_ lanes: SIMD16<Int32>) -> Bool {
    let either = lanes.lowHalf | lanes.highHalf
    let four = either.lowHalf | either.highHalf
    return four.x < 0 || four.y < 0 || four.z < 0 || four.w < 0
  }
}
