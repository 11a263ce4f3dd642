import Incidents
import ReferenceGeography
import Testing

@testable import IncidentMapping

@Suite("Membership of discs")
struct DiscShareTests {
  /// Longitude, latitude, radius in metres, the share outside all regions, the shares of the two
  /// largest regions.
  ///
  /// By pyproj 3.7.2 and shapely 2.2 on the shipped polygons: a geodesic circle of 720 corners and
  /// the regions, edges cut every 0.01 degrees, in Lambert's azimuthal equal-area projection
  /// centred on the disc.
  private static let table = """
    -0.0074 16.2278 25000 0.000000 MLI.gao=1.000000
    -0.044 16.2223 101000 0.000000 MLI.gao=0.889820 MLI.timbuktu=0.110180
    1.4318 18.4797 25000 0.000000 MLI.kidal=1.000000
    1.4437 18.4812 115600 0.000000 MLI.kidal=0.853762 MLI.gao=0.146238
    1.0123 21.186 30000 0.000000 DZA.adrar=0.516854 MLI.kidal=0.483146
    1.0915 21.2059 97300 0.000000 DZA.adrar=0.602201 MLI.kidal=0.397799
    29.2086 -1.6802 25000 0.000000 COD.nord-kivu=0.449955 RWA.western=0.437311
    29.2689 -1.6752 76600 0.000000 COD.nord-kivu=0.379001 RWA.western=0.241094
    35.4897 33.9211 25000 0.627223 LBN.mount-lebanon=0.359833 LBN.beirut=0.012944
    35.4733 33.859 80800 0.519907 LBN.beqaa=0.124462 LBN.mount-lebanon=0.098154
    34.4689 31.4677 30000 0.337369 ISR.hadarom=0.555107 PSX.gaza-strip=0.107524
    34.4313 31.4551 90700 0.398054 ISR.hadarom=0.311064 EGY.shamal-sina=0.135549
    178.4736 -18.1598 5000 0.857509 FJI.central=0.142491
    178.3922 -18.0758 66800 0.562814 FJI.central=0.325482 FJI.western=0.103910
    179.97 -16.8669 5000 0.372997 FJI.northern=0.627003
    179.97 -16.8085 143100 0.902259 FJI.northern=0.094143 FJI.eastern=0.003598
    -179.5 -16.8801 5000 1.000000 
    -179.5 -16.8993 75500 0.955259 FJI.northern=0.039432 FJI.eastern=0.005309
    179.99 68.8959 30000 0.299685 RUS.chukchi-autonomous-okrug=0.700315
    179.99 68.8667 72300 0.380579 RUS.chukchi-autonomous-okrug=0.619421
    -179.9 71.1796 5000 0.000000 RUS.chukchi-autonomous-okrug=1.000000
    -179.9 71.2346 75600 0.588635 RUS.chukchi-autonomous-okrug=0.411365
    20.0427 -89.4508 100000 0.000000 ATA.antarctica=1.000000
    19.9936 -89.4857 200000 0.000000 ATA.antarctica=1.000000
    -100.0026 -88.0082 30000 0.000000 ATA.antarctica=1.000000
    -99.9925 -87.9897 74000 0.000000 ATA.antarctica=1.000000
    10.7191 59.8646 5000 0.646867 NOR.oslo=0.279047 NOR.akershus=0.074086
    10.7878 59.8666 73500 0.049851 NOR.akershus=0.265467 NOR.buskerud=0.254998
    15.6039 78.217 30000 0.423730 NOR.svalbard=0.576270
    15.5546 78.1795 46300 0.346950 NOR.svalbard=0.653050
    18.9383 69.6031 5000 0.581003 NOR.troms=0.418997
    18.9221 69.6864 100200 0.507944 NOR.troms=0.486920 SWE.norrbotten=0.004131
    -68.3199 -54.8387 30000 0.253842 ARG.tierra-del-fuego=0.456595 CHL.magallanes-y-antartica-chilena=0.289564
    -68.2742 -54.8135 137700 0.403883 CHL.magallanes-y-antartica-chilena=0.316998 ARG.tierra-del-fuego=0.279119
    103.8088 1.3177 30000 0.572457 MYS.johor=0.236175 SGP.south-west=0.071923
    103.8032 1.3271 52200 0.505460 MYS.johor=0.377408 IDN.kepulauan-riau=0.057814
    -78.4932 -0.0319 10000 0.000000 ECU.pichincha=1.000000
    -78.4953 -0.0452 147300 0.000495 ECU.esmeraldas=0.173937 ECU.tungurahua=0.164774
    6.1389 46.2499 30000 0.000000 FRA.haute-savoie=0.459827 FRA.ain=0.177659
    6.0978 46.1906 87300 0.000000 FRA.haute-savoie=0.195493 FRA.ain=0.195105
    7.602 47.5158 5000 0.000000 CHE.basel-landschaft=0.808281 CHE.basel-stadt=0.151430
    7.6044 47.5299 99600 0.000000 DEU.baden-wurttemberg=0.211519 CHE.bern=0.124774
    74.5933 42.8501 10000 0.000000 KGZ.chuy=0.660760 KGZ.bishkek=0.339240
    74.5681 42.8748 105600 0.000000 KGZ.chuy=0.439970 KAZ.zhambyl=0.370486
    71.8093 40.3656 10000 0.000000 UZB.ferghana=1.000000
    71.7645 40.415 112900 0.000000 KGZ.batken=0.226852 KGZ.osh=0.206688
    25.8152 -17.8869 10000 0.000000 ZMB.southern=0.555399 ZWE.matabeleland-north=0.444601
    25.8262 -17.9697 83900 0.000000 ZMB.southern=0.429420 ZWE.matabeleland-north=0.422439
    3.3533 6.4884 10000 0.203354 NGA.lagos=0.796646
    3.4133 6.4932 71000 0.436320 NGA.ogun=0.369164 NGA.lagos=0.194424
    36.2992 50.0301 25000 0.000000 UKR.kharkiv=1.000000
    36.2868 50.0423 116500 0.000000 UKR.kharkiv=0.587678 RUS.belgorod=0.275787
    120.9897 14.6184 30000 0.284519 PHL.bulacan=0.205735 PHL.rizal=0.150801
    121.0364 14.6243 101000 0.306329 PHL.quezon=0.112604 PHL.batangas=0.084369
    -8.0273 12.6242 25000 0.000000 MLI.koulikoro=0.897054 MLI.bamako=0.102946
    -7.977 12.6381 110000 0.000000 MLI.koulikoro=0.837753 MLI.sikasso=0.084981
    37.1379 36.2361 30000 0.000000 SYR.aleppo=0.993462 SYR.idlib=0.006538
    37.1558 36.2257 123500 0.032409 SYR.aleppo=0.374368 TUR.gaziantep=0.129512
    18.3784 -33.9065 5000 0.708530 ZAF.western-cape=0.291470
    18.4256 -33.9169 48600 0.564798 ZAF.western-cape=0.435202
    4.9528 51.4168 30000 0.000000 NLD.noord-brabant=0.569123 BEL.antwerp=0.425695
    4.9674 51.4204 75900 0.025901 NLD.noord-brabant=0.288354 BEL.antwerp=0.153070
    21.1505 42.6204 5000 0.000000 KOS.pristina=0.911817 KOS.kosovo-polje=0.088183
    21.1477 42.6194 104800 0.000000 SRB.pcinjski=0.092194 SRB.jablanicki=0.078125
    12.4244 41.9428 5000 0.000000 ITA.roma=1.000000
    12.4105 41.9059 80100 0.356164 ITA.roma=0.265536 ITA.viterbo=0.122520
    -30.0447 9.9863 30000 1.000000 
    -29.9676 10.0239 74200 1.000000 
    -62.3005 82.5332 30000 0.525592 CAN.nunavut=0.474408
    -62.2929 82.484 144900 0.557420 CAN.nunavut=0.302257 GRL.nationalparken=0.139559
    114.9993 53.9556 5000 0.000000 RUS.chita=1.000000
    114.9631 53.9709 92600 0.000000 RUS.chita=0.576415 RUS.buryat=0.423585
    """

  static let rows:
    [(center: [Double], radius: Double, outside: Double, shares: [(String, Double)])] =
      table.split(separator: "\n").map { line in
        let fields = line.split(separator: " ").map(String.init)
        let numbers = fields.prefix(4).compactMap(Double.init)
        let shares = fields.dropFirst(4).map { field in
          let parts = field.split(separator: "=").map(String.init)
          return (parts[0], Double(parts[1]) ?? .nan)
        }
        return (Array(numbers[0...1]), numbers[2], numbers[3], shares)
      }

  @Test("shares are those of an equal-area projection within 1e-4, and add up to 1")
  func shares() throws {
    let ground = try Shipped.ground()
    #expect(Self.rows.count == 72)
    for row in Self.rows {
      let center = at(row.center[0], row.center[1])
      let membership = try ground.membership(disc(center, row.radius))
      var errors = row.shares.map { abs(membership.share($0.0) - $0.1) }
      errors.append(abs(membership.outside - row.outside))
      for error in errors { #expect(error < 1e-4, "\(row): \(membership.sharesText)") }
      #expect(abs(membership.sum - 1) < 1e-9, "\(row)")
      let countries = membership.countries.reduce(membership.outside) { $0 + $1.share }
      #expect(abs(countries - 1) < 1e-9, "\(row)")
    }
  }

  @Test("a disc that leaves the land is partly outside all regions, one at sea wholly")
  func sea() throws {
    let ground = try Shipped.ground()
    let coast = try ground.membership(disc(at(35.4897, 33.9211), 25_000))
    #expect(coast.sharesText.contains("(outside all regions) 0.627"))
    let ocean = try ground.membership(disc(at(-30, 10), 50_000))
    #expect(ocean.sharesText == "(outside all regions) 1.000")
    #expect(ocean.firstLevel.isEmpty && ocean.countries.isEmpty && ocean.outside == 1)
  }

  @Test("a ring is its outer disc without the inner one")
  func ring() throws {
    let ground = try Shipped.ground()
    let center = at(1.0123, 21.186)
    let inner = try ground.membership(disc(center, 20_000)).share("DZA.adrar")
    let outer = try ground.membership(disc(center, 60_000)).share("DZA.adrar")
    let ring = try ground.membership(
      .ring(center: .coordinate(center, name: nil), innerMeters: 20_000, outerMeters: 60_000))
    #expect(abs(ring.share("DZA.adrar") - (outer * 9 - inner) / 8) < 1e-4)
    #expect(abs(ring.sum - 1) < 1e-9)
    let whole = try ground.membership(
      .ring(center: .coordinate(center, name: nil), innerMeters: 0, outerMeters: 60_000))
    #expect(abs(whole.share("DZA.adrar") - outer) < 1e-12)
  }

  @Test("a disc cut to a region lies in it alone, and its share of the disc is kept as area")
  func clipped() throws {
    let ground = try Shipped.ground()
    let center = at(1.0123, 21.186)
    let whole = try ground.resolve(disc(center, 30_000))
    let part = try ground.resolve(
      disc(center, 30_000, in: [AreaReference(names: ["Kidal"], level: 1, country: "Mali")]))
    let all = try #require(whole.surface).areaSquareMeters
    let area = try #require(part.surface).areaSquareMeters
    #expect(abs(all / (.pi * 30_000 * 30_000) - 1) < 1e-4)
    #expect(abs(area / all - 0.483146) < 1e-4)
    let membership = try ground.membership(of: part)
    #expect(membership.sharesText == "Kidal 1.000")
    #expect(abs(membership.share("MLI.kidal") - 1) < 1e-9)
    #expect(part.note?.contains("30 km inside Kidal") == true)
  }
}
