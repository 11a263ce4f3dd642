// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target, each with its reason.
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),  // data races are compile errors
  .strictMemorySafety(),  // every call into C is marked `unsafe`
  .treatAllWarnings(as: .error),  // a warning left standing hides the next one
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335: dynamic dispatch is visible
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409: no dependency leaks by accident
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444: a file imports what it uses
]

/// Macro expansions of Swift Testing are not annotated for strict memory safety.
let testSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [],
  resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    resources: resources, swiftSettings: testSettings)
}

/// The modules of the library, in dependency order.
let libraryModules: [Target.Dependency] = [
  "NameMatching", "SimpleFeatures", "Geodesy", "Topology", "SpatialIndexing", "GeoFormats",
  "GeoPackage", "LinearReferencing", "SpatialStatistics",
  "ReferenceGeography", "Incidents", "Querying", "Datasets", "IncidentMapping",
  "IncidentAnalysis", "Reports",
]

/// The fuzz targets of `Scripts/fuzz`, which sets the variable; ordinary builds do not see them.
let fuzzTargets: [Target] =
  Context.environment["BALISE_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "BaliseFuzz", dependencies: libraryModules + ["TestSupport"],
      path: "Tests/Fuzz/Targets", swiftSettings: swiftSettings)
  ]

/// The programs of `Scripts/bench`, which sets the variable.
let benchTargets: [Target] =
  Context.environment["BALISE_BENCH"] == nil
  ? []
  : [
    .executableTarget(
      name: "BaliseJoinBench", dependencies: libraryModules + ["Balise"],
      path: "Scripts/benchmarks/JoinBench", swiftSettings: swiftSettings),
    .executableTarget(
      name: "BaliseClusterBench", dependencies: ["SpatialStatistics", "SimpleFeatures"],
      path: "Scripts/benchmarks/ClusterBench", swiftSettings: swiftSettings),
    .executableTarget(
      name: "BaliseGeoJSONBench", dependencies: ["GeoFormats"],
      path: "Scripts/benchmarks/GeoJSONBench", swiftSettings: swiftSettings),
    .executableTarget(
      name: "BaliseScanBench", dependencies: ["SpatialStatistics", "SimpleFeatures"],
      path: "Scripts/benchmarks/ScanBench", swiftSettings: swiftSettings),
    .executableTarget(
      name: "BaliseNullBench", dependencies: ["SimpleFeatures", "SpatialStatistics"],
      path: "Scripts/benchmarks/NullBench", swiftSettings: swiftSettings),
    .executableTarget(
      name: "BaliseLocalBench", dependencies: ["SpatialStatistics"],
      path: "Scripts/benchmarks/LocalBench", swiftSettings: swiftSettings),
  ]

let package = Package(
  name: "balise",
  products: [
    .library(name: "Balise", targets: ["Balise"]),
    .executable(name: "balise", targets: ["BaliseTool"]),
  ],
  dependencies: [
    // Command line: parsing, help and shell completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // YAML with the line and column of every node, for incidents, routes and groups.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The template of the report page, which users may replace.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // SQLite, for GeoPackage files.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C libraries. GEOS 3.11 and PROJ 9.1 are the floor.
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    // Data sets are published as .gz, .zip and .xlsx: gzip by zlib, archives by libzip.
    .systemLibrary(name: "CZLIB", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // Digests of the report's script and of its inputs.
    .systemLibrary(name: "CCRYPTO", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZIP", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    // A few instructions of the processor that Swift has no names for; empty where there are none.
    .systemLibrary(name: "CSSE2"),
    // How glibc keeps memory that is given back; empty where there is no glibc.
    .systemLibrary(name: "CMalloc"),

    // Library, in dependency order: a module imports only modules above it.
    module("NameMatching", []),
    module("SimpleFeatures", []),
    module("Geodesy", ["CPROJ", "SimpleFeatures"]),
    module("Topology", ["CGEOS", "Geodesy", "SimpleFeatures"]),
    module("SpatialIndexing", ["Geodesy", "SimpleFeatures"]),
    module("GeoFormats", ["CSSE2", "CZIP", "CZLIB", "SimpleFeatures"]),
    module(
      "GeoPackage",
      [
        "Geodesy", "GeoFormats", "SimpleFeatures", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    module(
      "LinearReferencing", ["NameMatching", "SimpleFeatures", "Geodesy", "SpatialIndexing"]),
    module(
      "SpatialStatistics",
      ["SimpleFeatures", "Geodesy", "SpatialIndexing", "LinearReferencing"]),
    module(
      "ReferenceGeography",
      [
        "NameMatching", "SimpleFeatures", "Geodesy", "Topology", "SpatialIndexing",
        "LinearReferencing", "GeoFormats", "GeoPackage", .product(name: "Yams", package: "Yams"),
      ]),
    module(
      "Incidents", ["NameMatching", "SimpleFeatures", .product(name: "Yams", package: "Yams")]),
    module(
      "Querying", ["NameMatching", "SimpleFeatures", "Topology", "GeoFormats", "Incidents"]),
    module(
      "Datasets", ["NameMatching", "SimpleFeatures", "GeoFormats", "GeoPackage", "Incidents"]),
    module(
      "IncidentMapping",
      [
        "NameMatching", "SimpleFeatures", "Geodesy", "Topology", "SpatialIndexing", "GeoFormats",
        "GeoPackage",
        "LinearReferencing", "ReferenceGeography", "Incidents", "Querying", "Datasets",
      ]),
    module(
      "IncidentAnalysis",
      [
        "SimpleFeatures", "Geodesy", "Topology", "GeoFormats", "LinearReferencing",
        "SpatialStatistics", "ReferenceGeography", "Incidents", "Datasets", "IncidentMapping",
      ]),
    // The files of the report page, in a module of their own because they take long to compile.
    .target(
      name: "ReportAssets",
      exclude: ["Resources/LICENSE-leaflet.txt"],  // it stands at the head of leaflet.js
      resources: [
        "page.mustache", "style.css", "words.json", "leaflet.css", "leaflet.js", "page.js",
        "base-map.js", "labels.js", "records.js", "symbols.js", "incident-layer.js", "tint.js",
        "result-layers.js", "map.js", "timeline.js", "filters.js", "ledger.js", "layer-switch.js",
        "print.js", "start.js",
      ]
      .map { .embedInCode("Resources/\($0)") },
      swiftSettings: swiftSettings),
    .target(
      name: "Reports",
      dependencies: [
        "CCRYPTO", "CZLIB", "SimpleFeatures", "Geodesy", "Topology", "GeoFormats",
        "LinearReferencing", "SpatialStatistics", "ReferenceGeography", "Incidents", "Datasets",
        "IncidentMapping", "IncidentAnalysis", "ReportAssets",
        .product(name: "Mustache", package: "swift-mustache"),
      ], swiftSettings: swiftSettings),
    module("Balise", libraryModules),

    // Command line. It names all modules, not only the one that re-exports them: the build system
    // recompiles a module only for changes in those it is declared to depend on.
    module(
      "BaliseCommands",
      libraryModules + [
        "Balise", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(
      name: "BaliseTool", dependencies: ["BaliseCommands", "CMalloc"], swiftSettings: swiftSettings),

    // Tests mirror the modules.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: testSettings),
    tests("NameMatchingTests", ["NameMatching"]),
    tests("SimpleFeaturesTests", ["SimpleFeatures"]),
    tests("GeodesyTests", ["Geodesy", "SimpleFeatures"]),
    tests("TopologyTests", ["Topology", "Geodesy", "SimpleFeatures"]),
    tests("SpatialIndexingTests", ["SpatialIndexing", "Geodesy", "SimpleFeatures"]),
    tests("GeoFormatsTests", ["GeoFormats", "SimpleFeatures"]),
    tests("GeoPackageTests", ["GeoPackage", "GeoFormats", "SimpleFeatures"]),
    tests("LinearReferencingTests", ["LinearReferencing", "Geodesy", "SimpleFeatures"]),
    tests(
      "SpatialStatisticsTests",
      ["SpatialStatistics", "LinearReferencing", "Geodesy", "SimpleFeatures"], exclude: ["Peers"]),
    tests(
      "ReferenceGeographyTests",
      [
        "ReferenceGeography", "LinearReferencing", "NameMatching", "GeoFormats", "Geodesy",
        "SimpleFeatures",
      ], exclude: ["Boundaries", "Roads"]),
    tests("IncidentsTests", ["Incidents", "SimpleFeatures"]),
    tests(
      "QueryingTests", ["Querying", "GeoFormats", "Incidents", "SimpleFeatures", "Topology"]),
    tests("DatasetsTests", ["Datasets", "GeoFormats", "Incidents", "SimpleFeatures"]),
    tests(
      "IncidentMappingTests",
      [
        "IncidentMapping", "Datasets", "Incidents", "ReferenceGeography", "LinearReferencing",
        "GeoFormats", "Topology", "SpatialIndexing", "Geodesy", "SimpleFeatures",
      ]),
    tests(
      "IncidentAnalysisTests",
      [
        "IncidentAnalysis", "IncidentMapping", "Datasets", "Incidents", "ReferenceGeography",
        "SpatialStatistics", "Topology", "Geodesy", "SimpleFeatures",
      ]),
    tests(
      "ReportsTests",
      [
        "Reports", "Datasets", "IncidentAnalysis", "IncidentMapping", "Incidents",
        "LinearReferencing", "ReferenceGeography", "SimpleFeatures", "SpatialStatistics",
      ]),
    tests(
      "BaliseCommandsTests", ["BaliseCommands", "BaliseTool"],
      exclude: ["Golden", "Inputs", "check_geojson.py"]),
  ] + fuzzTargets + benchTargets
)
