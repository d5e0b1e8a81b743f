// swift-tools-version: 6.2

import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "embed-in-tests",
    platforms: [.macOS(.v15)],
    dependencies: [
        // Replace the path by the URL of the repository in your own package.
        .package(name: "josk", path: "../..")
    ],
    targets: [
        // The application's own code. It depends on the ledger, but on no store.
        .target(
            name: "Checkout", dependencies: [.product(name: "JoskLedger", package: "josk")],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "CheckoutTests",
            dependencies: [
                "Checkout",
                .product(name: "JoskInMemory", package: "josk"),
                .product(name: "JoskLedger", package: "josk"),
                .product(name: "JoskTesting", package: "josk"),
            ],
            swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)
