import Foundation
import TestSupport
import Testing

@Suite struct StreamTests {
  @Test func `results go to standard output, and one line about them to standard error`() throws {
    let run = try balise(["map", "Inputs/places.yaml", "Inputs/ged-synthetic.csv"])
    #expect(run.status == 0)
    #expect(run.text.hasPrefix("{\"type\":\"FeatureCollection\""))
    let line = try Regex(
      #"30 records in; 30 features out \(4 exact, 7 near, 1 ring, 5 route_section, 3 between, 7 area, "#
        + #"1 mixture, 2 unknown\); 0 rejected; Natural Earth [^;]*\(\d{4}-\d\d-\d\d\); \d+\.\d\d s\n"#
    )
    #expect(run.messages.wholeMatch(of: line) != nil, "\(run.messages)")
  }

  @Test func `the summary counts what was rejected, doubted and not selected`() throws {
    let faults = try balise(["map", "Inputs/ged-faults.csv"])
    #expect(
      faults.messages.contains("14 records in; 8 features out (7 exact, 1 unknown); 6 rejected;"))
    #expect(faults.messages.contains("; 5 values not kept; 2 warnings;"), "\(faults.messages)")
    let selected = try balise(["map", "Inputs/places.yaml", "--during", "2024-06"])
    #expect(
      selected.messages.contains("15 not selected (1 without a date)"), "\(selected.messages)")
  }

  @Test func `five findings of a code are shown and the rest counted; check --all lists all`()
    throws
  {
    let header = try inputText("ged-synthetic.csv").prefix { $0 != "\n" }
    let commas = String(repeating: ",", count: header.count { $0 == "," })
    let input = Array((header + "\n" + String(repeating: commas + "\n", count: 1207)).utf8)
    let mapped = try balise(["map", "-"], input: input)
    #expect(mapped.status == 3)
    #expect(mapped.messages.split(separator: "\n").count { $0.hasPrefix("error: ") } == 5)
    #expect(
      mapped.messages.contains("... and 1,202 more of id-missing (balise check --all lists them)"))
    let checked = try balise(["check", "-"], input: input)
    #expect(checked.status == 3)
    #expect(checked.text.contains("\nerror     1,207  id-missing  a record without an id"))
    #expect(checked.text.split(separator: "\n").count { $0.hasPrefix("  standard input:") } == 5)
    #expect(checked.text.hasSuffix("  ... and 1,202 more (--all lists them)\n"))
    let all = try balise(["check", "-", "--all"], input: input)
    #expect(all.status == 3)
    #expect(all.text.split(separator: "\n").count { $0.hasPrefix("error: ") } == 1207)
    #expect(all.text.contains("\nerror     1,207  id-missing"))
  }

  @Test func `nothing is coloured that is no terminal`() throws {
    for environment in [["TERM": "xterm-256color"], ["NO_COLOR": "1"], ["CLICOLOR_FORCE": "1"]] {
      let run = try balise(["map", "Inputs/ged-faults.csv"], environment: environment)
      #expect(!run.messages.contains("\u{1B}"))
      #expect(!run.text.contains("\u{1B}"))
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "script was not found"))
  func `a terminal gets colours, unless NO_COLOR is set`() throws {
    let line =
      #"script -qec '"$BALISE" check nothing.csv; "$BALISE" map Inputs/ged-faults.csv -o /dev/null' /dev/null"#
    let coloured = try shell(line, environment: ["TERM": "xterm"])
    #expect(coloured.text.contains("\u{1B}[31merror\u{1B}[0m"), "\(coloured.text)")
    let plain = try shell(line, environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(!plain.text.contains("\u{1B}[3"), "\(plain.text)")
    #expect(plain.text.contains("error: Inputs/ged-faults.csv:2:"), "\(plain.text)")
  }

  @Test func `control characters of an input cannot steer a terminal`() throws {
    let text = try inputText("ged-synthetic.csv").replacing("16.27167", with: "\u{1B}[2J16")
    let run = try balise(["map", "-"], input: Array(text.utf8))
    #expect(run.status == 3)
    #expect(run.messages.contains(#"\u{1b}[2J16"#), "\(run.messages)")
    #expect(!run.messages.contains("\u{1B}"))
  }

  @Test func `a reader that has seen enough ends the run quietly`() throws {
    // Far more than a pipe holds, so that the program meets the closed pipe.
    let run = try shell(
      #"""
      { cat Inputs/ged-synthetic.csv; i=0; while [ $i -lt 400 ]; do tail -n 11 Inputs/ged-synthetic.csv |
      sed "s/^900/$((i+1000))/" 2>/dev/null
      i=$((i+1)); done; } | { "$BALISE" map - --keep all; echo "status $?" >&2; } | head -n 1
      """#)
    #expect(run.text.split(separator: "\n").count == 1)
    #expect(run.messages == "status 0\n", "\(run.messages)")
  }

  @Test func `a closed standard error does not stop the work`() throws {
    let closed = try shell(#""$BALISE" map Inputs/places.yaml 2>&-"#)
    #expect(closed.status == 0)
    #expect(closed.output == (try balise(["map", "Inputs/places.yaml"])).output)
    let full = try shell(#""$BALISE" map Inputs/ged-faults.csv 2>/dev/full"#)
    #expect(full.status == 3)
    #expect(full.output == (try balise(["map", "Inputs/ged-faults.csv"])).output)
  }

  @Test func `a closed standard output or input is an error with a message`() throws {
    let output = try shell(#""$BALISE" map Inputs/places.yaml >&-"#)
    #expect(output.status == 1)
    #expect(output.messages.contains("cannot write \"standard output\""), "\(output.messages)")
    let input = try shell(#""$BALISE" map - <&-"#)
    #expect(input.status == 1)
    #expect(input.messages.contains("cannot read \"standard input\""), "\(input.messages)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions name the verbs and options`(name: String) throws {
    let run = try balise(["--generate-completion-script", name])
    #expect(run.status == 0)
    for word in ["map", "check", "route", "locate", "bbox", "footprint", "ucdp-ged"] {
      #expect(run.text.contains(word))
    }
    let interpreter = "/usr/bin/\(name)"
    guard FileManager.default.isExecutableFile(atPath: interpreter) else { return }
    let parsed = try TestSupport.run(
      URL(filePath: interpreter), ["-n"], input: run.output, environment: plainEnvironment,
      folder: testFolder)
    #expect(parsed.status == 0, "\(parsed.messages)")
  }

}
