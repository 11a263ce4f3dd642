/// What the codes of findings mean, in one line each, for the table of `balise check`.
///
/// The guide Diagnostics says the same at more length; a test holds the two together.
enum FindingMeaning {
  /// The meaning of a code; nil for one that is not known here.
  static func meaning(of code: String) -> String? { meanings[code] }

  /// The codes that have a meaning, in order.
  static var codes: [String] { meanings.keys.sorted() }

  private static let meanings: [String: String] = [
    // The file.
    "input-unreadable": "the input cannot be read or is no form that is known",
    "document-problem": "something in Balise's own YAML or JSON; the whole document is left out",
    "encoding-windows-1252": "the text is Windows-1252, not UTF-8",
    "gzip-trailing-bytes": "bytes behind the end of a .gz are not read",
    "spreadsheet-damage": "a spreadsheet has rewritten numbers",
    "sheet-others-not-read": "the workbook has other sheets, which are not read",
    "sheet-formula-without-value": "the result of a formula was not saved",
    "sheet-cell-outside": "a cell stands beyond the columns of the first row",
    // The table.
    "csv-unclosed-quote": "a quote is not closed; its lines are left out",
    "csv-text-after-quote": "text after a closing quote is kept as part of the field",
    "csv-too-few-fields": "a row with fewer fields than columns is left out",
    "csv-too-many-fields": "a row with more fields than columns is left out",
    "csv-not-utf8": "bytes that are not UTF-8 are replaced",
    "csv-zero-byte": "zero bytes are replaced",
    "csv-record-too-long": "a record over 16 MB is left out",
    "csv-duplicate-column": "a column stands twice; the first is used",
    "csv-no-records": "there are no rows below the header",
    "json-duplicate-name": "a name stands twice in a JSON object; the last is used",
    "json-lone-surrogate": "half of a surrogate pair in JSON is replaced",
    "geojson-open-ring": "a ring that is not closed is closed",
    // The record.
    "id-missing": "a record without an id is left out",
    "id-repeated": "the id of an earlier record; both are kept",
    "where-prec-unknown": "where_prec is not one of 1 to 7; the row is left out",
    "geo-precision-unknown": "geo_precision is not one of 1 to 3; the row is left out",
    "place-type-unknown": "ActionGeo_Type is not one of 0 to 5",
    "time-precision-unknown": "time_precision is not one of 1 to 3; the date is kept as a day",
    "type-of-violence-unknown": "type_of_violence is not one of 1 to 3",
    "date-damaged": "a date that cannot be read; the year is kept",
    "date-ambiguous": "a date whose day and month cannot be told apart; the year is kept",
    "date-serial": "a spreadsheet's count of days is taken as a date",
    "dates-swapped": "date_end before date_start; put in order",
    "toll-unreadable": "a number of dead that is no whole number",
    "toll-negative": "a number of dead below 0",
    "toll-several": "10 dead stand for several in ACLED",
    "toll-out-of-order": "low, best and high are not in ascending order",
    // The place.
    "latitude-unreadable": "a latitude that is no number; the row is left out",
    "longitude-unreadable": "a longitude that is no number; the row is left out",
    "latitude-out-of-range": "a latitude beyond 90 degrees; the row is left out",
    "longitude-out-of-range": "a longitude beyond 180 degrees; the row is left out",
    "null-island": "0/0 stands for a missing position",
    "place-not-found": "a route, stop, place or area that is not known",
    "coordinates-swapped": "inside the named country only with latitude and longitude swapped",
    "outside-country": "the point lies outside the country that the record names",
    "country-unknown": "a country that is not known; said once for each name",
    "priogrid-mismatch": "priogrid_gid and the coordinates do not fit together",
    "precision-pretended": "the coordinates claim more than the record can know",
    "heaping": "improbably many records on one coordinate",
  ]
}
