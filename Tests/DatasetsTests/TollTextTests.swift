import Incidents
import Testing

@testable import Datasets

@Suite("Numbers of people in words")
struct TollTextTests {
  private static func numbers(_ minimum: Int?, _ best: Int?, _ maximum: Int?) -> TollText.Reading {
    .toll(TollText(minimum: minimum, best: best, maximum: maximum))
  }

  @Test("what spreadsheets say is read as bounds, in English and French")
  func readings() {
    let table: [(String, TollText.Reading)] = [
      ("24", Self.numbers(24, 24, 24)), ("24.0", Self.numbers(24, 24, 24)),
      ("1 200", Self.numbers(1200, 1200, 1200)), ("1,200", Self.numbers(1200, 1200, 1200)),
      ("1\u{202F}200", Self.numbers(1200, 1200, 1200)), ("24 morts", Self.numbers(24, 24, 24)),
      ("24+", Self.numbers(24, nil, nil)), (">=24", Self.numbers(24, nil, nil)),
      ("≥ 24", Self.numbers(24, nil, nil)), (">24", Self.numbers(25, nil, nil)),
      ("at least 24", Self.numbers(24, nil, nil)), ("Au moins 24", Self.numbers(24, nil, nil)),
      ("au moins 24 personnes tuées", Self.numbers(24, nil, nil)),
      ("24 ou plus", Self.numbers(24, nil, nil)), ("more than 24", Self.numbers(25, nil, nil)),
      ("plus de 24", Self.numbers(25, nil, nil)), ("<=30", Self.numbers(0, nil, 30)),
      ("up to 30", Self.numbers(0, nil, 30)), ("jusqu’à 30", Self.numbers(0, nil, 30)),
      ("moins de 30", Self.numbers(0, nil, 29)), ("10-15", Self.numbers(10, nil, 15)),
      ("10 – 15", Self.numbers(10, nil, 15)), ("10 to 15", Self.numbers(10, nil, 15)),
      ("10 à 15 morts", Self.numbers(10, nil, 15)),
      ("entre 10 et 15", Self.numbers(10, nil, 15)),
      ("between 10 and 15", Self.numbers(10, nil, 15)), ("aucun", Self.numbers(0, 0, 0)),
      ("0", Self.numbers(0, 0, 0)),
      ("environ 20", .toll(TollText(minimum: 20, best: 20, maximum: 20, isApproximate: true))),
      ("~20", .toll(TollText(minimum: 20, best: 20, maximum: 20, isApproximate: true))),
      ("unknown", .unknown), ("Inconnu", .unknown), ("non précisé", .unknown),
    ]
    for (text, expected) in table { #expect(TollText.read(text) == expected, "\(text)") }
  }

  @Test(
    "what is no number is said to be none",
    arguments: [
      "beaucoup", "-3", "2.5", "24 26", "15-10", "10-", "+", ">=", "several", "99999999999",
      "une vingtaine", "1,20", "fewer than 0", "12e99", "24 chameaux", "",
    ])
  func unreadable(text: String) { #expect(TollText.read(text) == .unreadable) }
}
