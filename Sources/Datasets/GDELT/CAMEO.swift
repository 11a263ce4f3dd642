/// CAMEO event codes and what they mean.
///
/// Source: Schrodt, CAMEO Codebook 1.1b3 (2012): roots 01 to 20 and the codes below 18, 19 and 20;
/// short wording of this program.
enum CAMEO {
  /// What a code means: in full for the violent roots, with the meaning of the root for the others;
  /// nil where the root is not one of 01 to 20.
  static func meaning(of code: String) -> String? {
    for length in stride(from: code.utf8.count, through: 3, by: -1) {
      if let meaning = violent[String(code.prefix(length))] { return meaning }
    }
    guard let root = Int(code.prefix(2)), (1...roots.count).contains(root) else { return nil }
    return roots[root - 1]
  }

  /// A root as two digits.
  static func rootText(_ root: Int) -> String { root < 10 ? "0\(root)" : "\(root)" }

  /// A code with the leading zero that spreadsheets take away.
  ///
  /// A code begins with its root; where the root has lost its zero, so has the code.
  static func repaired(code: String, root: String) -> String {
    root.utf8.count == 1 && !code.hasPrefix("0") ? "0" + code : code
  }

  private static let roots = [
    "public statement", "appeal", "intent to cooperate", "consultation",
    "diplomatic cooperation", "material cooperation", "aid", "concession", "investigation",
    "demand", "disapproval", "rejection", "threat", "protest", "show of force",
    "reduced relations", "coercion", "assault", "fighting", "mass violence",
  ]

  private static let violent = [
    "180": "unconventional violence", "181": "abduction or hostage-taking",
    "182": "physical assault", "1821": "sexual assault", "1822": "torture",
    "1823": "killing by physical assault", "183": "bombing other than military",
    "1831": "suicide bombing", "1832": "vehicle bombing", "1833": "roadside bombing",
    "1834": "bombing of a place", "184": "use as a human shield",
    "185": "attempted assassination", "186": "assassination",
    "190": "conventional military force", "191": "blockade or restriction of movement",
    "192": "occupation of territory", "193": "fighting with small arms",
    "194": "fighting with artillery and tanks", "195": "use of aerial weapons",
    "1951": "use of precision-guided aerial munitions", "1952": "use of armed drones",
    "196": "violation of a ceasefire", "200": "unconventional mass violence",
    "201": "mass expulsion", "202": "mass killing", "203": "ethnic cleansing",
    "204": "use of weapons of mass destruction",
    "2041": "use of chemical, biological or radiological weapons",
    "2042": "use of nuclear weapons",
  ]
}
