import Testing

@testable import Datasets

@Suite("Roads in the words of a coder")
struct RoadNameTests {
  @Test(
    "these forms are roads",
    arguments: [
      ("Bama-Banki road", [["Bama", "Banki"]]),
      ("Bama - Banki Road", [["Bama", "Banki"]]),
      ("Kaduna\u{2013}Abuja highway", [["Kaduna", "Abuja"]]),
      ("Kaduna\u{2014}Abuja Highway", [["Kaduna", "Abuja"]]),
      ("  Gao -  Bourem   road ", [["Gao", "Bourem"]]),
      ("between Kano and Zaria", [["Kano", "Zaria"]]),
      ("\u{130}zmir-Manisa road", [["\u{130}zmir", "Manisa"]]),
      ("Between Kano And Zaria", [["Kano", "Zaria"]]),
      ("road between Kano and Zaria", [["Kano", "Zaria"]]),
      ("Highway between Kano and Zaria", [["Kano", "Zaria"]]),
      (
        "Ti-n-Zaouatene-Kidal road",
        [["Ti", "n-Zaouatene-Kidal"], ["Ti-n", "Zaouatene-Kidal"], ["Ti-n-Zaouatene", "Kidal"]]
      ),
      (
        "between Bosnia and Herzegovina and Serbia",
        [["Bosnia", "Herzegovina and Serbia"], ["Bosnia and Herzegovina", "Serbia"]]
      ),
    ])
  func taken(_ text: String, _ ends: [[String]]) {
    #expect(RoadName.ends(in: text).map { [$0.0, $0.1] } == ends)
  }

  @Test(
    "these are not",
    arguments: [
      "", " ", "road", "Bama road", "-Banki road", "Bama- road", "Bama-Banki", "Bama to Banki",
      "Bama to Banki road", "between Kano", "between Kano and", "between and Zaria",
      "Kano and Zaria", "Gao", "railroad", "Bama-Banki roads", "near Bama-Banki road crossing",
      "Kano-Zaria expressway",
    ])
  func refused(_ text: String) {
    #expect(RoadName.ends(in: text).isEmpty)
  }
}
