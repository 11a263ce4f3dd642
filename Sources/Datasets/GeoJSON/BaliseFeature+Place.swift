import GeoFormats
import Incidents
import SimpleFeatures

extension BaliseFeature {
  /// The place from `place`, else from kind, geometry and the properties that belong to it.
  mutating func place() -> Place {
    if let form = self[.place], form.isGiven {
      do {
        let place = try described(form)
        checkPosition(of: place)
        return place
      } catch {
        row.lose(
          "geojson-place", "place", form.writtenText, "not a place in Balise's form: \(error)",
          action: "the geometry is taken instead")
      }
    }
    switch text(.locationKind) {
    case "unknown": return .unknown
    case "near":
      if let radius = self[.locationRadius]?.writtenNumber, radius >= 0,
        case .exact(let center) = row.drawnPlace()
      {
        return .near(center: .coordinate(center, name: nil), radiusMeters: radius, clippedTo: [])
      }
    case "route_section":
      if let route = text(.routeID), let from = self[.routeFrom]?.writtenNumber,
        let to = self[.routeTo]?.writtenNumber
      {
        return .routeSection(route: route, from: .kilometers(from), to: .kilometers(to))
      }
    case "area":
      if let id = text(.areaID) { return .area(AreaReference(names: [id])) }
    case "exact", "between", "line", "surface": return row.drawnPlace()
    default: break
    }
    let kind = text(.locationKind) ?? ""
    row.doubt(
      "geojson-place", "location_kind", kind,
      "the properties of the feature do not say enough for a place of this kind",
      action: "the geometry is taken as it is")
    return row.drawnPlace()
  }

  private func described(_ form: PropertyValue) throws -> Place {
    func read(_ form: PropertyValue) throws -> Place {
      try Place(form: parsed(form), fileName: row.fileName)
    }
    guard case .string(let text) = form else { return try read(form) }
    return try places.place(text) { try read(.string($0)) }
  }

  /// Says where a point was moved and `place` was not.
  private mutating func checkPosition(of place: Place) {
    let center: Coordinate
    switch place {
    case .exact(let point), .near(.coordinate(let point, _), _, _): center = point
    default: return
    }
    guard case .point(let drawn) = row.feature.geometry else { return }
    // A drawn longitude beyond 180 is the same place a turn further.
    let turn = ((drawn.longitude - center.longitude) / 360).rounded() * 360
    guard
      abs(drawn.longitude - center.longitude - turn) > 1e-5
        || abs(drawn.latitude - center.latitude) > 1e-5
    else { return }
    row.doubt(
      "geojson-place", "place", "\(drawn.longitude),\(drawn.latitude)",
      "the point does not lie where `place` says", action: "`place` counts; take it out if not")
  }
}
