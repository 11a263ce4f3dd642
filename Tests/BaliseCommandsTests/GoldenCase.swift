import Foundation
import Testing

/// A call whose standard output is recorded under `Golden/`.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  /// The file under `Golden/`.
  let name: String
  /// What stands after `balise`.
  let arguments: [String]
  /// The exit status.
  let status: Int32

  init(_ name: String, _ call: String, status: Int32 = 0) {
    self.name = name
    self.status = status
    // A call is written as one line; ~ stands for a space inside an argument.
    arguments = call.split(separator: " ").map { String($0).replacing("~", with: " ") }
  }

  var testDescription: String { "\(name): balise \(arguments.joined(separator: " "))" }

  var file: URL { testFolder.appending(path: "Golden/\(name)") }

  /// What is recorded of an output: of a report all but the versions of libraries, of its page the
  /// text that readers see without a script; of anything else every byte.
  func recorded(_ output: [UInt8]) -> [UInt8] {
    guard name.hasPrefix("report-") else { return output }
    let text = String(decoding: output, as: UTF8.self)
    return Array((name.hasSuffix(".html.txt") ? PageText(text).text : text).withoutVersions.utf8)
  }

  var isGeoJSON: Bool { name.hasSuffix(".geojson") }

  /// Whether its features are incidents.
  var isOfIncidents: Bool {
    isGeoJSON
      && !["regions-", "cluster-hulls", "hotspots-", "scan"].contains { name.hasPrefix($0) }
  }

  static let all =
    maps + profiles + selections + queries + regions + clusters + scans + localHotspots
    + routeHotspots + routeFragility
    + routes + reports + checks + help

  private static let founding = "../../Geodata/incidents/gao-algeria-2025.yaml"

  private static let maps = [
    GoldenCase("founding.geojson", "map \(founding)"),
    GoldenCase("founding-point.geojson", "map \(founding) --geometry point"),
    GoldenCase("founding-footprint.geojson", "map \(founding) --geometry footprint"),
    GoldenCase("founding-pretty.geojson", "map \(founding) --pretty"),
    GoldenCase("places.geojson", "map Inputs/places.yaml"),
    GoldenCase("places-point.geojson", "map Inputs/places.yaml --geometry point"),
    GoldenCase("places-footprint.geojson", "map Inputs/places.yaml --geometry footprint"),
    GoldenCase("ged-footprint.geojson", "map Inputs/ged-synthetic.csv --geometry footprint"),
    GoldenCase("json.geojson", "map Inputs/incidents.json"),
    GoldenCase("ged.geojson", "map Inputs/ged-synthetic.csv"),
    GoldenCase("ged-keep.geojson", "map Inputs/ged-synthetic.csv --keep side_a,source_original"),
    GoldenCase("ged-keep-all-pretty.geojson", "map Inputs/ged-synthetic.csv --keep all --pretty"),
    GoldenCase("ged-faults.geojson", "map Inputs/ged-faults.csv", status: 3),
    GoldenCase(
      "own-table.geojson",
      "map Inputs/own-synthetic.csv --mapping Inputs/own-mapping.yaml --pretty", status: 3),
    GoldenCase(
      "founding-tables.geojson",
      "map Inputs/founding-incidents.csv --claims Inputs/founding-claims.csv"),
    GoldenCase("two-inputs.geojson", "map Inputs/incidents.json Inputs/ged-synthetic.csv"),
  ]

  private static let profiles =
    ["geojson.io", "leaflet", "maplibre", "kepler", "umap", "seq", "lines", "csv", "excel"]
    .map { GoldenCase("profile-\($0).out", "map \(founding) --profile \($0)") }
    + [
      GoldenCase(
        "profile-csv-keep.out", "map Inputs/ged-synthetic.csv --profile csv --keep all"),
      GoldenCase(
        "profile-geojson.io-point.out",
        "map Inputs/places.yaml --profile geojson.io --geometry point"),
    ]

  private static let queries = [
    GoldenCase("query-founding.json", "query \(founding) --in Kidal --format json"),
    GoldenCase("query-count.txt", "query Inputs/ged-synthetic.csv --in Nigeria --count"),
    GoldenCase("query-sure.txt", "query Inputs/ged-synthetic.csv --in Nigeria --count --sure"),
    GoldenCase("query-table.txt", "query Inputs/places.yaml --in Mali --format table"),
    GoldenCase("query.csv", "query Inputs/places.yaml --in Kidal --during 2025 --format csv"),
    GoldenCase(
      "query.geojson",
      "query Inputs/places.yaml --in Kidal --near Kidal --within 200km --format geojson"),
    GoldenCase("query-totals.json", "query Inputs/ged-synthetic.csv --during 2014 --format json"),
  ]

  private static let regions = [
    GoldenCase("regions-admin1.csv", "regions Inputs/ged-synthetic.csv --format csv"),
    GoldenCase("regions-country.txt", "regions Inputs/places.yaml --by country --format table"),
    GoldenCase(
      "regions-year.csv", "regions Inputs/ged-synthetic.csv --by country --per-year --format csv"),
    GoldenCase(
      "regions-prio.json", "regions \(founding) --by prio-grid --format json"),
    GoldenCase("regions-hex.geojson", "regions \(founding) --by hex:100km --format geojson"),
    GoldenCase(
      "regions-route.csv",
      "regions Inputs/places.yaml --along gao-adrar --by route:100km --format csv"),
    GoldenCase(
      "regions-nearest.csv",
      "regions Inputs/ged-synthetic.csv --in Mali --nearest-within 50km --format csv"),
    GoldenCase(
      "regions-compare.txt",
      "regions Inputs/border-synthetic.csv --compare-boundaries Inputs/kidal-synthetic.geojson "
        + "--format table"),
    GoldenCase(
      "regions-compare.json",
      "regions Inputs/border-synthetic.csv --compare-boundaries Inputs/kidal-synthetic.geojson "
        + "--format json"),
  ]

  private static let synthetic = "cluster Inputs/clusters-synthetic.csv"

  private static let clusters = [
    GoldenCase("cluster.geojson", "\(synthetic) --eps 10km --min-points 5"),
    GoldenCase(
      "cluster-hulls.geojson", "\(synthetic) --eps 10km --min-points 5 --hulls --location point"),
    GoldenCase("cluster-summary.txt", "\(synthetic) --eps 10km --min-points 5 --summary"),
    GoldenCase(
      "cluster-summary.json", "\(synthetic) --eps 10km --min-points 5 --summary --format json"),
    GoldenCase(
      "cluster-st.txt",
      "\(synthetic) --method st-dbscan --eps 10km --eps-time 3w --min-points 4 --summary"),
    GoldenCase(
      "cluster-hdbscan.txt", "\(synthetic) --method hdbscan --min-cluster-size 5 --summary"),
    GoldenCase(
      "cluster-route.txt",
      "cluster Inputs/places.yaml --method route --eps 200km --min-points 2 --summary"),
    GoldenCase("cluster-suggest.txt", "\(synthetic) --suggest"),
  ]

  private static let scan =
    "hotspots scan Inputs/clusters-synthetic.csv --replications 99 --replicates 50"

  private static let scans = [
    GoldenCase("scan.txt", "\(scan) --interval 1month"),
    GoldenCase("scan.json", "\(scan) --interval 1month --format json"),
    GoldenCase("scan.geojson", "\(scan) --interval 1month -o -"),
    GoldenCase(
      "scan-prospective.txt",
      "\(scan) --grid hex:50km --analysis prospective --interval 14d --during 2020-01..2020-06 "
        + "--p-value gumbel"),
    GoldenCase(
      "scan-points.geojson",
      "\(scan) --grid points --interval 7d --where location_kind~=~'exact' --max-radius 300km -o -"),
    GoldenCase(
      "scan-bernoulli.json",
      "\(scan) --grid admin1 --analysis spatial --cases date_start~<~DATE('2020-04-01') "
        + "--format json"),
    GoldenCase(
      "scan-poisson.txt",
      "\(scan) --analysis spatial --population Inputs/population-synthetic.geojson "
        + "--population-field people"),
    GoldenCase(
      "scan-poisson.json",
      "\(scan) --population Inputs/scan-synthetic.pop --interval 1month --in Nigeria "
        + "--p-value sequential --format json"),
    GoldenCase("scan-fragility.txt", "\(scan) --interval 1month --fragility"),
    GoldenCase("scan-fragility.json", "\(scan) --interval 1month --fragility --format json"),
    GoldenCase("scan-fragility.geojson", "\(scan) --interval 1month --fragility -o -"),
    GoldenCase("scan-satscan.txt", "hotspots scan --satscan Inputs/scan-synthetic.prm"),
    GoldenCase(
      "scan-satscan.json",
      "hotspots scan --satscan Inputs/scan-synthetic.prm --seed 2 --format json"),
  ]

  private static let areas = "hotspots local --areas Inputs/areas-synthetic.geojson --value cases"
  private static let cells = "hotspots local Inputs/clusters-synthetic.csv --in Nigeria"

  private static let attested =
    "hotspots local Inputs/attested-synthetic.yaml --study-area Kidal --grid prio --fragility"

  private static let localHotspots = [
    GoldenCase("hotspots-areas.geojson", "\(areas) -o -"),
    GoldenCase("hotspots-areas.txt", "\(areas)"),
    GoldenCase(
      "hotspots-areas-lisa.geojson",
      "\(areas) --statistic localmoran --denominator people --rates eb --weights rook -o -"),
    GoldenCase(
      "hotspots-areas-few.txt", "\(areas) --statistic gi --weights knn:4 --permutations 499"),
    GoldenCase("hotspots-areas-moran.json", "\(areas) --statistic moran --format json"),
    GoldenCase("hotspots-areas-moran.txt", "\(areas) --statistic moran --weights band:90km"),
    GoldenCase("hotspots-hex.txt", "\(cells) --grid hex:50km --replicates 20"),
    GoldenCase("hotspots-hex.geojson", "\(cells) --grid hex:100km --replicates 20 -o -"),
    GoldenCase(
      "hotspots-prio.json",
      "\(cells) --grid prio --measure killed --study-area occupied --format json"),
    GoldenCase("hotspots-fragility.txt", attested),
    GoldenCase("hotspots-fragility.json", "\(attested) --format json"),
    GoldenCase("hotspots-fragility.geojson", "\(attested) -o -"),
    GoldenCase("hotspots-admin1.txt", "\(cells) --grid admin1 --statistic localmoran"),
    GoldenCase(
      "hotspots-emerging.txt", "\(cells) --grid hex:100km --emerging --interval 1month"),
    GoldenCase(
      "hotspots-emerging.geojson", "\(cells) --grid admin1 --emerging --interval 2months -o -"),
  ]

  private static let selections = [
    GoldenCase("in.geojson", "map Inputs/places.yaml --in Kidal --geometry point"),
    GoldenCase("in-two.geojson", "map Inputs/ged-synthetic.csv --in Niger --in Nigeria"),
    GoldenCase("near-name.geojson", "map Inputs/ged-synthetic.csv --near Gao --within 20km"),
    GoldenCase("near-position.geojson", "map Inputs/ged-synthetic.csv --near -0.04,16.27"),
    GoldenCase(
      "along.geojson", "map Inputs/places.yaml --along gao-adrar:Gao..Tabankort --within 5km"),
    GoldenCase(
      "along-to-border.geojson",
      "map Inputs/ged-synthetic.csv --along gao-adrar:Gao..border:Algeria"),
    GoldenCase("bbox.geojson", "map Inputs/ged-synthetic.csv --bbox -1,16,0,17"),
    GoldenCase("bbox-antimeridian.geojson", "map Inputs/places.yaml --bbox 179,-20,-179,-15"),
    GoldenCase("during.geojson", "map Inputs/ged-synthetic.csv --during 2024-02..2024-03"),
    GoldenCase(
      "in-during.geojson", "map Inputs/ged-synthetic.csv --in Mali --during 2024-01 --pretty"),
    GoldenCase("nothing.geojson", "map Inputs/ged-synthetic.csv --during 1999"),
    GoldenCase("nothing-pretty.geojson", "map Inputs/ged-synthetic.csv --during 1999 --pretty"),
  ]

  private static let routes = [
    GoldenCase("route-list.txt", "route list"),
    GoldenCase("route-show.txt", "route show gao-adrar"),
    GoldenCase("route-show-name.txt", "route show Piste~du~Tanezrouft"),
    GoldenCase("route-show.geojson", "route show gao-bourem --output-format geojson"),
    GoldenCase("route-locate.txt", "route locate gao-adrar 18.44N,1.41E"),
    GoldenCase("route-locate-negative.txt", "route locate gao-adrar -0.04,16.27"),
    GoldenCase("route-section.geojson", "route section gao-adrar Gao Tessalit"),
    GoldenCase("route-section-back.geojson", "route section gao-adrar 100km 50km"),
    GoldenCase(
      "route-section-border.geojson", "route section gao-adrar Gao border:Algeria --pretty"),
  ]

  private static let alongRoute = "hotspots route Inputs/route-synthetic.csv --route gao-adrar"
  private static let knox =
    "hotspots knox Inputs/route-synthetic.csv --space-bands 0m,5km,20km --time-bands 0d,7d,14d"

  private static let routeHotspots = [
    GoldenCase("hotspots-knox.txt", "\(knox) --permutations 999 --replicates 20"),
    GoldenCase("hotspots-knox.json", "\(knox) --permutations 99 --replicates 0 --format json"),
    GoldenCase(
      "hotspots-knox.geojson", "\(knox) --permutations 99 --where location_kind='exact' -o -"),
    GoldenCase("hotspots-route.txt", "\(alongRoute) --during 2020 --replicates 20"),
    GoldenCase(
      "hotspots-route.json", "\(alongRoute) --every 200km --replications 99 --format json"),
    GoldenCase(
      "hotspots-route.geojson", "\(alongRoute) --every 400km --replications 99 -o -"),
    GoldenCase("hotspots-route-founding.txt", "hotspots route \(founding) --route gao-adrar"),
    GoldenCase("hotspots-route-scan.txt", "\(alongRoute) --statistic scan --replicates 20"),
    GoldenCase(
      "hotspots-route-scan.geojson",
      "\(alongRoute) --statistic scan --replications 99 --replicates 0 -o -"),
    GoldenCase(
      "hotspots-route-density.txt",
      "\(alongRoute) --statistic density --bandwidth 50km --replicates 20"),
    GoldenCase(
      "hotspots-route-density.geojson",
      "\(alongRoute) --statistic density --bandwidth 300km --every 200km --replicates 20 -o -"),
    GoldenCase(
      "hotspots-route-k.txt",
      "\(alongRoute) --statistic k --up-to 100km --every 10km --replications 99 --replicates 5"),
  ]

  private static let reports = [
    GoldenCase("report-founding.txt", "report \(founding) --format text"),
    GoldenCase("report-founding.md", "report \(founding) --format markdown --language fr"),
    GoldenCase("report-founding.html.txt", "report \(founding) --title Gao~to~Algeria --author A"),
    GoldenCase("report-places.md", "report Inputs/places.yaml --format markdown"),
    GoldenCase(
      "report-hotspots.txt",
      "report Inputs/clusters-synthetic.csv --clusters 10km --hotspots scan --fragility "
        + "--format text"),
    GoldenCase(
      "report-hotspots.md",
      "report Inputs/attested-synthetic.yaml --hotspots local --fragility --in Kidal "
        + "--format markdown --language fr"),
    GoldenCase("report-nothing.txt", "report Inputs/ged-synthetic.csv --during 1999 --format text"),
  ]

  private static let attestedRoute =
    "hotspots route Inputs/route-sources-synthetic.csv --route gao-adrar --replicates 20"
  private static let attestedKnox =
    "hotspots knox Inputs/route-sources-synthetic.csv --space-bands 5km,20km --time-bands 7d,14d "
    + "--permutations 999 --replicates 20"

  private static let routeFragility = [
    GoldenCase("hotspots-knox-fragility.txt", "\(attestedKnox) --fragility"),
    GoldenCase("hotspots-knox-fragility.json", "\(attestedKnox) --fragility --format json"),
    GoldenCase("hotspots-route-fragility.txt", "\(attestedRoute) --fragility"),
    GoldenCase("hotspots-route-fragility.geojson", "\(attestedRoute) --fragility -o -"),
    GoldenCase(
      "hotspots-route-scan-fragility.json",
      "\(attestedRoute) --statistic scan --fragility --format json"),
  ]

  private static let checks = [
    GoldenCase("check.txt", "check Inputs/ged-faults.csv", status: 3),
    GoldenCase(
      "check-diff.txt", "check Inputs/ged-synthetic.csv Inputs/ged-faults.csv --diff", status: 3),
    GoldenCase(
      "map-rejects.jsonl", "map Inputs/ged-faults.csv -o /dev/null --rejects /dev/stdout",
      status: 3),
    GoldenCase("folder.geojson", "map ../../Geodata/incidents"),
    GoldenCase("check-all.txt", "check Inputs/ged-faults.csv --all", status: 3),
    GoldenCase("check.json", "check Inputs/ged-faults.csv --output-format json", status: 3),
    GoldenCase("check.jsonl", "check Inputs/ged-faults.csv --output-format jsonl", status: 3),
    GoldenCase("check-well.txt", "check Inputs/ged-synthetic.csv"),
    GoldenCase("check-document.txt", "check Inputs/faults.yaml", status: 3),
    GoldenCase("check-document.jsonl", "check Inputs/faults.yaml --output-format jsonl", status: 3),
    GoldenCase(
      "check-own.txt", "check Inputs/own-synthetic.csv --mapping Inputs/own-mapping.yaml",
      status: 3),
    GoldenCase("own-suggested.yaml", "check Inputs/own-synthetic.csv --suggest-mapping"),
    GoldenCase("check-names.txt", "check Inputs/unknown-names.yaml", status: 3),
  ]

  private static let help = [
    GoldenCase("help.txt", "--help"),
    GoldenCase("help-map.txt", "map --help"),
    GoldenCase("help-check.txt", "check --help"),
    GoldenCase("help-cluster.txt", "cluster --help"),
    GoldenCase("help-import.txt", "import --help"),
    GoldenCase("help-history.txt", "history --help"),
    GoldenCase("help-hotspots.txt", "hotspots --help"),
    GoldenCase("help-hotspots-scan.txt", "hotspots scan --help"),
    GoldenCase("help-report.txt", "report --help"),
    GoldenCase("help-hotspots-local.txt", "hotspots local --help"),
    GoldenCase("help-hotspots-knox.txt", "hotspots knox --help"),
    GoldenCase("help-hotspots-route.txt", "hotspots route --help"),
    GoldenCase("help-route.txt", "route --help"),
    GoldenCase("help-route-list.txt", "route list --help"),
    GoldenCase("help-route-show.txt", "route show --help"),
    GoldenCase("help-route-locate.txt", "route locate --help"),
    GoldenCase("help-route-section.txt", "route section --help"),
    GoldenCase("version.txt", "--version"),
  ]
}
