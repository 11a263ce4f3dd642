public import Incidents

/// When something was: an instant, an interval, or a time of which only bounds are known.
///
/// Its start and its end each lie in a range, the start not after the end. Days are ticks of one
/// day as long as both sides of a relation are days; against a moment, a day lasts from its first to
/// its last microsecond.
public struct CQL2Time: Hashable, Sendable {
  /// The start or the end.
  struct End: Hashable, Sendable {
    /// Days or microseconds since 1970, both ends included.
    var range: ClosedRange<Int>
    var isDays: Bool
    /// Whether a day means some unknown moment of it, not all of it.
    var isSomewhere: Bool
  }

  /// An open end lies beyond all others; an end that is only not known lies within it.
  static let openEnd = 1 << 62
  static let unknownEnd = 1 << 61

  var start: End
  var end: End

  init(start: End, end: End) {
    self.start = start
    self.end = end
  }

  /// A day or a moment.
  public init(_ instant: CQL2Instant) {
    let tick: Int
    switch instant {
    case .date(let day): tick = day.daysSince1970
    case .timestamp(let microseconds): tick = microseconds
    }
    start = End(range: tick...tick, isDays: instant.isDate, isSomewhere: false)
    end = start
  }

  /// An instant or an interval that lies somewhere between the first and the last day of a date;
  /// nil if neither is known.
  public init?(somewhereIn date: UncertainDate) {
    guard date.earliest != nil || date.latest != nil else { return nil }
    let first = date.earliest?.daysSince1970 ?? -Self.unknownEnd
    let last = date.latest?.daysSince1970 ?? Self.unknownEnd
    guard first <= last else { return nil }
    start = End(range: first...last, isDays: true, isSomewhere: true)
    end = start
  }

  /// The interval from the start of one to the end of another, nil for an open end; nil if it
  /// would end before it starts.
  init?(from first: CQL2Time?, to last: CQL2Time?) {
    let open = Self.openEnd
    let isDays = (first ?? last)?.start.isDays ?? true
    start = first?.start ?? End(range: -open...(-open), isDays: isDays, isSomewhere: false)
    end = last?.end ?? End(range: open...open, isDays: isDays, isSomewhere: false)
    let (start, end) =
      start.isDays == end.isDays
      ? (start, end) : (start.inMicroseconds(isStart: true), end.inMicroseconds(isStart: false))
    if start.range.lowerBound > end.range.upperBound { return nil }
  }

  var isDays: Bool { start.isDays && end.isDays }

  var inMicroseconds: CQL2Time {
    CQL2Time(
      start: start.inMicroseconds(isStart: true), end: end.inMicroseconds(isStart: false))
  }
}

extension CQL2Time.End {
  func inMicroseconds(isStart: Bool) -> CQL2Time.End {
    guard isDays else { return self }
    let perDay = CQL2Instant.microsecondsPerDay
    func tick(_ day: Int, isLast: Bool) -> Int {
      abs(day) >= CQL2Time.unknownEnd ? day : day * perDay + (isLast ? perDay - 1 : 0)
    }
    let first = tick(range.lowerBound, isLast: !isSomewhere && !isStart)
    let last = tick(range.upperBound, isLast: isSomewhere || !isStart)
    return CQL2Time.End(range: first...last, isDays: false, isSomewhere: isSomewhere)
  }
}
