// swift-tools-version: 6.2

import PackageDescription

let swiftSettings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    // Only Josk's own builds are this strict: an application's build must not fail on a newer compiler's new warning.
    + (Context.environment["JOSK_WARNINGS_AS_ERRORS"] == "1" ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "josk",
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    products: [
        .library(name: "JoskLedger", targets: ["JoskLedger"]),
        .library(name: "JoskInMemory", targets: ["JoskInMemory"]),
        .library(name: "JoskPostgres", targets: ["JoskPostgres"]),
        .library(name: "JoskTesting", targets: ["JoskTesting"]),
    ],
    traits: [
        // A trait, so that only applications that enable it fetch swift-service-lifecycle.
        .trait(
            name: "ServiceLifecycle",
            description: "Makes PostgresStore a Service of swift-service-lifecycle.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
    ],
    targets: [
        // A value behind a lock.
        .target(name: "JoskLock", swiftSettings: swiftSettings),
        // Text from outside, escaped for logs and terminals.
        .target(name: "JoskText", swiftSettings: swiftSettings),
        // The domain with all its rules, without a database.
        .target(
            name: "JoskLedger",
            dependencies: [
                "JoskLock", "JoskText",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: swiftSettings
        ),
        // A store in memory: an actor that runs one transaction at a time.
        .target(name: "JoskInMemory", dependencies: ["JoskLedger"], swiftSettings: swiftSettings),
        // libpq, PostgreSQL's own client library.
        .systemLibrary(
            name: "CJoskLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        // Connections and their pool. No other target but its tests uses C pointers.
        .target(
            name: "JoskLibPQ",
            dependencies: [
                "CJoskLibPQ", "JoskLock", "JoskText", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings),
        // A store on PostgreSQL.
        .target(
            name: "JoskPostgres",
            dependencies: [
                "JoskLedger", "JoskLibPQ", "JoskLock", "JoskText",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])),
            ],
            swiftSettings: swiftSettings
        ),
        // The contract of a store as named cases, and fixtures for tests. It imports no test framework.
        .target(name: "JoskTesting", dependencies: ["JoskLedger"], swiftSettings: swiftSettings),
        // Not a product, so that a package that uses the libraries resolves none of its dependencies.
        .executableTarget(
            name: "josk",
            dependencies: [
                "JoskLedger", "JoskInMemory", "JoskPostgres", "JoskTesting", "JoskText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "TextTable", package: "TextTable"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "JoskLedgerTests",
            dependencies: [
                "JoskLedger", "JoskTesting",
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "JoskInMemoryTests",
            dependencies: [
                "JoskLedger", "JoskInMemory", "JoskTesting", "LedgerModelDriver",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "JoskTests",
            dependencies: [
                "josk", "JoskLedger", "JoskInMemory", "JoskPostgres", "JoskTesting", "InvoiceOracle",
                "PostgresCluster",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "JoskLibPQTests",
            dependencies: [
                "CJoskLibPQ", "JoskLibPQ", "JoskLock", "PostgresCluster", "JoskTesting",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "JoskPostgresTests",
            dependencies: [
                "JoskPostgres", "JoskLedger", "JoskLibPQ", "JoskLock", "JoskTesting", "LedgerModelDriver",
                "PostgresCluster", "PostgresWorker",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])),
                .product(
                    name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "HistoryCheckerTests", dependencies: ["HistoryChecker"], swiftSettings: swiftSettings),
        // A PostgreSQL server for tests, which is removed when they end.
        .target(name: "PostgresCluster", path: "Tests/Support/PostgresCluster", swiftSettings: swiftSettings),
        // A process for tests in which several processes use a database at the same time.
        .executableTarget(
            name: "PostgresWorker",
            dependencies: [
                "JoskPostgres", "JoskLedger", "JoskLibPQ", "JoskTesting",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Support/PostgresWorker", swiftSettings: swiftSettings),
        // The expected result of a replay, recomputed from the file alone. It shares no code with Josk.
        .target(name: "InvoiceOracle", path: "Tests/Support/InvoiceOracle", swiftSettings: swiftSettings),
        // A checker of recorded histories. It imports nothing of Josk, so that it can check any ledger.
        .target(name: "HistoryChecker", path: "Tests/History/Checker", swiftSettings: swiftSettings),
        .executableTarget(
            name: "history-check", dependencies: ["HistoryChecker"], path: "Tests/History/Check",
            swiftSettings: swiftSettings),
        // Edits that make a recorded history false, with which the checker is tested.
        .executableTarget(
            name: "history-edit", dependencies: ["HistoryChecker"], path: "Tests/History/Edit",
            swiftSettings: swiftSettings),
        // The recorder of histories: several processes that use a server while faults are injected.
        .executableTarget(
            name: "history-record",
            dependencies: [
                "JoskPostgres", "JoskLedger", "JoskLock", "JoskTesting", "PostgresCluster",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/History/Recorder", swiftSettings: swiftSettings),
        // A simple model that computes the expected result of every command. It imports nothing of Josk.
        .target(name: "LedgerModel", path: "Tests/Support/LedgerModel", swiftSettings: swiftSettings),
        // Random commands for the model and for an engine on any store, and the comparison of their results.
        .target(
            name: "LedgerModelDriver", dependencies: ["JoskLedger", "JoskTesting", "LedgerModel"],
            path: "Tests/Support/LedgerModelDriver", swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)
