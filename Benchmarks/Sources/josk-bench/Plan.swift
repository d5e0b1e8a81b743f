/// The durations, repetitions and sizes of a run.
struct Plan: Sendable {
    var rounds: Int
    /// The measured time of each contestant in each round.
    var seconds: Int
    var warmUpSeconds: Int
    /// The duration of the trial of each number of clients.
    var searchSeconds: Int
    /// The numbers of clients to try; if the last one is the best, more are tried.
    var candidates: [Int]
    /// The numbers of clients to try for a floor; divisors of its number of tenants.
    var floorCandidates: [Int]
    var openLoopSeconds: Int
    /// The number of ledger entries of the tenant with a long history.
    var longHistory: Int
    /// The number of those entries that belong to one customer.
    var longAccount: Int
    /// The time limit for the audits of a workload, after which the rest of its tenants is not audited.
    var auditSeconds: Int
    /// True if the tenant with the long history is audited.
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
