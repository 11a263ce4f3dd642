import GeoFormats
import ReferenceGeography

/// What features say of regions, as bytes that are made once for each region.
final class PlainRegions {
  private let atlas: Atlas
  /// `,"boundary_set":"..."`.
  private let boundarySet: [UInt8]
  private let outside: [UInt8]
  /// Names as JSON text without its quotes, by position.
  private var countries: [[UInt8]?]
  private var firstLevel: [[UInt8]?]
  /// Everything from `country` to `boundary_set` for a place that lies in one first-level region
  /// only, by its position.
  private var whole: [(country: Int, text: [UInt8])?]

  init(_ atlas: Atlas) {
    self.atlas = atlas
    boundarySet = Array(",\"boundary_set\":\(jsonText(atlas.firstLevel.description.label))".utf8)
    outside = Self.inner(Membership.outsideName)
    countries = Array(repeating: nil, count: atlas.countries.regions.count)
    firstLevel = Array(repeating: nil, count: atlas.firstLevel.regions.count)
    whole = Array(repeating: nil, count: atlas.firstLevel.regions.count)
  }

  /// Appends everything from `country` to `border_tie`.
  func append(_ membership: Membership, to writer: inout JSONByteWriter) {
    if membership.firstLevel.count == 1, membership.countries.count == 1,
      membership.outside == 0, membership.firstLevel[0].share == 1,
      membership.countries[0].share == 1
    {
      appendWhole(membership, to: &writer)
    } else {
      appendShares(membership, to: &writer)
      writer.append(boundarySet)
    }
    if let meters = membership.nearBorderMeters {
      writer.append(",\"near_border_km\":")
      writer.appendDecimal(Int((meters / 1000 * 1000).rounded()), decimals: 3)
    }
    if membership.isBorderTie { writer.append(",\"border_tie\":true") }
  }

  private func appendWhole(_ membership: Membership, to writer: inout JSONByteWriter) {
    let position = membership.firstLevel[0].position
    let countryPosition = membership.countries[0].position
    if let known = whole[position], known.country == countryPosition {
      writer.append(known.text)
      return
    }
    let (country, admin1) = (name(ofCountry: countryPosition), name(of: position))
    let text =
      Array(",\"country\":\"".utf8) + country + Array("\",\"country_share\":1".utf8)
      + Array(",\"admin1\":\"".utf8) + admin1 + Array("\",\"admin1_share\":1".utf8)
      + Array(",\"regions\":\"".utf8) + admin1 + Array(" 1.000\"".utf8) + boundarySet
    whole[position] = (countryPosition, text)
    writer.append(text)
  }

  private func appendShares(_ membership: Membership, to writer: inout JSONByteWriter) {
    if let country = membership.countries.first {
      writer.append(",\"country\":\"")
      writer.append(name(ofCountry: country.position))
      writer.append("\",\"country_share\":")
      writer.appendDecimal(Int((country.share * 1000).rounded()), decimals: 3)
    }
    if let admin1 = membership.firstLevel.first {
      writer.append(",\"admin1\":\"")
      writer.append(name(of: admin1.position))
      writer.append("\",\"admin1_share\":")
      writer.appendDecimal(Int((admin1.share * 1000).rounded()), decimals: 3)
    }
    var shares = membership.firstLevel.map(\.share)
    if membership.outside > 0 { shares.append(membership.outside) }
    if shares.isEmpty { return }
    var isFirst = true
    for (number, value) in roundedToThousandths(shares).enumerated() where value > 0 {
      writer.append(isFirst ? ",\"regions\":\"" : "; ")
      isFirst = false
      let isRegion = number < membership.firstLevel.count
      writer.append(isRegion ? name(of: membership.firstLevel[number].position) : outside)
      writer.append(value == 1000 ? " 1." : " 0.")
      writer.append(0x30 + UInt8(truncatingIfNeeded: value / 100 % 10))
      writer.append(0x30 + UInt8(truncatingIfNeeded: value / 10 % 10))
      writer.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
    }
    if !isFirst { writer.append(UInt8(ascii: "\"")) }
  }

  private func name(ofCountry position: Int) -> [UInt8] {
    if let known = countries[position] { return known }
    let made = Self.inner(atlas.countries.regions[position].name)
    countries[position] = made
    return made
  }

  private func name(of position: Int) -> [UInt8] {
    if let known = firstLevel[position] { return known }
    let made = Self.inner(atlas.firstLevel.regions[position].name)
    firstLevel[position] = made
    return made
  }

  private static func inner(_ text: String) -> [UInt8] {
    Array(jsonText(text).utf8.dropFirst().dropLast())
  }
}
