/// How long, how often and how large.
struct Plan: Sendable {
    var rounds: Int
    /// What is measured of each contestant in each round.
    var seconds: Int
    var warmUpSeconds: Int
    /// How long each number of clients is tried.
    var searchSeconds: Int
    /// If the last is the best, more are tried.
    var candidates: [Int]
    /// For a floor: divisors of its number of tenants.
    var floorCandidates: [Int]
    var openLoopSeconds: Int
    /// Entries of the tenant with a long history, and of those how many are one customer's.
    var longHistory: Int
    var longAccount: Int
    /// How long the audits of a workload may take before the rest of its tenants is left out.
    var auditSeconds: Int
    /// Whether the tenant with the long history is audited.
    var auditsLongHistory: Bool

    static let full = Plan(
        rounds: 3, seconds: 10, warmUpSeconds: 3, searchSeconds: 3, candidates: [1, 2, 4, 8, 16, 32],
        floorCandidates: [1, 2, 5, 10], openLoopSeconds: 15, longHistory: 5_000_000,
        longAccount: 1_000_000, auditSeconds: 45, auditsLongHistory: false)

    static let quick = Plan(
        rounds: 1, seconds: 3, warmUpSeconds: 1, searchSeconds: 1, candidates: [4, 16],
        floorCandidates: [2, 5],
        openLoopSeconds: 3, longHistory: 200_000, longAccount: 50_000,
        auditSeconds: 5, auditsLongHistory: true)

    /// One round of Josk alone.
    static let round = Plan(
        rounds: 1, seconds: 2, warmUpSeconds: 1, searchSeconds: 0, candidates: [], floorCandidates: [],
        openLoopSeconds: 0, longHistory: 0, longAccount: 5_000, auditSeconds: 0, auditsLongHistory: false)

    var span: Span { Span(warmUp: .seconds(warmUpSeconds), measured: .seconds(seconds)) }
}
