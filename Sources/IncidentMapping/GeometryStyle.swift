import Foundation
import Geodesy
import LinearReferencing
public import SimpleFeatures

/// How the place of an incident is drawn.
public enum GeometryStyle: String, Sendable, CaseIterable {
  /// Points for points, discs and areas; lines for sections and lines between places; what was
  /// given as a line or surface as it is.
  case place
  /// One point for every place.
  case point
  /// Polygons for discs, rings and areas; lines for sections and lines between places.
  case footprint
  /// The coordinate that the record gives, whatever it stands for; nothing where it gives none.
  case coded
}

extension ResolvedPlace {
  /// No chord in an output lies further than this from the geodesic, in metres.
  static let outputDeviationMeters = 100.0

  /// The geometry that a style draws, other than the coded point, which is the record's; nil for an unknown place. A mixture is drawn as its most
  /// probable part.
  public func geometry(_ style: GeometryStyle) -> Geometry? {
    if let drawn, style != .point { return drawn }
    return switch (style, shape) {
    case (_, .unknown): nil
    case (_, .mixture(let parts)): parts.first?.place.geometry(style)
    case (.place, .line), (.footprint, .line): footprint
    case (.footprint, .surface), (.footprint, .disc), (.footprint, .cutDisc): footprint
    case (_, .point(let point)): .point(point)
    case (.coded, _): nil
    case (.place, .surface), (.place, .disc), (.place, .cutDisc), (.point, _):
      representativePoint.map(Geometry.point)
    }
  }

  /// Everything the place covers: a point, polygons or a line; nil for an unknown place, the
  /// footprints of all parts for a mixture.
  public var footprint: Geometry? {
    switch shape {
    case .unknown: nil
    case .point(let point): .point(point)
    case .surface, .disc, .cutDisc: surface?.geometry
    case .line(let line, _):
      .lineString(
        Geodesic.wgs84.densify(
          sectionLine ?? line, maximumDeviationMeters: Self.outputDeviationMeters))
    case .mixture(let parts): .geometryCollection(parts.compactMap(\.place.footprint))
    }
  }

  /// The vertices of a section without those that only computations need.
  private var sectionLine: LineString? { section?.section.line }
}
