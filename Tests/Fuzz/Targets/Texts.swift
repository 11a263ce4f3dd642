import Incidents
import SimpleFeatures

@testable import GeoFormats

/// JSON that could be read can be written, and reads as the same value.
func checkJSON(_ bytes: [UInt8]) {
  do {
    var parser = try JSONParser(bytes, file: "text")
    let value = try parser.parse()
    parser.diagnostics.forEach(check)
    do {
      let text = try value.json()
      // 2.0 is written as 2, a whole number.
      let again = try JSONParser.parse(text).json()
      require(again == text, "written and read: \(text), \(again)")
    } catch {
      fatalError("written and read: \(error)")
    }
  } catch {
    check(error)
  }
}

/// GeoJSON that could be read and written is GeoJSON again, with the same features.
func checkGeoJSON(_ bytes: [UInt8]) {
  let document: GeoJSONDocument
  do {
    document = try GeoJSONReader.read(bytes, file: "text")
  } catch {
    check(error)
    return
  }
  document.diagnostics.forEach(check)
  for isPretty in [false, true] {
    let written: [UInt8]
    do {
      written = try GeoJSONWriter.bytes(of: document.features, isPretty: isPretty)
    } catch {
      check(error)
      return
    }
    do {
      let again = try GeoJSONReader.read(written, file: "output")
      require(
        again.features.map(\.properties) == document.features.map(\.properties)
          && again.features.map(\.id) == document.features.map(\.id),
        "other features when read again")
    } catch {
      fatalError("the output: \(error)")
    }
  }
}

/// A date lies between its bounds, and its text reads as the same.
func checkDate(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  do {
    let date = try UncertainDate(edtf: text)
    if let first = date.earliest, let last = date.latest {
      require(first <= last, "\(text) ends before it begins")
    }
    do {
      let again = try UncertainDate(edtf: date.edtf)
      require(again == date, "\(date.edtf) reads as another date")
    } catch {
      fatalError("\(date.edtf) cannot be read: \(error)")
    }
  } catch {
    check(error)
  }
}
