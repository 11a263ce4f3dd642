import TestSupport
import Testing

@testable import Datasets

@Suite("Positions in one cell")
struct PositionTextTests {
  private static let gao = (16.27, -0.04)

  @Test("one column holds latitude and longitude in many hands")
  func positions() throws {
    let table = [
      "16.27,-0.04", "16.27, -0.04", "16.27 -0.04", "(16.27; -0.04)", "16,27; -0,04",
      "16,27 -0,04", "16,27,-0,04", "16.27N,0.04W", "0.04W 16.27N", "N16.27 O0.04",
      "16.27° N, 0.04° W", "16°16'12\"N 0°2'24\"W", "16° 16,2' N ; 0° 2,4' O",
      "16°16′12″N, 0°02′24″O", "lat 16.27 lon -0.04", "lon: -0.04, lat: 16.27",
      "POINT(-0.04 16.27)", "16 16 12 N 0 2 24 W", "16.27 \u{2212}0.04",
    ]
    for text in table {
      let pair = try #require(PositionText.position(text, latitudeFirst: true), "\(text)")
      #expect(abs(pair.latitude - Self.gao.0) < 1e-9, "\(text)")
      #expect(abs(pair.longitude - Self.gao.1) < 1e-9, "\(text)")
    }
    let swapped = try #require(PositionText.position("-0.04,16.27", latitudeFirst: false))
    #expect(swapped == Self.gao)
  }

  @Test("one angle has its sign from a letter or a minus, not from both")
  func angles() throws {
    let table: [(String, Double)] = [
      ("16,27", 16.27), ("-0°30'", -0.5), ("0°30'S", -0.5), ("W 1°30'", -1.5), ("1.5 ouest", -1.5),
    ]
    for (text, degrees) in table {
      let angle = try #require(PositionText.angle(text), "\(text)")
      #expect(abs(angle.degrees - degrees) < 1e-12, "\(text)")
    }
    for text in ["-1W", "16 27", "1°60'", "Gao", "", "1.2.3", "12h", "N"] {
      #expect(PositionText.angle(text) == nil, "\(text)")
    }
  }

  @Test(
    "what is no pair is none",
    arguments: [
      "16.27", "Gao", "16.27,-0.04,3", "16N,17S", "16.27N -0.04", "", ",", "1e3,2", "N E",
      "POINT", "1° 2° 3°",
    ])
  func refused(text: String) { #expect(PositionText.position(text, latitudeFirst: true) == nil) }

  @Test("any two angles come back from their degrees, minutes and seconds")
  func roundTrip() throws {
    let seed: UInt64 = 20_250_217
    var generator = SplitMix64(seed: seed)
    for round in 0..<500 {
      let north = Int.random(in: -323_999...323_999, using: &generator)
      let east = Int.random(in: -647_999...647_999, using: &generator)
      func written(_ seconds: Int, _ letters: (String, String)) -> String {
        let size = abs(seconds)
        return "\(size / 3600)°\(size / 60 % 60)'\(size % 60)\""
          + (seconds < 0 ? letters.1 : letters.0)
      }
      let text = written(north, ("N", "S")) + " " + written(east, ("E", "O"))
      let pair = try #require(PositionText.position(text, latitudeFirst: true), "\(text)")
      #expect(
        abs(pair.latitude - Double(north) / 3600) < 1e-9
          && abs(pair.longitude - Double(east) / 3600) < 1e-9,
        "seed \(seed), round \(round): \(text)")
    }
  }

  @Test("no text stops the reading")
  func noise() {
    let seed: UInt64 = 7
    var generator = SplitMix64(seed: seed)
    let letters = Array("0123456789.,;-+NSEWO°'\" abc()é\u{2212}")
    for _ in 0..<5000 {
      let text = String(
        (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
          letters.randomElement(using: &generator)
        })
      if let pair = PositionText.position(text, latitudeFirst: true) {
        #expect(pair.latitude.isFinite && pair.longitude.isFinite, "seed \(seed): \(text)")
      }
      _ = PositionText.angle(text)
      _ = TollText.read(text)
    }
  }
}
