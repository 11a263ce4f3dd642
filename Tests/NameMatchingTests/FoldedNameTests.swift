import NameMatching
import TestSupport
import Testing

@Suite("Folded names")
struct FoldedNameTests {
  @Test(
    "spellings of one name fold to one form",
    arguments: [
      ("Gao", "gao"), ("GAO", "gao"), ("  Gao  ", "gao"), ("Donets'k", "donetsk"),
      ("Donets\u{2019}k", "donetsk"), ("Ti-n-Zaouatene", "ti n zaouatene"),
      ("Ti\u{2013}n\u{2014}Zaouatene", "ti n zaouatene"), ("Ségou", "segou"),
      ("Se\u{301}gou", "segou"), ("São Tomé & Príncipe", "sao tome principe"),
      ("Łódź", "lodz"), ("Straße", "strasse"), ("Ðakovo", "dakovo"), ("İstanbul", "istanbul"),
      ("Diyarbakır", "diyarbakir"), ("Ærø", "aero"), ("Congo, DRC", "congo drc"),
      ("Côte d'Ivoire", "cote divoire"), ("Zone 51", "zone 51"), ("مالي", "مالي"), ("", ""),
      ("---", ""), ("'", ""), ("a.b", "a b"),
    ])
  func fold(_ name: String, _ folded: String) {
    #expect(FoldedName.fold(name) == folded)
  }

  @Test(
    "words for the kind of an area are ignored, but never all of a name",
    arguments: [
      ("Borno state", "borno"), ("Kidal region", "kidal"), ("State of Israel", "israel"),
      ("Al-Hasakah governorate", "hasakah"), ("Oblast", "oblast"), ("The City", "the city"),
      ("Federal Capital Territory", "federal"), ("Statesboro", "statesboro"),
    ])
  func withoutKind(_ name: String, _ folded: String) {
    #expect(FoldedName.foldWithoutKind(name) == folded)
  }

  @Test("folding twice changes nothing", arguments: [UInt64](1...20))
  func idempotent(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let letters = Array("aZéÉßØ-'’ .,ıİŁمن1\u{301}_^`")
    for _ in 0..<200 {
      let count = Int.random(in: 0...12, using: &generator)
      let name = String(
        (0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
      let once = FoldedName.fold(name)
      #expect(FoldedName.fold(once) == once, "seed \(seed), name \(name)")
    }
  }

  @Test(
    "the edit distance counts letters put in, left out and changed",
    arguments: [
      ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("gao", "gao", 0),
      ("flaw", "lawn", 2), ("kidal", "kidel", 1), ("menaka", "ménaka", 1),
      ("intention", "execution", 5),
    ])
  func distance(_ a: String, _ b: String, _ expected: Int) {
    #expect(editDistance(a, b) == expected)
    #expect(editDistance(b, a) == expected)
  }

  @Test("a name of 8 MB is compared with thousands at once")
  func endlessName() {
    let name = String(repeating: "Gao ", count: 2 << 20)
    let known = (0..<5000).map { "Gao \($0)" }
    #expect(nearestNames(to: name, among: known, count: 3, within: 1000).isEmpty)
    #expect(editDistance(name, name) == 0)
  }
}
