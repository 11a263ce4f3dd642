/// A whole number to count cases in, of 16 or 32 bits, and what is done with 16 of them at once.
protocol ScanCount: FixedWidthInteger, SignedInteger, BitwiseCopyable, Sendable, SendableMetatype {
  /// 16 lanes.
  associatedtype Sixteen

  /// All lanes 0.
  static var noLanes: Sixteen { get }

  /// Makes those lanes negative in which high less low is above the limit. No alignment is needed.
  static func compare(
    _ limit: UnsafePointer<Self>, _ high: UnsafePointer<Self>, _ low: UnsafePointer<Self>,
    _ lanes: inout Sixteen)

  /// Whether a lane is negative.
  static func isAnyNegative(_ lanes: Sixteen) -> Bool
}

// Written out twice: on concrete types the operators become vector instructions.

extension Int16: ScanCount {
  @inline(__always)
  static var noLanes: SIMD16<Int16> { .init(repeating: 0) }

  @inline(__always)
  static func compare(
    _ limit: UnsafePointer<Int16>, _ high: UnsafePointer<Int16>, _ low: UnsafePointer<Int16>,
    _ lanes: inout SIMD16<Int16>
  ) {
    let limit = unsafe UnsafeRawPointer(limit).loadUnaligned(as: SIMD16<Int16>.self)
    let high = unsafe UnsafeRawPointer(high).loadUnaligned(as: SIMD16<Int16>.self)
    let low = unsafe UnsafeRawPointer(low).loadUnaligned(as: SIMD16<Int16>.self)
    lanes = lanes | (limit &- (high &- low))
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
  static func compare(
    _ limit: UnsafePointer<Int32>, _ high: UnsafePointer<Int32>, _ low: UnsafePointer<Int32>,
    _ lanes: inout SIMD16<Int32>
  ) {
    let limit = unsafe UnsafeRawPointer(limit).loadUnaligned(as: SIMD16<Int32>.self)
    let high = unsafe UnsafeRawPointer(high).loadUnaligned(as: SIMD16<Int32>.self)
    let low = unsafe UnsafeRawPointer(low).loadUnaligned(as: SIMD16<Int32>.self)
    lanes = lanes | (limit &- (high &- low))
  }

  @inline(__always)
  static func isAnyNegative(_ lanes: SIMD16<Int32>) -> Bool {
    let either = lanes.lowHalf | lanes.highHalf
    let four = either.lowHalf | either.highHalf
    return four.x < 0 || four.y < 0 || four.z < 0 || four.w < 0
  }
}
