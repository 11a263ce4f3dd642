import Incidents

/// A claim from words: `SOURCE[:GROUP][>SPEAKS_FOR] STANCE [PARTY[=GROUP][?],...]` and then
/// `toll=T`, `date=D`, `id=I`, `wrong=I,...` in any order.
func claim(_ text: String) throws -> Claim {
  let words = text.split(separator: " ").map(String.init)
  let voice = words[0].split(separator: ">").map(String.init)
  let names = voice[0].split(separator: ":").map(String.init)
  var claim = Claim(
    source: names[0], sourceGroup: names.count > 1 ? names[1] : nil,
    speaksFor: voice.count > 1 ? voice[1] : nil, stance: Stance(rawValue: words[1]) ?? .alleges)
  for word in words.dropFirst(2) {
    let value = String(word.drop { $0 != "=" }.dropFirst())
    if word.hasPrefix("toll=") {
      claim.toll = try TollInterval(text: value)
    } else if word.hasPrefix("date=") {
      claim.date = try UncertainDate(edtf: value)
    } else if word.hasPrefix("id=") {
      claim.id = value
    } else if word.hasPrefix("wrong=") {
      claim.showsWrong = value.split(separator: ",").map(String.init)
    } else {
      claim.attributedTo = word.split(separator: ",").map { party in
        let names = party.split(separator: "?")[0].split(separator: "=").map(String.init)
        return Attribution(
          party: names[0], group: names.count > 1 ? names[1] : nil,
          certainty: party.hasSuffix("?") ? .possible : .named)
      }
    }
  }
  return claim
}
