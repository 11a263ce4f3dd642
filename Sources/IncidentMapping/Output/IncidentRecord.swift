import Datasets
import GeoFormats
import GeoPackage
import Incidents
import SimpleFeatures

/// An incident as rows of a GeoPackage, but for the columns that depend on the input.
struct IncidentRecord: Sendable {
  /// The table, as a position in `GeometryLayer`.
  var layer: Int
  /// The incident's identifier.
  var id: String
  /// The data set it comes from.
  var dataset: String?
  /// The geometry and the fields of the layout's columns.
  var row: GeoPackageRow
  /// The input's own columns.
  var own = Properties()
  /// What does not fit into its column, or has none.
  var other = Properties()
  /// What each source says, as rows without the incident they belong to.
  var claims: [[SQLValue]] = []

  init(_ mapped: MappedIncident, _ feature: Feature, _ layout: IncidentLayout) {
    let geometry = feature.geometry?.asLayersHoldIt
    let layer = GeometryLayer(geometry)
    self.layer = layer.index
    id = mapped.incident.id
    dataset = mapped.incident.dataset
    row = GeoPackageRow(geometry: layer == .unplaced ? nil : geometry, fields: [])
    var properties = feature.properties
    // A layer has one type: whether a line had one part or was a list of one is told by `place`.
    if case .geometry = mapped.incident.place, properties["place"] == nil,
      layout.position(of: "place") != nil
    {
      properties.append("place", text: try? mapped.incident.place.form.json())
    }
    for member in properties.members {
      if member.name == "claims" {
        claims = mapped.incident.claims.map { claim in
          let fields = IncidentTables.fields(ofClaim: claim.form)
          return IncidentTables.claimColumns.dropFirst(2).map { column in
            fields[column.name].flatMap(column.field) ?? .null
          }
        }
      } else if let position = layout.position(of: member.name) {
        if let value = layout.columns[position].field(member.value) {
          row.fields.append(.init(position, value))
        } else {
          other.append(member.name, member.value)
        }
      } else {
        own.append(member.name, member.value)
      }
    }
  }
}

extension Geometry {
  /// The geometry to six decimals, cut at the antimeridian, lines and polygons as multi-part ones.
  fileprivate var asLayersHoldIt: Geometry {
    let cut = AntimeridianCut.isNeeded(for: self) ? AntimeridianCut.cut(self) : self
    let rounded = cut.map {
      Coordinate(
        x: ($0.x * 1_000_000).rounded() / 1_000_000, y: ($0.y * 1_000_000).rounded() / 1_000_000)
    }
    return switch rounded {
    case .lineString(let line): .multiLineString([line])
    case .polygon(let polygon): .multiPolygon([polygon])
    default: rounded
    }
  }
}
