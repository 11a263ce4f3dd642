import GeoFormats
import ReferenceGeography

/// What features say of regions, as bytes that are made once for each region.
final class PlainRegions {
  private let atlas: Atlas
  /// All texts made so far, one behind the other; the rest are ranges of them.
  private var texts: [UInt8] = []
  /// `,"boundary_set":"..."`.
  private let boundarySet: Range<Int>
  /// The name of what lies outside all regions, as JSON text without its quotes.
  private let outside: Range<Int>
  /// Everything from `country` to `boundary_set` for a place outside all regions.
  private let none: Range<Int>
  /// Names as JSON text without its quotes, by position; empty where not yet made.
  private var countries: [Range<Int>]
  private var firstLevel: [Range<Int>]
  /// Everything from `country` to `boundary_set` for a place that lies in one first-level region
  /// only, by its position; empty where not yet made.
  private var whole: [Range<Int>]
  /// The shares of one place, and their rounding.
  private var parts: [Double] = []
  private var rounding = ThousandthsRounding()

  init(_ atlas: Atlas) {
    self.atlas = atlas
    let label = ",\"boundary_set\":\(jsonText(atlas.firstLevel.description.label))"
    texts = Array(label.utf8)
    boundarySet = 0..<texts.count
    let name = Self.inner(Membership.outsideName)
    texts += name
    outside = boundarySet.upperBound..<texts.count
    texts += Array(",\"regions\":\"".utf8) + name + Array(" 1.000\"".utf8) + Array(label.utf8)
    none = outside.upperBound..<texts.count
    countries = Array(repeating: 0..<0, count: atlas.countries.regions.count)
    firstLevel = Array(repeating: 0..<0, count: atlas.firstLevel.regions.count)
    whole = firstLevel
  }

  /// Appends everything from `country` to `border_tie`.
  func append(_ surroundings: PlainSurroundings, to writer: inout JSONByteWriter) {
    switch surroundings.regions {
    case .none: writer.append(texts, none)
    case .one(let position, let country):
      if whole[position].isEmpty { whole[position] = makeWhole(position, country: country) }
      writer.append(texts, whole[position])
    case .several(let shares):
      append(shares, to: &writer)
      writer.append(texts, boundarySet)
    case .other(let membership):
      let shares = PlainShares(membership)
      append(shares, to: &writer)
      writer.append(texts, boundarySet)
      append(nearBorderMeters: surroundings.borderMeters, to: &writer)
      if membership.isBorderTie { writer.append(",\"border_tie\":true") }
      return
    }
    append(nearBorderMeters: surroundings.borderMeters, to: &writer)
  }

  private func append(nearBorderMeters meters: Double?, to writer: inout JSONByteWriter) {
    guard let meters else { return }
    writer.append(",\"near_border_km\":")
    writer.appendDecimal(Int((meters / 1000 * 1000).rounded()), decimals: 3)
  }

  private func append(_ shares: PlainShares, to writer: inout JSONByteWriter) {
    if let country = shares.countries.first {
      writer.append(",\"country\":\"")
      let name = name(ofCountry: country.position)
      writer.append(texts, name)
      writer.append("\",\"country_share\":")
      writer.appendDecimal(Int((country.share * 1000).rounded()), decimals: 3)
    }
    if let admin1 = shares.firstLevel.first {
      writer.append(",\"admin1\":\"")
      let name = name(of: admin1.position)
      writer.append(texts, name)
      writer.append("\",\"admin1_share\":")
      writer.appendDecimal(Int((admin1.share * 1000).rounded()), decimals: 3)
    }
    parts.removeAll(keepingCapacity: true)
    let regions = shares.firstLevel
    for region in regions { parts.append(region.share) }
    if shares.outside > 0 { parts.append(shares.outside) }
    if parts.isEmpty { return }
    var isFirst = true
    rounding.round(parts)
    for (number, value) in rounding.rounded.enumerated() where value > 0 {
      writer.append(isFirst ? ",\"regions\":\"" : "; ")
      isFirst = false
      let isRegion = number < regions.count
      let name = isRegion ? name(of: regions[regions.startIndex + number].position) : outside
      writer.append(texts, name)
      writer.append(value == 1000 ? " 1." : " 0.")
      writer.append(0x30 + UInt8(truncatingIfNeeded: value / 100 % 10))
      writer.append(0x30 + UInt8(truncatingIfNeeded: value / 10 % 10))
      writer.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
    }
    if !isFirst { writer.append(UInt8(ascii: "\"")) }
  }

  private func makeWhole(_ position: Int, country: Int) -> Range<Int> {
    let (countryName, regionName) = (name(ofCountry: country), name(of: position))
    let (country, admin1) = (texts[countryName], texts[regionName])
    var text = Array(",\"country\":\"".utf8)
    text += country
    text += Array("\",\"country_share\":1,\"admin1\":\"".utf8)
    text += admin1
    text += Array("\",\"admin1_share\":1,\"regions\":\"".utf8)
    text += admin1
    text += Array(" 1.000\"".utf8)
    text += texts[boundarySet]
    return keep(text)
  }

  private func name(ofCountry position: Int) -> Range<Int> {
    if countries[position].isEmpty {
      countries[position] = keep(Self.inner(atlas.countries.regions[position].name))
    }
    return countries[position]
  }

  private func name(of position: Int) -> Range<Int> {
    if firstLevel[position].isEmpty {
      firstLevel[position] = keep(Self.inner(atlas.firstLevel.regions[position].name))
    }
    return firstLevel[position]
  }

  private func keep(_ text: [UInt8]) -> Range<Int> {
    texts += text
    return texts.count - text.count..<texts.count
  }

  private static func inner(_ text: String) -> [UInt8] {
    Array(jsonText(text).utf8.dropFirst().dropLast())
  }
}

extension PlainShares {
  fileprivate init(_ membership: Membership) {
    self.init(
      firstLevel: membership.firstLevel.map { ($0.position, $0.share) },
      countries: membership.countries.map { ($0.position, $0.share) }, outside: membership.outside)
  }
}
