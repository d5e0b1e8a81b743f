import Foundation

/// Options of the tests, from environment variables.
///
/// By default the tests are small.
enum TestOptions {
    /// The number of keys that two processes run, for example `JOSK_PROCESS_KEYS=20000`.
    static let keys = number("JOSK_PROCESS_KEYS") ?? 1_000
    /// The seconds for which eight processes buy and sell, for example `JOSK_PROCESS_SECONDS=180`.
    ///
    /// Without it, each runs a number of commands.
    static let seconds = number("JOSK_PROCESS_SECONDS")
    /// The number of orders of the large business whose audit is measured, for example `JOSK_AUDIT_ORDERS=100000`.
    static let orders = number("JOSK_AUDIT_ORDERS") ?? 10_000
    /// True if the costs of commands are printed in detail: `JOSK_COST_DETAILS=1`.
    static let showsDetails = number("JOSK_COST_DETAILS") != nil

    /// The share of the damage tries that run, for example `JOSK_DAMAGE_SHARE=1` for all; by default one in ten.
    static let damageShare = max(1, number("JOSK_DAMAGE_SHARE") ?? 10)
    /// The seed of the random damage, for example `JOSK_DAMAGE_SEED=7`.
    static let damageSeed = UInt64(clamping: number("JOSK_DAMAGE_SEED") ?? 1)

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }
}

/// Prints a test's findings on lines of their own.
func printLines(_ lines: [String]) {
    FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
}
