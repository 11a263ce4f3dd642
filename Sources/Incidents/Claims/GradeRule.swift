/// How well what is said about an incident is supported.
public enum Grade: String, Hashable, Sendable, CaseIterable {
  /// Every allegation was withdrawn or shown wrong.
  case discounted
  /// A party accused accepts responsibility.
  case confirmed
  /// Two or more independent sources allege it.
  case corroborated
  /// Fewer than two independent sources, and the party accused denies or accuses back.
  case contested
  /// One source alleges it and no party accused denies.
  case singleSource = "single-source"
  /// Nobody is on record as alleging it.
  case unstated
}

/// A named rule that derives grade, toll and lists from claims.
public enum GradeRule: String, Hashable, Sendable, CaseIterable {
  /// The first rule.
  ///
  /// An allegation is a claim that alleges or confirms. It stands unless its own source group
  /// withdraws, or a claim of another group that is not itself accused shows it wrong. Two
  /// allegations support each other if their source groups differ, they speak for different
  /// parties and neither accuses the other's party. The grade is the first that fits:
  /// discounted (there are allegations, none stands), confirmed (a party accused confirms, or
  /// names itself), corroborated (two standing allegations support each other), contested (a
  /// party accused denies, wholly or in part, or lays it on others), single-source (one stands),
  /// unstated. No grade depends on the order of the claims.
  case balise1 = "balise-1"

  /// The grade of an incident's claims. O(n²) in the claims of one incident.
  public func grade(_ claims: [Claim]) -> Grade {
    let ledger = Ledger(claims)
    let standing = ledger.standingAllegations
    guard !standing.isEmpty else { return ledger.allegations.isEmpty ? .unstated : .discounted }
    if standing.contains(where: ledger.acceptsResponsibility) { return .confirmed }
    for (index, claim) in standing.enumerated()
    where standing.dropFirst(index + 1).contains(where: { claim.supports($0) }) {
      return .corroborated
    }
    let accusedSpeaks = (standing + ledger.standingDenials).contains(where: ledger.isAccused)
    return accusedSpeaks ? .contested : .singleSource
  }

  /// The toll of an incident's claims; nil if no standing claim gives one.
  ///
  /// Claims that allege, confirm or partly deny count; a denial changes no number. The minimum is
  /// the smallest minimum, the maximum the largest maximum, open if one of them is open.
  public func toll(_ claims: [Claim]) -> Toll? {
    if claims.isEmpty { return nil }
    let ledger = Ledger(claims)
    let tolls = ledger.standing.filter { $0.stance != .denies }.compactMap(\.toll)
    guard !tolls.isEmpty else { return nil }
    let (minima, maxima) = (tolls.compactMap(\.minimum), tolls.compactMap(\.maximum))
    let best = tolls.compactMap(\.best)
    let isOpen = maxima.count < tolls.count
    return Toll(
      minimum: minima.count < tolls.count ? nil : minima.min(),
      best: best.allSatisfy { $0 == best.first } ? best.first : nil,
      maximum: isOpen ? nil : maxima.max(), isOpen: isOpen)
  }

  /// The allegations that stand, in their order.
  public func standingAllegations(_ claims: [Claim]) -> [Claim] {
    Ledger(claims).standingAllegations
  }

  /// Whether a denial by a party accused stands; one of a part does not count.
  public func isDeniedByAccused(_ claims: [Claim]) -> Bool {
    let ledger = Ledger(claims)
    return ledger.standingDenials.contains { $0.stance == .denies && ledger.isAccused($0) }
  }

  /// The sources of standing allegations, in order of first appearance.
  public func allegedBy(_ claims: [Claim]) -> [String] {
    Ledger(claims).standingAllegations.map(\.source).withoutRepeats
  }

  /// The sources of standing denials, in order of first appearance.
  public func deniedBy(_ claims: [Claim]) -> [String] {
    Ledger(claims).standingDenials.map(\.source).withoutRepeats
  }

  /// The parties standing allegations hold responsible, in order of first appearance.
  ///
  /// A party that is only ever named as possible is followed by "(possible)".
  public func attributedTo(_ claims: [Claim]) -> [String] {
    let attributions = Ledger(claims).standingAllegations.flatMap(\.attributedTo)
    let named = Set(attributions.filter { $0.certainty == .named }.map(\.party))
    return attributions.map(\.party).withoutRepeats
      .map { named.contains($0) ? $0 : "\($0) (possible)" }
  }
}

extension Array where Element: Hashable {
  /// The elements in order of first appearance, each once.
  var withoutRepeats: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
