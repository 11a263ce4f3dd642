public import GeoFormats
public import SimpleFeatures

/// Writes encoded incidents, a part at a time and in order, to the files of a profile.
public struct IncidentWriter {
  private let profile: OutputProfile
  private let sinks: [any ByteSink]
  private var collections: [GeoJSONWriter] = []
  private var references = TimeMapReferences()
  private var count = 0
  /// How many incidents are not on the map because no place is known.
  public private(set) var withoutGeometry = 0
  /// How many TimeMap leaves out because no first day is known.
  public private(set) var withoutDate = 0

  /// Begins an output.
  /// - Parameters:
  ///   - sinks: one for each of the profile's files, in their order.
  ///   - name: what the data are called, for QGIS's layers.
  ///   - members: what stands before the features of each collection.
  public init(
    _ profile: OutputProfile, to sinks: [any ByteSink], name: String, members: Properties,
    isPretty: Bool
  ) throws {
    self.profile = profile
    self.sinks = sinks
    if profile == .text { try sinks.first?.write(Array(MappedIncident.lineHeader.utf8)) }
    if [.gpkg, .seq, .lines, .csv, .excel, .text, .timemap].contains(profile) { return }
    for (index, sink) in sinks.enumerated() {
      var all = Properties()
      if profile == .qgis, index < GeometryLayer.allCases.count {
        // GDAL takes the member `name` as the name of the layer.
        all.append("name", .string("\(name)_\(GeometryLayer.allCases[index].rawValue)"))
      }
      for member in members.members { all.append(member.name, member.value) }
      collections.append(try GeoJSONWriter(to: sink, members: all, isPretty: isPretty))
    }
  }

  /// Writes the header of a table; once, before the first part.
  public func begin(_ table: IncidentTable) throws {
    guard profile.isTable, let sink = sinks.first else { return }
    var bytes: [UInt8] = profile == .excel ? [0xEF, 0xBB, 0xBF] : []
    CSVEncoder(endsLinesWithCRLF: profile == .excel).append(table.header, to: &bytes)
    try sink.write(bytes)
  }

  /// Writes incidents behind those written so far.
  public mutating func write(_ encoded: EncodedIncidents) throws {
    withoutGeometry += encoded.withoutGeometry
    withoutDate += encoded.withoutDate
    for (index, layer) in encoded.layers.enumerated() where index < collections.count {
      try collections[index].write(layer)
    }
    if !encoded.bytes.isEmpty {
      if profile == .timemap { try sinks.first?.write(Array((count == 0 ? "[" : ",").utf8)) }
      try sinks.first?.write(encoded.bytes)
    }
    references.formUnion(encoded.references)
    count += encoded.count
  }

  /// Ends the output. The sinks are not committed.
  public mutating func finish() throws {
    for index in collections.indices { try collections[index].finish() }
    guard profile == .timemap else { return }
    try sinks.first?.write(Array((count == 0 ? "[]\n" : "\n]\n").utf8))
    let documents = [references.sourcesDocument, references.associationsDocument]
    for (sink, document) in zip(sinks.dropFirst(), documents) {
      try sink.write(Array((try document.json() + "\n").utf8))
    }
  }
}
