// swift-tools-version: 6.2

import PackageDescription

let swiftSettings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    // Only our own builds are that strict: a host's build must not break on a newer compiler's new warning.
    + (Context.environment["JOSK_WARNINGS_AS_ERRORS"] == "1" ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "josk",
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    products: [
        .library(name: "JoskLedger", targets: ["JoskLedger"]),
        .library(name: "JoskInMemory", targets: ["JoskInMemory"]),
        .library(name: "JoskTesting", targets: ["JoskTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
    ],
    targets: [
        // The domain: every rule, and no database.
        .target(
            name: "JoskLedger",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        // A store in memory: an actor, isolated by running one transaction at a time.
        .target(name: "JoskInMemory", dependencies: ["JoskLedger"], swiftSettings: swiftSettings),
        // The contract of a store as named cases, and fixtures for tests. It imports no test framework.
        .target(name: "JoskTesting", dependencies: ["JoskLedger"], swiftSettings: swiftSettings),
        // Not a product: a package that uses the libraries then resolves none of its dependencies.
        .executableTarget(
            name: "josk",
            dependencies: [
                "JoskLedger", "JoskInMemory",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TextTable", package: "TextTable"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "JoskLedgerTests", dependencies: ["JoskLedger", "JoskTesting"], swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "JoskInMemoryTests",
            dependencies: ["JoskLedger", "JoskInMemory", "JoskTesting", "LedgerModelDriver"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "JoskTests",
            dependencies: ["josk", "JoskLedger", "JoskInMemory", "JoskTesting", "InvoiceOracle"],
            swiftSettings: swiftSettings),
        // What a replay must answer, recomputed from the file alone. It shares no code with Josk.
        .target(name: "InvoiceOracle", path: "Tests/InvoiceOracle", swiftSettings: swiftSettings),
        // What every command should answer, decided as simply as can be. It imports nothing of Josk.
        .target(name: "LedgerModel", path: "Tests/LedgerModel", swiftSettings: swiftSettings),
        // Random commands for the model and for an engine on any store, and the comparison of all that comes out.
        .target(
            name: "LedgerModelDriver", dependencies: ["JoskLedger", "JoskTesting", "LedgerModel"],
            path: "Tests/LedgerModelDriver", swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)
