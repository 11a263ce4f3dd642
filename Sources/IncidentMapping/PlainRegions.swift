import GeoFormats
import ReferenceGeography

/// What features say of regions, as bytes that are made once for each region.
final class PlainRegions {
  private let atlas: Atlas
  /// `,"boundary_set":"..."`.
  private let boundarySet: [UInt8]
  private let outside: [UInt8]
  /// Names as JSON text without its quotes.
  private var names: [String: [UInt8]] = [:]
  /// Everything from `country` to `boundary_set` for a place that lies in one region only.
  private var whole: [String: [UInt8]] = [:]

  init(_ atlas: Atlas) {
    self.atlas = atlas
    boundarySet = Array(",\"boundary_set\":\(jsonText(atlas.firstLevel.description.label))".utf8)
    outside = Self.inner(Membership.outsideName)
  }

  /// Appends everything from `country` to `border_tie`.
  func append(_ membership: Membership, to writer: inout JSONByteWriter) {
    if membership.firstLevel.count == 1, membership.countries.count == 1,
      membership.outside == 0, membership.firstLevel[0].share == 1,
      membership.countries[0].share == 1
    {
      writer.append(text(ofWhole: membership))
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

  private func text(ofWhole membership: Membership) -> [UInt8] {
    let region = membership.firstLevel[0].region
    if let known = whole[region.id] { return known }
    var text: [UInt8] = []
    let (country, admin1) = (name(membership.countries[0].region), name(region))
    text += Array(",\"country\":\"".utf8) + country + Array("\",\"country_share\":1".utf8)
    text += Array(",\"admin1\":\"".utf8) + admin1 + Array("\",\"admin1_share\":1".utf8)
    text += Array(",\"regions\":\"".utf8) + admin1 + Array(" 1.000\"".utf8)
    text += boundarySet
    whole[region.id] = text
    return text
  }

  private func appendShares(_ membership: Membership, to writer: inout JSONByteWriter) {
    if let country = membership.countries.first {
      writer.append(",\"country\":\"")
      writer.append(name(country.region))
      writer.append("\",\"country_share\":")
      writer.appendDecimal(Int((country.share * 1000).rounded()), decimals: 3)
    }
    if let admin1 = membership.firstLevel.first {
      writer.append(",\"admin1\":\"")
      writer.append(name(admin1.region))
      writer.append("\",\"admin1_share\":")
      writer.appendDecimal(Int((admin1.share * 1000).rounded()), decimals: 3)
    }
    var shares = membership.firstLevel.map(\.share)
    if membership.outside > 0 { shares.append(membership.outside) }
    if shares.isEmpty { return }
    let thousandths = roundedToThousandths(shares)
    var isFirst = true
    for (number, value) in thousandths.enumerated() where value > 0 {
      writer.append(isFirst ? ",\"regions\":\"" : "; ")
      isFirst = false
      let isRegion = number < membership.firstLevel.count
      writer.append(isRegion ? name(membership.firstLevel[number].region) : outside)
      writer.append(value == 1000 ? " 1." : " 0.")
      writer.append(0x30 + UInt8(truncatingIfNeeded: value / 100 % 10))
      writer.append(0x30 + UInt8(truncatingIfNeeded: value / 10 % 10))
      writer.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
    }
    if !isFirst { writer.append(UInt8(ascii: "\"")) }
  }

  private func name(_ region: Region) -> [UInt8] {
    if let known = names[region.id] { return known }
    let made = Self.inner(region.name)
    names[region.id] = made
    return made
  }

  private static func inner(_ text: String) -> [UInt8] {
    Array(jsonText(text).utf8.dropFirst().dropLast())
  }
}
