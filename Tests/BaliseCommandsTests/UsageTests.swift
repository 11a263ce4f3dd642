import Foundation
import TestSupport
import Testing

@Suite struct UsageTests {
  private static let map = ["map", "Inputs/ged-synthetic.csv"]

  private static func map(_ arguments: String..., status: Int32 = 64, says: [String]) -> Refusal {
    var refusal = Refusal(status: status, says: says)
    refusal.arguments = map + arguments
    return refusal
  }

  @Test(arguments: [
    Refusal(
      "map", status: 64, says: ["Missing expected argument '<inputs> ...'", "Usage: balise map"]),
    Refusal("mapp", "x", status: 64, says: ["unexpected arguments: 'mapp', 'x'"]),
    Refusal("map", "-", "-", status: 64, says: ["Standard input (-) can be read only once."]),
    Refusal("route", "show", status: 64, says: ["'<route>'", "Usage: balise route show"]),
    map("--neer", "Gao", says: ["Unknown option '--neer'. Did you mean '--near'?"]),
    map("--threads", "0", says: ["--threads must be 1 to 1024; it was 0.", "Usage: balise map"]),
    map("--threads", "many", says: ["'many' is invalid for '--threads"]),
    map("--format", "shapefile", says: ["- balise", "- table", "- geojson"]),
    map("--properties", "nonsense", says: ["no property \"nonsense\"", "killed_min"]),
    map("--geometry", "blob", says: ["'place'", "'point'", "'footprint'"]),
  ])
  func `wrong usage ends with 64 and the usage of the verb`(refusal: Refusal) throws {
    try refusal.check()
  }

  @Test(arguments: [
    map(
      "--in", "Malli", status: 1,
      says: ["No region is called \"Malli\". The nearest names are: Mali;"]),
    map("--in", "ECOVAS", status: 1, says: ["Error: No region is called \"ECOVAS\"."]),
    map("--in", "", says: ["--in, --near and --along each need a name"]),
    map(
      "--in", "Amazonas", status: 1,
      says: [
        "Several regions are called \"Amazonas\": Amazonas (BRA.amazonas), Amazonas (COL.amazonas), "
          + "Amazonas (PER.amazonas), Amazonas (VEN.amazonas). Give the id in brackets."
      ]),
    map("--near", "Gaooo", status: 1, says: ["No place is called \"Gaooo\"."]),
    map(
      "--near", "16,100", says: ["100 is no latitude. Did you mean 100,16?", "Usage: balise map"]),
    map("--near", "-0.5,120", says: ["\"-0.5,120\"", "Did you mean 120,-0.5?"]),
    map("--near", "16.27N,0.04S", says: ["one of N or S and one of E or W"]),
    map("--near", "91N,0E", says: ["a latitude within -90 and 90"]),
    map("--near", "Gao", "--within", "25", says: ["'25' is invalid", "with its unit, km or m"]),
    map("--near", "Gao", "--within", "25mi", says: ["with its unit, km or m"]),
    map("--near", "Gao", "--within", "-5km", says: ["a length lies within 0 and 20100km"]),
    map("--within", "25km", says: ["--within needs --near or --along."]),
    map("--along", "gao-adra", status: 1, says: ["No route is called \"gao-adra\"", "gao-adrar;"]),
    map(
      "--along", "gao-adrar:Gao..Tesalit", status: 1, says: ["no stop \"Tesalit\"", "\"Tessalit\""]),
    map("--along", "gao-adrar:Gao", says: ["a stretch is written FROM..TO, as in Gao..Tessalit."]),
    map("--along", "gao-adrar:10..20", says: ["\"10\": a measure carries its unit: 10km."]),
    map("--bbox", "1,2,3", says: ["four numbers are needed, west,south,east,north in degrees."]),
    map("--bbox", "1,,2,3,4", says: ["four numbers are needed"]),
    map("--bbox", "1,2,3,nan", says: ["four numbers are needed"]),
    map("--bbox", "-1,20,3,10", says: ["must not lie north of the north"]),
    map("--during", "soon", says: ["--during soon: the date \"soon\" cannot be read"]),
    map("--during", "2024..2020", says: ["--during 2024..2020: the span ends before it begins."]),
    Refusal("route", "show", "gao", status: 1, says: ["No route is called \"gao\"", "gao-adrar"]),
    Refusal(
      "route", "locate", "gao-adrar", "Kidal", status: 64,
      says: [
        "\"Kidal\" is no position; write 16.27N,0.04W or lon,lat.", "Usage: balise route locate",
      ]),
    Refusal(
      "route", "locate", "gao-adrar", "16.27,-120", status: 64, says: ["Did you mean -120,16.27?"]),
    Refusal(
      "route", "section", "gao-adrar", "Gao", "Gaoo", status: 1,
      says: ["no stop \"Gaoo\"", "\"Gao\""]),
    Refusal(
      "route", "section", "gao-adrar", "Gao", "5000km", status: 1,
      says: ["runs from 0 to 1358.564 km"]),
    Refusal(
      "route", "section", "gao-adrar", "-5km", "20km", status: 1, says: ["-5.0 km lies outside"]),
    Refusal(
      "route", "section", "gao-adrar", "5", "20km", status: 64,
      says: ["a measure carries its unit: 5km"]),
    Refusal(
      "route", "section", "gao-adrar", "Gao", "border:France", status: 1,
      says: ["does not cross the border of France"]),
  ])
  func `names and values that do not hold are said, with what would`(refusal: Refusal) throws {
    try refusal.check()
  }

  @Test func `what a name was taken for is said on standard error`() throws {
    let region = try balise(Self.map + ["--in", "mali"])
    #expect(
      region.messages.contains("taken as Mali (MLI); the name is also borne by Mali (GIN.mali)."))
    let id = try balise(Self.map + ["--in", "GIN.mali"])
    #expect(id.status == 0 && !id.messages.contains("taken as"))
    let alias = try balise(Self.map + ["--in", "UK"])
    #expect(
      alias.messages.contains("--in UK: taken as United Kingdom (GBR).\n"), "\(alias.messages)")
    let elsewhere = try balise(Self.map + ["--near", "Gao, BF"])
    #expect(
      elsewhere.messages.contains("--near Gao, BF: taken as Gao, BF (GeoNames "),
      "\(elsewhere.messages)")
    let place = try balise(Self.map + ["--near", "Gao"])
    #expect(
      place.messages.contains("--near Gao: taken as Gao, ML (GeoNames 2457163); also: Gao, BF."))
  }

  @Test(arguments: [
    "16.27N,0.04W", "0.04W,16.27N", "-0.04,16.27", "-.04,16.27", "16.27n, 0.04w", "-0.04, 16.27",
  ])
  func `a position is read in every form, and the nearest place is echoed`(text: String) throws {
    let run = try balise(Self.map + ["--near", text])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages.hasPrefix("--near \(text): 0.5 km from Gao, ML.\n"), "\(run.messages)")
    #expect(run.output == (try balise(Self.map + ["--near=\(text)"])).output)
  }

  @Test func `a region that only shares a border with a place does not hold it`() throws {
    // Kidal and Mali border on Niger; in it lies the last row alone.
    let run = try balise(Self.map + ["--in", "Niger", "--in", "NGA.adamawa"])
    #expect(run.messages.contains("1 feature out (1 exact)"), "\(run.messages)")
    #expect(run.text.contains("\"id\":\"900010\""))
  }

  @Test func `geography that is asked for and is not there is an error`() throws {
    for call in [["route", "list"], Self.map] {
      let run = try balise(call, environment: ["BALISE_GEODATA": "/nowhere"])
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(run.messages.contains("BALISE_GEODATA=/nowhere"))
    }
    let geodata = testFolder.appending(path: "../../Geodata").path
    let run = try balise(
      ["route", "list"], environment: ["BALISE_GEODATA": geodata], folder: URL(filePath: "/"))
    #expect(run.status == 0)
  }

  @Test func `the program works from another folder and through a symbolic link`() throws {
    try inTemporaryFolder { folder in
      let link = folder.appending(path: "balise")
      try FileManager.default.createSymbolicLink(
        at: link, withDestinationURL: try builtProgram("balise"))
      let run = try TestSupport.run(
        link, ["route", "list"], environment: plainEnvironment, folder: folder)
      #expect(run.status == 0, "\(run.messages)")
    }
  }
}
