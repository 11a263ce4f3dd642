/// Sums over incidents of which the pieces can be added up in the order of the input.
public struct IncidentSums: Sendable {
  /// How many records were read.
  public var records = 0
  /// Over all that are selected.
  public var totals = Totals()
  /// By region.
  public var regions = RegionTally()
  /// How many could not be asked, because nothing is known of their place.
  public var withoutPlace = 0
  /// The incidents themselves, where they are counted later.
  var measures: [(id: String, incident: IncidentMeasure)] = []

  /// The incidents on the ground in the order of their features, where they are asked for.
  public var located: [LocatedIncident] = []
  /// The incidents with all that is said of them, in the order of the input, where they are asked
  /// for.
  public var mapped: [MappedIncident] = []

  /// Sums over nothing.
  public init() {}

  /// Adds the sums over later incidents.
  public mutating func add(_ other: IncidentSums) {
    records += other.records
    totals.add(other.totals)
    regions.add(other.regions)
    withoutPlace += other.withoutPlace
    measures += other.measures
    located += other.located
    mapped += other.mapped
  }
}
