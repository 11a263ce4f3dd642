import Foundation
import TestSupport
import Testing

@Suite struct SameBytesTests {
  /// The synthetic rows many times over, so that several pieces of work are under way at once.
  private static func manyRows() throws -> [UInt8] {
    let lines = try inputText("ged-synthetic.csv")
    guard let end = lines.firstIndex(of: "\n") else { return [] }
    let rows = String(lines[lines.index(after: end)...])
    return Array((lines[...end] + String(repeating: rows, count: 60)).utf8)
  }

  @Test(arguments: ["place", "footprint"])
  func `the number of threads changes no byte`(geometry: String) throws {
    let input = try Self.manyRows()
    func mapped(threads: Int) throws -> ProgramRun {
      try balise(["map", "-", "--geometry", geometry, "--threads", "\(threads)"], input: input)
    }
    let one = try mapped(threads: 1)
    #expect(one.status == 0, "\(one.messages)")
    #expect(one.messages.contains("600 features out"), "\(one.messages)")
    for threads in [2, 3, 7] { #expect(try mapped(threads: threads).output == one.output) }
  }

  @Test func `findings come in the order of the input, whatever the number of threads`() throws {
    let one = try balise(["check", "Inputs/ged-faults.csv", "--threads", "1"])
    for threads in ["2", "5"] {
      let several = try balise(["check", "Inputs/ged-faults.csv", "--threads", threads])
      #expect(several.output == one.output)
    }
  }

  @Test(arguments: ["Inputs/ged-synthetic.csv", "Inputs/places.yaml", "Inputs/incidents.json"])
  func `a file, a pipe and a second run give the same bytes`(path: String) throws {
    let file = try balise(["map", path])
    #expect(file.status == 0, "\(file.messages)")
    #expect(try balise(["map", path]).output == file.output)
    #expect(
      try balise(["map", "-"], input: [UInt8](Data(contentsOf: testFolder.appending(path: path))))
        .output == file.output)
    #expect(try shell("cat \(path) | \"$BALISE\" map - | cat").output == file.output)
  }

  @Test(arguments: ["fr_FR.UTF-8", "tr_TR.UTF-8", "C", "nonsense"])
  func `the language of the computer changes no byte`(language: String) throws {
    for call in [["map", "Inputs/places.yaml"], ["route", "show", "gao-adrar"]] {
      let plain = try balise(call)
      let run = try balise(call, environment: ["LANG": language, "LC_ALL": language])
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.output == plain.output)
    }
  }

  @Test func `a byte order mark and lines that end in CRLF change no byte`() throws {
    let plain = try balise(["map", "-"], input: inputBytes("ged-synthetic.csv"))
    let marked = try balise(
      ["map", "-"], input: [0xEF, 0xBB, 0xBF] + inputBytes("ged-synthetic.csv"))
    #expect(marked.output == plain.output)
    // The line feed inside the last row's quoted place is data and stays.
    let text = try inputText("ged-synthetic.csv").replacing("\n", with: "\r\n")
      .replacing("place\r\nsecond", with: "place\nsecond")
    #expect(try balise(["map", "-"], input: Array(text.utf8)).output == plain.output)
    let document = try balise(
      ["map", "-"], input: [0xEF, 0xBB, 0xBF] + inputBytes("incidents.json"))
    #expect(document.output == (try balise(["map", "Inputs/incidents.json"])).output)
  }

  @Test func `--output - writes to standard output, and a file gets the same bytes`() throws {
    let plain = try balise(["map", "Inputs/places.yaml"])
    #expect(try balise(["map", "Inputs/places.yaml", "-o", "-"]).output == plain.output)
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "out.geojson")
      let run = try balise(["map", "Inputs/places.yaml", "--output", file.path])
      #expect(run.status == 0 && run.output.isEmpty)
      #expect(try [UInt8](Data(contentsOf: file)) == plain.output)
      #expect(try names(in: folder) == ["out.geojson"])
    }
  }
}
