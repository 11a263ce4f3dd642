import Incidents
import SimpleFeatures

extension Claim {
  /// The claim as the page's ledger reads it.
  var ledgerEntry: PropertyValue {
    var item = Properties()
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { item.append(name, .string(value)) }
    }
    add("source", source)
    add("group", sourceGroup)
    add("kind", sourceKind?.rawValue)
    add("speaksFor", speaksFor)
    add("stance", stance.rawValue)
    add("date", date?.edtf)
    if let toll = toll {
      if let minimum = toll.minimum { item.append("min", .integer(minimum)) }
      if let best = toll.best { item.append("best", .integer(best)) }
      if let maximum = toll.maximum { item.append("max", .integer(maximum)) }
      if toll.maximum == nil { item.append("open", .bool(true)) }
    }
    if !attributedTo.isEmpty {
      item.append(
        "attributed",
        .array(
          attributedTo.map {
            .string($0.certainty == .possible ? "\($0.party) (?)" : $0.party)
          }))
    }
    add("summary", summary)
    add("quote", quote)
    add("note", note)
    add("url", url)
    return .object(item)
  }
}
