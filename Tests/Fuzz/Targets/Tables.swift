import Datasets
import Incidents

@testable import GeoFormats

/// A table of text: records have as many fields as the header, lines rise, and what is written of
/// it reads as the same.
func checkTable(_ bytes: [UInt8]) {
  checkScanner(bytes)
  checkPass(bytes, [.text])
  checkPass(bytes, [.integer, .number, .text, .none])
  for options in [
    CSVOptions(separator: .detect), CSVOptions(separator: .tab, hasHeader: false, hasQuotes: false),
  ] {
    guard let table = readTable(bytes, options) else { continue }
    let width = table.records.first?.count ?? 0
    require(table.records.allSatisfy { $0.count == width }, "records of different length")
    guard options.hasHeader else { continue }
    require(width == 0 || width == table.header.count, "\(width) fields below the header")
    checkWritten(table.header, table.records)
  }
}

private func readTable(
  _ bytes: [UInt8], _ options: CSVOptions
) -> (header: [String], records: [[String]])? {
  do {
    var reader = try CSVReader(ByteSource(bytes: bytes, name: "table"), options)
    var records: [[String]] = []
    var line = 0
    while let record = try reader.next() {
      require(record.line > line, "line \(record.line) follows line \(line)")
      line = record.line
      records.append(record.fields)
      for column in 0..<record.count { _ = (record.double(column), record.integer(column)) }
    }
    reader.diagnostics.forEach(check)
    return (reader.header, records)
  } catch {
    check(error)
    return nil
  }
}

private func checkWritten(_ header: [String], _ records: [[String]]) {
  // A mark at the start, and the characters that stand between cells, mean something else.
  let texts = [header] + records
  let isPlain = !texts.joined().contains {
    $0.utf8.contains { $0 == 0x1E || $0 == 0x1F } || $0.hasPrefix("\u{FEFF}")
  }
  guard isPlain, header != [""] else { return }
  let sink = MemorySink()
  do {
    var writer = try CSVWriter(to: sink, header: header)
    for record in records { try writer.write(record) }
    try writer.finish()
  } catch {
    fatalError("\(error)")
  }
  guard let again = readTable(sink.bytes, CSVOptions()) else { return }
  require(again.header == header && again.records == records, "written and read: \(sink.text)")
}

/// What one pass writes of records, and those that it leaves to others, are those of the reader.
private func checkPass(_ bytes: [UInt8], _ forms: [CSVMembers.Form]) {
  guard var reader = try? CSVReader(ByteSource(bytes: bytes, name: "table")) else { return }
  while true {
    guard let text = try? reader.nextText() else {
      if (try? reader.nextBatch()) == nil { return }
      continue
    }
    let columns = (0..<text.columnCount).map { column in
      let form = forms[column % forms.count]
      return (name: Array(",\"c\":\(form == .text ? "\"" : "")".utf8), form: form)
    }
    var pass = CSVPass(text, CSVMembers(columns))
    var written: [[UInt8]] = []
    var room = 1 << 12
    record: while true {
      var outcome = CSVPass.Outcome.odd
      var features = EncodedFeatures()
      switch pass.findNext() {
      case .end: break record
      case .odd: break
      case .record:
        _ = features.append(reserving: room) { writer in
          outcome = pass.writeMembers(to: &writer)
          return outcome == .written
        }
      }
      switch outcome {
      case .full: room *= 2
      case .odd: written += pass.passOver().map(members)
      case .written:
        pass.advance()
        written.append(Array(features.bytes.dropFirst()))
      }
    }
    let expected = text.batch().map(members)
    require(written.count == expected.count, "\(written.count) records, not \(expected.count)")
    require(forms != [.text] || written == expected, "written otherwise")
  }
}

/// All fields of a record that are not empty as members.
private func members(_ record: CSVRecord) -> [UInt8] {
  record.fields.filter { !$0.isEmpty }.reduce(into: []) { bytes, text in
    bytes += ",\"c\":".utf8
    bytes.appendJSONString(text)
  }
}

/// Records do not depend on the pieces in which the bytes come.
private func checkScanner(_ bytes: [UInt8]) {
  guard bytes.count <= 4096 else { return }
  let whole = scanned(bytes, step: max(1, bytes.count))
  for step in [1, 7, 64] where step * 64 > bytes.count {
    let pieces = scanned(bytes, step: step)
    require(pieces == whole, "pieces of \(step) bytes: \(pieces), whole: \(whole)")
  }
}

private func scanned(_ bytes: [UInt8], step: Int) -> [String] {
  var scanner = CSVScanner(
    separator: UInt8(ascii: ","), lineBreak: UInt8(ascii: "\n"), hasQuotes: true)
  var found: [String] = []
  var piece: [UInt8] = []
  var next = 0
  repeat {
    let end = min(bytes.count, next + step)
    piece += bytes[next..<end]
    next = end
    scanner.position = 0
    scanner.scan(piece.span, isLast: next == bytes.count)
    for index in scanner.escaped {
      scanner.fields[index] = CSVScanner.unquote(scanner.fields[index], in: &piece)
    }
    for (index, row) in scanner.rows.enumerated() {
      found.append("line \(row.line)")
      for field in scanner.fields[row.firstField...].prefix(scanner.fieldCount(of: index, row)) {
        found.append(String(decoding: piece[field.start..<field.end], as: UTF8.self))
      }
    }
    piece.removeFirst(scanner.position)
    scanner.removeAll()
  } while next < bytes.count
  return found
}

/// A data set: every record becomes an incident or is said to be left out, whether the input's own
/// columns are kept or not.
func checkIncidents(
  _ bytes: [UInt8], _ format: IncidentSource.Format,
  _ options: IncidentSource.Options = IncidentSource.Options()
) {
  var typed = options
  typed.columns = .typed
  let (bare, kept) = (readIncidents(bytes, format, options), readIncidents(bytes, format, typed))
  require(bare == kept, "other incidents with columns kept")
}

/// A table of one's own, its mapping and its claims, apart by zero bytes; and a mapping suggested
/// for the table is one that can be read.
func checkOwnTable(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    .map(Array.init)
  let table = parts.first ?? []
  do {
    let suggestion = try MappingSuggestion(bytes: table, name: "table")
    do {
      _ = try TableMapping(Array(suggestion.text.utf8), fileName: "suggestion")
    } catch {
      fatalError("\(error)\n\(suggestion.text)")
    }
  } catch {
    check(error)
  }
  do {
    var options = IncidentSource.Options()
    if parts.count > 1 { options.mapping = try TableMapping(parts[1], fileName: "mapping") }
    if parts.count > 2 {
      options.claims = try ClaimsTable(bytes: parts[2], name: "claims", mapping: options.mapping)
    }
    checkIncidents(table, .table, options)
  } catch {
    check(error)
  }
}

private func readIncidents(
  _ bytes: [UInt8], _ format: IncidentSource.Format, _ options: IncidentSource.Options
) -> [String]? {
  do {
    let source = try IncidentSource(
      bytes: bytes, name: "table", format: format, options: options)
    var ids: [String] = []
    while let batch = try source.next() {
      let (incidents, findings) = batch.read()
      let rejected = findings.count(where: \.rejectsRow)
      let (made, cutOff) = (incidents.count + rejected, batch.count + batch.countBefore)
      // Behind a damaged feature there can be more records than were cut off.
      require(
        format == .geoJSON ? made >= cutOff : made == cutOff,
        "\(cutOff) records, \(incidents.count) incidents, \(rejected) left out")
      findings.forEach(check)
      for incident in incidents {
        if let date = incident.date, let first = date.earliest, let last = date.latest {
          require(first <= last, "\(date.edtf) ends before it begins")
        }
        ids.append(incident.id)
      }
    }
    _ = source.remarks
    return ids
  } catch {
    check(error)
    return nil
  }
}
