internal import Metrics

/// The metrics of a ledger's commands: their outcomes, the reasons for their rejections, and their durations, by
/// kind.
///
/// All metrics are created with the ledger. None is looked up in the application's factory later. The documentation
/// of ``Ledger`` lists their names and dimensions.
struct LedgerMetrics: Sendable {
    private let kinds: [String: CommandMetrics]

    init(factory: any MetricsFactory) {
        kinds = CommandRegistry.byKind.mapValues { Self.metrics(of: $0.command, factory) }
    }

    /// Records the result that the caller of a command gets.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - command: The type of the command.
    ///   - start: The time of the call; nil for a command that was not tried, which has no duration.
    func record<C: Command>(
        _ result: Result<C.Receipt, CommandError<C.Rejection>>, of command: C.Type,
        since start: ContinuousClock.Instant?
    ) {
        kinds[command.kind]?.record(result, lasting: start.map { .now - $0 })
    }

    /// Records the results of commands that shared a transaction, each with the duration of all.
    func record<C: Command>(
        _ results: ArraySlice<Result<C.Receipt, CommandError<C.Rejection>>>, of command: C.Type,
        since start: ContinuousClock.Instant?
    ) {
        for result in results { record(result, of: command, since: start) }
    }

    private static func metrics<C: Command>(
        of command: C.Type, _ factory: any MetricsFactory
    ) -> CommandMetrics {
        CommandMetrics(of: command, factory: factory)
    }
}
