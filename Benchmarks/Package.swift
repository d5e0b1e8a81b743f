// swift-tools-version: 6.2

import PackageDescription

let swiftSettings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    + (Context.environment["JOSK_WARNINGS_AS_ERRORS"] == "1" ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "josk-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "josk", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
    ],
    targets: [
        // The shops of all contestants, and the alternatives to Josk: pgbench and SQL.
        .target(
            name: "BenchmarkPeers",
            dependencies: [
                .product(name: "JoskLedger", package: "josk"),
                .product(name: "JoskPostgres", package: "josk"),
            ],
            exclude: ["README.md"],
            resources: [.copy("SQL")],
            swiftSettings: swiftSettings),
        // The test of the peers: each must leave the same rows as Josk.
        .executableTarget(
            name: "bench-peers-check",
            dependencies: [
                "BenchmarkPeers",
                .product(name: "JoskLedger", package: "josk"),
                .product(name: "JoskPostgres", package: "josk"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Sources/BenchmarkPeersCheck",
            swiftSettings: swiftSettings),
        // The measurements as figures, tables and charts. Pure: it neither measures nor prints.
        .target(
            name: "BenchmarkReport",
            dependencies: [.product(name: "TextTable", package: "TextTable")],
            swiftSettings: swiftSettings),
        // The workloads: the purchases and reads, their measurement and their checks.
        .executableTarget(
            name: "josk-bench",
            dependencies: [
                "BenchmarkPeers", "BenchmarkReport",
                .product(name: "JoskLedger", package: "josk"),
                .product(name: "JoskInMemory", package: "josk"),
                .product(name: "JoskPostgres", package: "josk"),
                .product(name: "JoskTesting", package: "josk"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "BenchmarkTests", dependencies: ["BenchmarkReport"], swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)
