import Foundation
import TestSupport
import Testing

/// `balise import`: a store that keeps data sets, and outlives what befalls it.
@Suite struct StoreTests {
  /// A SYNTHETIC table of Balise's own columns.
  private func table(_ rows: [String]) -> String {
    (["id,title,date,latitude,longitude,killed_best"] + rows).joined(separator: "\n") + "\n"
  }

  /// 2500 rows of such a table.
  private var manyRows: [String] {
    (1...2500).map { number in
      let position = "\(number % 60).123457,\(number % 90).234567"
      return "\(number),SYNTHETIC \(number),2025-01-01,\(position),\(number % 9)"
    }
  }

  private func store(_ arguments: String..., folder: URL) throws -> ProgramRun {
    try balise(["import"] + arguments + ["--store", "s.gpkg"], folder: folder)
  }

  /// What a query of SQLite gives, a row a line, fields between bars.
  private func query(_ sql: String, in folder: URL) throws -> [String] {
    let python = try #require(Interpreter.python)
    let script = """
      import sqlite3, sys
      for row in sqlite3.connect("s.gpkg").execute(sys.argv[1]):
        print("|".join("" if field is None else str(field) for field in row))
      """
    let run = try TestSupport.run(
      python, ["-c", script, sql], environment: plainEnvironment, folder: folder)
    #expect(run.status == 0, "\(run.messages)")
    return run.text.split(separator: "\n").map(String.init)
  }

  @Test(.enabled(if: Interpreter.python != nil, "no Python"))
  func `a second release changes what it says otherwise, and the history tells`() throws {
    try inTemporaryFolder { folder in
      try write(
        table([
          "1,SYNTHETIC one,2025-01-01,16.12345,0.23456,3",
          "2,SYNTHETIC two,2025-01-02,17.12345,0.23456,4",
          "3,SYNTHETIC three,2025-01-03,18.12345,0.23456,5",
        ]), to: "a.csv", in: folder)
      try write(
        table([
          "3,SYNTHETIC three,2025-01-03,18.12345,0.23456,5",
          "1,SYNTHETIC one,2025-01-01,16.54321,0.23456,7",
          "4,SYNTHETIC four,2025-01-04,19.12345,0.23456,",
        ]), to: "b.csv", in: folder)
      let first = try store("a.csv", "--dataset", "Synthetic", folder: folder)
      #expect(first.status == 0, "\(first.messages)")
      #expect(first.messages.contains("a.csv: 3 added, 0 changed, 0 the same"))
      let again = try store("a.csv", "--dataset", "Synthetic", folder: folder)
      #expect(again.messages.contains("0 added, 0 changed, 3 the same"), "\(again.messages)")
      let second = try store(
        "b.csv", "--dataset", "Synthetic", "--release", "May", folder: folder)
      #expect(
        second.messages.contains("b.csv: 1 added, 1 changed, 1 the same, 1 not in the file, kept"),
        "\(second.messages)")
      let history =
        "SELECT release, incident_id, change, field, old_value, new_value "
        + "FROM incident_history ORDER BY fid"
      #expect(
        try query(history, in: folder) == [
          "May|1|changed|killed_min|3|7", "May|1|changed|killed_best|3|7",
          "May|1|changed|killed_max|3|7",
          "May|1|changed|geometry|POINT (0.23456 16.12345)|POINT (0.23456 16.54321)",
          "May|4|added|||",
        ])
      let whole = try store(
        "b.csv", "--dataset", "Synthetic", "--complete", folder: folder)
      #expect(whole.messages.contains("3 the same, 1 removed"), "\(whole.messages)")
      #expect(
        try query("SELECT incident_id FROM incident_records ORDER BY fid", in: folder)
          == ["1", "3", "4"])
      #expect(
        try query("SELECT count(*) FROM rtree_incidents_point_geom", in: folder) == ["3"])
      let back = try balise(["map", "s.gpkg"], folder: folder)
      #expect(back.status == 0, "\(back.messages)")
      #expect(back.text.contains("\"killed_best\":7"))
      #expect(!back.text.contains("SYNTHETIC two"))
    }
  }

  @Test func `the history tells what each import changed, and what happened to an incident`() throws
  {
    try inTemporaryFolder { folder in
      let first = [
        "1,SYNTHETIC one,2025-01-01,16.12345,0.23456,3",
        "2,SYNTHETIC two,2025-01-02,17.12345,0.23456,4",
      ]
      let second = [
        "1,SYNTHETIC one,2025-01-01,16.12345,0.23456,7",
        "3,SYNTHETIC three,2025-01-03,18.12345,0.23456,5",
      ]
      try write(table(first), to: "a.csv", in: folder)
      try write(table(second), to: "b.csv", in: folder)
      _ = try store("a.csv", "--dataset", "S", folder: folder)
      _ = try store("b.csv", "--dataset", "S", "--release", "May", "--complete", folder: folder)
      let all = try balise(["history", "s.gpkg"], folder: folder)
      #expect(all.status == 0, "\(all.messages)")
      #expect(
        all.text == """
          import 1, a.csv: 2 added, 0 changed, 0 the same (S)
          import 2, May: 1 added, 1 changed, 0 the same, 1 removed (S)
            changed 1 (S): killed_min: 3 -> 7
            changed 1 (S): killed_best: 3 -> 7
            changed 1 (S): killed_max: 3 -> 7
            added 3 (S)
            removed 2 (S)

          """)
      let one = try balise(["history", "s.gpkg", "1"], folder: folder)
      #expect(
        one.text == """
          import 1, a.csv: added 1 (S)
          import 2, May: changed 1 (S): killed_min: 3 -> 7
          import 2, May: changed 1 (S): killed_best: 3 -> 7
          import 2, May: changed 1 (S): killed_max: 3 -> 7

          """)
      // Added to a data set that the store had: the history says it once.
      let later = try balise(["history", "s.gpkg", "3", "--format", "jsonl"], folder: folder)
      #expect(
        later.text
          == #"{"import":2,"release":"May","dataset":"S","id":"3","change":"added"}"# + "\n")
      let lines = try balise(["history", "s.gpkg", "--format", "jsonl"], folder: folder)
      #expect(lines.text.split(separator: "\n").count == 5)
      #expect(
        lines.text.contains(
          #""change":"removed","old":"{\"id\":\"2\",\"title\":\"SYNTHETIC two\""#),
        "\(lines.text)")
      for refusal in [
        Refusal("history", "s.gpkg", "4", status: 1, says: ["no incident of it is called"]),
        Refusal("history", "a.csv", status: 1, says: ["no SQLite database"]),
        Refusal("history", "none.gpkg", status: 1, says: ["it cannot be opened"]),
        Refusal("history", "s.gpkg", "-o", "s.gpkg", status: 1, says: ["would be lost"]),
      ] { try refusal.check(folder: folder) }
      #expect(try !names(in: folder).contains("none.gpkg"))
      _ = try balise(["map", "a.csv", "-o", "map.gpkg"], folder: folder)
      try Refusal("history", "map.gpkg", status: 1, says: ["it is no store of incidents"])
        .check(folder: folder)
    }
  }

  @Test func `data sets stand side by side, and claims come back`() throws {
    try inTemporaryFolder { folder in
      let own = testFolder.appending(path: "../../Geodata/incidents/gao-algeria-2025.yaml").path
      let table = testFolder.appending(path: "Inputs/ged-synthetic.csv").path
      let run = try store(own, table, folder: folder)
      #expect(run.status == 0, "\(run.messages)")
      let wanted = try balise(["map", own, table])
      let back = try balise(["map", "s.gpkg"], folder: folder)
      #expect(back.output == wanted.output, "\(difference(wanted.text, back.text))")
      let again = try store(own, table, folder: folder)
      #expect(
        again.messages.matches(of: /0 added, 0 changed, [0-9]+ the same/).count == 2,
        "\(again.messages)")
      #expect(try balise(["map", "s.gpkg"], folder: folder).output == wanted.output)
    }
  }

  @Test func `a store that is killed at any moment is as before or as after a file`() throws {
    let changed = manyRows.map { $0 + "1" }
    try inTemporaryFolder { folder in
      try write(table(manyRows), to: "a.csv", in: folder)
      try write(table(changed), to: "b.csv", in: folder)
      #expect(try store("a.csv", "--dataset", "S", folder: folder).status == 0)
      let seed: UInt64 = 20_261_123
      var random = SplitMix64(seed: seed)
      let start = try balise(["map", "s.gpkg"], folder: folder).output
      let end = try balise(["map", "b.csv", "--properties", "killed_best"], folder: folder).output
      var kills = 0
      for _ in 0..<6 {
        let delay = Double(Int.random(in: 20...400, using: &random)) / 1000
        let run = try shell(
          """
          "$BALISE" import b.csv --dataset S --store s.gpkg 2>/dev/null & job=$!
          sleep \(delay); kill -9 $job 2>/dev/null; wait $job
          """, folder: folder)
        if run.status == 137 { kills += 1 }
        let now = try balise(["map", "s.gpkg"], folder: folder)
        #expect(now.status == 0, "seed \(seed), after \(delay) s: \(now.messages)")
        if now.output == start { continue }
        let values = try balise(
          ["map", "s.gpkg", "--properties", "killed_best"], folder: folder
        ).output
        #expect(values == end, "seed \(seed), after \(delay) s")
        try FileManager.default.removeItem(at: folder.appending(path: "s.gpkg"))
        _ = try store("a.csv", "--dataset", "S", folder: folder)
      }
      #expect(kills > 0)
    }
  }

  @Test(.enabled(if: Interpreter.python != nil, "no Python"))
  func `a store that another program holds is left alone, in words`() throws {
    let python = try #require(Interpreter.python)
    try inTemporaryFolder { folder in
      try write(table(["1,SYNTHETIC,2025-01-01,16.12345,0.23456,3"]), to: "a.csv", in: folder)
      #expect(try store("a.csv", folder: folder).status == 0)
      let before = try Data(contentsOf: folder.appending(path: "s.gpkg"))
      let run = try shell(
        """
        "\(python.path)" -c 'import sqlite3, time
        c = sqlite3.connect("s.gpkg", isolation_level=None)
        c.execute("BEGIN EXCLUSIVE"); print("held", flush=True); time.sleep(5)' > held & job=$!
        while ! [ -s held ]; do sleep 0.05; done
        "$BALISE" import a.csv --store s.gpkg; status=$?
        kill $job; exit $status
        """, folder: folder)
      #expect(run.status == 1)
      #expect(
        run.messages.contains("another program has locked it; it is as it was before"),
        "\(run.messages)")
      #expect(try Data(contentsOf: folder.appending(path: "s.gpkg")) == before)
    }
  }

  @Test func `a disk that is full is said and the store is as it was`() throws {
    try inTemporaryFolder { folder in
      try write(table(Array(manyRows.prefix(10))), to: "a.csv", in: folder)
      try write(table(manyRows), to: "b.csv", in: folder)
      #expect(try store("a.csv", "--dataset", "S", folder: folder).status == 0)
      let before = try balise(["map", "s.gpkg"], folder: folder).output
      let run = try shell(
        "trap '' XFSZ; ulimit -f 500; \"$BALISE\" import b.csv --dataset S --store s.gpkg",
        folder: folder)
      #expect(run.status == 1)
      #expect(run.messages.contains("may not grow"), "\(run.messages)")
      #expect(try balise(["map", "s.gpkg"], folder: folder).output == before)
      #expect(try names(in: folder) == ["a.csv", "b.csv", "s.gpkg"])
    }
  }

  @Test func `what is no store is refused`() throws {
    try inTemporaryFolder { folder in
      try write(table(["1,SYNTHETIC,2025-01-01,16.12345,0.23456,3"]), to: "a.csv", in: folder)
      _ = try balise(["map", "a.csv", "-o", "map.gpkg"], folder: folder)
      for refusal in [
        Refusal(
          "import", "a.csv", "--store", "map.gpkg", status: 1, says: ["no store of incidents"]),
        Refusal("import", "a.csv", "--store", "a.csv", status: 1, says: ["the store itself"]),
        Refusal("import", "map.gpkg", "--store", "a.csv", status: 1, says: ["no SQLite database"]),
      ] { try refusal.check(folder: folder) }
    }
  }
}
