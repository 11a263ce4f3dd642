import Foundation
import SimpleFeatures

extension LocalProjection {
  func equidistantForward(_ position: Coordinate) -> Coordinate {
    let inverse = Geodesic.wgs84.inverse(from: center, to: position)
    let azimuth = inverse.initialAzimuthDegrees * .pi / 180
    return Coordinate(
      x: inverse.distanceMeters * sin(azimuth), y: inverse.distanceMeters * cos(azimuth))
  }

  func equidistantInverse(_ position: Coordinate) -> Coordinate {
    let distance = (position.x * position.x + position.y * position.y).squareRoot()
    return Geodesic.wgs84.direct(
      from: center, azimuthDegrees: atan2(position.x, position.y) * 180 / .pi,
      distanceMeters: distance
    ).destination.unwrapped(near: center.longitude)
  }
}
