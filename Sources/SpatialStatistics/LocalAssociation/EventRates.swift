/// Rates of events over a population or other base.
public enum EventRates {
  /// Events over their base. Bases must be above 0.
  public static func plain(_ events: [Double], over bases: [Double]) -> [Double] {
    zip(events, bases).map { $0 / $1 }
  }

  /// Rates less the overall rate, over their standard deviation, which is greater where the base is
  /// small: what varies by small numbers alone does not stand out.
  ///
  /// Source: Assuncao and Reis (1999), "A new proposal to adjust Moran's I for population density",
  /// Statistics in Medicine 18, 2147-2162. Where rates vary less than small numbers would have it, the
  /// variance between areas is taken as 0. Bases must be above 0. All 0 without events.
  public static func empiricalBayes(_ events: [Double], over bases: [Double]) -> [Double] {
    let base = bases.reduce(0, +)
    let overall = events.reduce(0, +) / base
    guard overall != 0 else { return events.map { _ in 0 } }
    let rates = plain(events, over: bases)
    let spread =
      zip(rates, bases).reduce(0) { $0 + $1.1 * ($1.0 - overall) * ($1.0 - overall) } / base
    let between = max(0, spread - overall / (base / Double(bases.count)))
    return zip(rates, bases).map { ($0 - overall) / (between + overall / $1).squareRoot() }
  }
}
