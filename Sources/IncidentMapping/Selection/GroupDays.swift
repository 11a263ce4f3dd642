import Incidents
import ReferenceGeography

/// The days on which countries were members of a group.
struct GroupDays {
  /// A time of membership: the first day, nil where always, and the last, nil while it lasts.
  private struct Span {
    var country: Int
    var first: Day?
    var last: Day?
  }

  private let spans: [Span]

  init(_ group: RegionGroup, countries: BoundarySet) {
    spans = group.memberships.compactMap { member in
      guard let country = countries.position(ofID: member.countryID) else { return nil }
      return Span(
        country: country, first: member.from.flatMap { Day($0) },
        last: member.until.flatMap { Day($0) }
          .flatMap { Day(daysSince1970: $0.daysSince1970 - 1) })
    }
  }

  /// How surely a country was a member on the day of something; possible where no day is known and it
  /// ever was.
  func admission(of country: Int, on days: DayInterval) -> Admission {
    let own = spans.filter { $0.country == country }
    if days.isUnknown {
      let isAlways = own.contains { $0.first == nil && $0.last == nil }
      return Admission(isCertain: isAlways, isPossible: !own.isEmpty, share: isAlways ? 1 : 0)
    }
    // Times of membership of one country do not overlap: their shares add up.
    return own.map { days.admission(in: ($0.first, $0.last)) }.reduce(.none) { sum, next in
      Admission(
        isCertain: sum.isCertain || next.isCertain, isPossible: sum.isPossible || next.isPossible,
        share: min(1, sum.share + next.share))
    }
  }
}
