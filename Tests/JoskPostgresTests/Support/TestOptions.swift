import Foundation

/// What somebody may ask of the tests, in the environment. They are small by default.
enum TestOptions {
    /// `JOSK_PROCESS_KEYS=20000`: how many keys two processes run.
    static let keys = number("JOSK_PROCESS_KEYS") ?? 1_000
    /// `JOSK_PROCESS_SECONDS=180`: how long eight processes buy and sell, instead of a number of commands each.
    static let seconds = number("JOSK_PROCESS_SECONDS")
    /// `JOSK_AUDIT_ORDERS=100000`: how many orders a large business has whose audit is watched.
    static let orders = number("JOSK_AUDIT_ORDERS") ?? 10_000
    /// `JOSK_COST_DETAILS=1`: whether the costs of commands are shown in detail.
    static let showsDetails = number("JOSK_COST_DETAILS") != nil

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }
}

/// Prints what a test found, in its own lines.
func printLines(_ lines: [String]) {
    FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
}
