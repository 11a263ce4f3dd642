public import LinearReferencing

extension Atlas {
  /// The named routes as one network, which meet at common stops and where one ends on another.
  ///
  /// Where two routes take the same way both stay, each with its own kilometres.
  public func routeNetwork(
    toleranceMeters: Double = RouteNetwork.defaultToleranceMeters
  ) throws -> RouteNetwork {
    try RouteNetwork(routes: routes, toleranceMeters: toleranceMeters)
  }
}
