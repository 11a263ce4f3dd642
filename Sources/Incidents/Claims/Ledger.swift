/// The claims of one incident, those taken back or shown wrong apart.
struct Ledger {
  /// Every claim that alleges or confirms.
  let allegations: [Claim]
  /// The claims that stand, withdrawals left out.
  let standing: [Claim]
  /// Those of them that allege or confirm.
  let standingAllegations: [Claim]
  /// Those of them that deny, wholly or in part.
  let standingDenials: [Claim]

  init(_ claims: [Claim]) {
    allegations = claims.filter(\.isAllegation)
    let withdrawals = claims.filter { $0.stance == .withdraws }
    let notWithdrawn = claims.filter { claim in
      claim.stance != .withdraws && !withdrawals.contains { $0.takesBack(claim) }
    }
    let accusations = notWithdrawn.filter(\.isAllegation)
    let showings = notWithdrawn.filter { claim in
      !claim.showsWrong.isEmpty && !accusations.contains { $0.accuses(claim) }
    }
    let shownWrong = Set(showings.flatMap(\.showsWrong))
    standing = notWithdrawn.filter { claim in
      guard let id = claim.id else { return true }
      return !shownWrong.contains(id)
    }
    standingAllegations = standing.filter(\.isAllegation)
    standingDenials = standing.filter(\.isDenial)
  }

  /// Whether a standing allegation of another group holds the claim's party responsible.
  func isAccused(_ claim: Claim) -> Bool {
    standingAllegations.contains { $0.group != claim.group && $0.accuses(claim) }
  }

  /// Whether a party accused says that it did it.
  func acceptsResponsibility(_ claim: Claim) -> Bool {
    if claim.attributedTo.contains(where: { $0.certainty == .named && claim.speaks(for: $0) }) {
      return true
    }
    return claim.stance == .confirms && claim.attributedTo.isEmpty && isAccused(claim)
  }
}

extension Claim {
  var isAllegation: Bool { stance == .alleges || stance == .confirms }
  var isDenial: Bool { stance == .denies || stance == .partlyDenies }

  /// The group that tells whether two claims are independent.
  var group: String { sourceGroup ?? source }

  /// Whether this claim's own voice is the party of an attribution or of its group.
  func speaks(for attribution: Attribution) -> Bool {
    func isOwn(_ name: String?) -> Bool {
      name != nil && (name == speaksFor || name == sourceGroup || name == source)
    }
    return isOwn(attribution.party) || isOwn(attribution.group)
  }

  /// Whether this claim holds the other claim's party responsible.
  func accuses(_ other: Claim) -> Bool { attributedTo.contains(where: other.speaks(for:)) }

  /// Whether this is a withdrawal of the other: same group, and the other not said after it.
  func takesBack(_ other: Claim) -> Bool {
    guard stance == .withdraws, group == other.group else { return false }
    guard let withdrawn = date?.latest, let said = other.date?.earliest else { return true }
    return said <= withdrawn
  }

  /// Whether two allegations come from independent sources that do not accuse each other.
  func supports(_ other: Claim) -> Bool {
    group != other.group && (speaksFor == nil || speaksFor != other.speaksFor)
      && !accuses(other) && !other.accuses(self)
  }
}
