import ArgumentParser
import Balise

/// The incidents of a verb's inputs on the ground, with their features where these are written.
struct LocatedInput {
  /// The incidents, each in the place of its feature.
  var incidents: [LocatedIncident] = []
  /// The features in the order of the input; empty where none are made.
  var pieces: [EncodedIncidents] = []
  /// What the inputs added up to.
  var tally = MappingTally()
  /// The ground.
  let atlas: Atlas
  /// The days that are selected; nil where all are.
  let selectedDays: (first: Day?, last: Day?)?

  /// Reads all inputs.
  init(
    _ input: InputOptions, _ select: SelectionOptions, makesFeatures: Bool,
    hasPublishers: Bool = false, hasAttestation: Bool = false, console: Console
  ) throws {
    let atlas = try input.ground.atlas(console: console)
    var mapper = IncidentMapper(
      atlas: atlas, selection: try select.selection(on: atlas, console: console),
      threads: input.threadCount)
    mapper.tally = .located(hasPublishers: hasPublishers, hasAttestation: hasAttestation)
    mapper.makesFeatures = makesFeatures
    self.atlas = atlas
    selectedDays = mapper.selection.days
    var (incidents, pieces) = ([LocatedIncident](), [EncodedIncidents]())
    tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      emit: { if makesFeatures { pieces.append($0) } }, sum: { incidents += $0.located })
    tally.outcome = .counted
    self.incidents = incidents
    self.pieces = pieces
  }

  /// How many records were read, and how many rejected.
  var records: (read: Int, rejected: Int) { (tally.counts.records, tally.counts.rejected) }

  /// Writes the incidents with further properties as a collection.
  func write(
    adding properties: @Sendable (Int) -> Properties, name: String, members: Properties,
    threads: Int, to target: OutputTarget
  ) throws {
    var writer = try IncidentWriter(
      .geojson, to: [target], name: name, members: ["balise": .object(members)], isPretty: false)
    var next = 0
    var before = 0
    try OrderedCrew.run(
      Array(repeating: (), count: threads),
      next: { () -> (piece: EncodedIncidents, first: Int)? in
        guard next < pieces.count else { return nil }
        defer {
          before += pieces[next].count
          next += 1
        }
        return (pieces[next], before)
      },
      work: { _, item in try item.piece.adding { properties(item.first + $0) } },
      handOver: { try writer.write($0) })
    try writer.finish()
    try target.flush()
  }

  /// Says what is left to say at the end; throws where a record was lost.
  func finish(_ console: Console) throws {
    console.reportRemainder()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }
}
