import Balise

extension RouteHotspotReport {
  /// How many pieces the text shows.
  private static let mostShown = 10

  /// A density on pieces of a network.
  init(
    density: [Double], dots: [Double]?, of pieces: [NetworkPiece], on network: RouteNetwork,
    route: Route?
  ) {
    items = ("pieces", [])
    // The metres of a route at which each of its edges begins.
    var starts: [Double] = []
    var total = 0.0
    for edge in network.edges {
      starts.append(total)
      total += edge.isGap ? 0 : edge.lengthMeters
    }
    var rows: [[String]] = []
    for (place, piece) in pieces.enumerated() {
      let edge = network.edges[piece.edge]
      let start = route == nil ? 0 : starts[piece.edge]
      let from = (start + piece.fromMeters) / 1000
      let to = (start + piece.toMeters) / 1000
      var properties: Properties = [:]
      if let route {
        properties = Self.place(route, from, to)
      } else {
        properties.append("road_id", .string(edge.id))
        properties.append("road_name", edge.name.isEmpty ? nil : .string(edge.name))
        properties.append("edge", .integer(piece.edge))
        properties.append("edge_from_km", .number(thousandths(from)))
        properties.append("edge_to_km", .number(thousandths(to)))
      }
      properties.append("density_per_km", Self.number(density[place] * 1000))
      properties.append("dots_density_per_km", Self.optional(dots.map { $0[place] * 1000 }))
      items.members.append(properties)
      rows.append([
        route?.id ?? (edge.name.isEmpty ? edge.id : edge.name),
        Console.decimal(from, places: 2) + " - " + Console.decimal(to, places: 2),
        Console.decimal(density[place] * 1000, places: 4),
        dots.map { Console.decimal($0[place] * 1000, places: 4) } ?? "",
      ])
      features.append(
        Feature(
          id: "piece \(place + 1)",
          geometry: piece.line(on: network).map {
            AntimeridianCut.cut(
              .lineString(Geodesic.wgs84.densify($0, maximumDeviationMeters: 100)))
          }, properties: properties))
    }
    let most = density.indices.sorted { (-density[$0], $0) < (-density[$1], $1) }
      .prefix(Self.mostShown)
    let header = ["ROAD", "KM", "PER_KM"] + (dots == nil ? [] : ["DOTS_PER_KM"])
    table = aligned(
      [header] + most.map { Array(rows[$0].prefix(header.count)) }, right: [1, 2, 3])
    let sum = zip(density, pieces).reduce(0) { $0 + $1.0 * $1.1.lengthMeters }
    remarks.append(
      "the \(most.count) densest of \(counted(pieces.count, "piece")), which together hold "
        + "\(Console.decimal(sum, places: 2)) incidents; a density is a description without a test")
  }

  /// The K function with its envelope.
  init(k: (envelope: NetworkEnvelope, replicateShare: Double?), distances: [Double]) {
    let envelope = k.envelope
    items = ("distances", [])
    var rows = [["KM", "K", "MEAN", "LOW", "HIGH"]]
    for (place, meters) in distances.enumerated() {
      let values = [
        envelope.observed[place], envelope.mean[place], envelope.low[place], envelope.high[place],
      ].map { $0 / 1000 }
      let texts = values.map { Console.decimal($0, places: 3) }
      rows.append([Console.decimal(meters / 1000, places: 3)] + texts)
      items.members.append([
        "distance_km": Self.number(meters / 1000), "k_km": Self.number(values[0]),
        "mean_km": Self.number(values[1]), "low_km": Self.number(values[2]),
        "high_km": Self.number(values[3]),
      ])
    }
    table = aligned(rows, right: [0, 1, 2, 3, 4])
    table.append(
      "p \(HotspotBasis.pText(envelope.p)) for all distances together; incidents are "
        + (envelope.greatest.isUp ? "nearer to each other" : "further from each other")
        + " than chance has it most of all at "
        + "\(Console.kilometers(envelope.greatest.meters))"
        + (k.replicateShare.map {
          "; p <= 0.05 in a share of \(Console.decimal($0, places: 3)) of replicates"
        } ?? ""))
    remarks.append(
      "K is that of dots; low and high: 95 % of replications at each distance by itself")
    summary = [
      "p": Self.number(envelope.p), "greatest_at_km": Self.number(envelope.greatest.meters / 1000),
      "greatest_is_up": .bool(envelope.greatest.isUp),
    ]
    summary.append("replicate_share", Self.optional(k.replicateShare))
  }
}
