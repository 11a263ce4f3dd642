public import SimpleFeatures

/// Writes a FeatureCollection as a stream (RFC 7946), its `bbox` as the last member.
public struct GeoJSONWriter {
  /// How the features are encoded.
  public let encoder: GeoJSONEncoder
  /// How many features were written.
  public var count: Int { handedOver + pending.count }
  private var handedOver = 0
  private let sink: any ByteSink
  private var pending = EncodedFeatures()
  private var extent = GeographicExtent()
  /// Members of GeoJSON objects that RFC 7946 defines, or that RFC 7946 took out.
  private static let reserved = [
    "type", "features", "bbox", "geometry", "properties", "coordinates", "geometries", "id", "crs",
  ]

  /// Begins a collection; `members` stand before the features, under names that RFC 7946 does not
  /// use.
  public init(
    to sink: any ByteSink, members: Properties = [:], isPretty: Bool = false
  ) throws {
    self.sink = sink
    encoder = GeoJSONEncoder(isPretty: isPretty)
    var head: [UInt8] = [UInt8(ascii: "{")]
    let indent = isPretty ? 1 : nil
    head.appendLineBreak(indent)
    head.appendName("type", isPretty: isPretty)
    head.append(contentsOf: "\"FeatureCollection\",".utf8)
    for member in members.members {
      if GeoJSONWriter.reserved.contains(member.name) {
        throw GeoJSONWriteError(
          reason: "\"\(member.name)\" has a meaning in GeoJSON and cannot name a member of its own")
      }
      head.appendLineBreak(indent)
      head.appendName(member.name, isPretty: isPretty)
      try head.appendJSON(member.value, indent: indent, member: member.name)
      head.append(UInt8(ascii: ","))
    }
    head.appendLineBreak(indent)
    head.appendName("features", isPretty: isPretty)
    head.append(UInt8(ascii: "["))
    try sink.write(head)
  }

  /// Writes a feature.
  public mutating func write(_ feature: Feature) throws {
    try encoder.append(feature, to: &pending, firstNumber: handedOver + 1)
    if pending.bytes.count >= 65_536 { try flush() }
  }

  /// Writes features that `encoder` made elsewhere, behind those written so far.
  public mutating func write(_ encoded: EncodedFeatures) throws {
    try flush()
    if encoded.count == 0 { return }
    if handedOver > 0 { try sink.write([UInt8(ascii: ",")]) }
    try sink.write(encoded.bytes)
    handedOver += encoded.count
    extent.formUnion(encoded.extent)
  }

  /// Ends the collection. The sink is not committed.
  public mutating func finish() throws {
    try flush()
    let indent = encoder.isPretty ? 1 : nil
    var tail: [UInt8] = []
    if count > 0 {
      if encoder.isPretty { tail.appendLineBreak(1) } else { tail.append(0x0A) }
    }
    tail.append(UInt8(ascii: "]"))
    if let box = extent.box {
      tail.append(UInt8(ascii: ","))
      tail.appendLineBreak(indent)
      tail.appendName("bbox", isPretty: encoder.isPretty)
      tail.append(addingCapacity: 4 * OutputSpan<UInt8>.millionthsCapacity + 5) { output in
        for (index, value) in [box.west, box.south, box.east, box.north].enumerated() {
          output.append(index == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
          output.appendMillionths(value)
        }
        output.append(UInt8(ascii: "]"))
      }
    }
    tail.appendLineBreak(encoder.isPretty ? 0 : nil)
    tail.append(contentsOf: "}\n".utf8)
    try sink.write(tail)
  }

  private mutating func flush() throws {
    if pending.count == 0 { return }
    let encoded = pending
    pending = EncodedFeatures()
    if handedOver > 0 { try sink.write([UInt8(ascii: ",")]) }
    try sink.write(encoded.bytes)
    handedOver += encoded.count
    extent.formUnion(encoded.extent)
  }

  /// The bytes of a whole collection.
  public static func bytes(
    of features: some Sequence<Feature>, members: Properties = [:], isPretty: Bool = false
  ) throws -> [UInt8] {
    let sink = MemorySink()
    var writer = try GeoJSONWriter(to: sink, members: members, isPretty: isPretty)
    for feature in features { try writer.write(feature) }
    try writer.finish()
    return sink.bytes
  }
}
