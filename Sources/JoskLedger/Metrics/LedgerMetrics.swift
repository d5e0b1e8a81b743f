internal import Metrics

/// What a ledger counts: its commands by kind and outcome, their rejections by reason, and how long they take.
///
/// The meters are made with it, and none is looked up in the host's factory later. Their names and dimensions stand in
/// `Docs/operations.md`.
struct LedgerMetrics: Sendable {
    private let kinds: [String: CommandMetrics]

    init(factory: any MetricsFactory) {
        kinds = CommandRegistry.byKind.mapValues { Self.metrics(of: $0.command, factory) }
    }

    /// Takes in what a command's caller is told.
    ///
    /// - Parameters:
    ///   - result: What it is.
    ///   - command: The kind of command.
    ///   - start: When the command was given; nil for one that was not tried, which took no time.
    func record<C: Command>(
        _ result: Result<C.Receipt, CommandError<C.Rejection>>, of command: C.Type,
        since start: ContinuousClock.Instant?
    ) {
        kinds[command.kind]?.record(result, lasting: start.map { .now - $0 })
    }

    /// Takes in what is told of several that shared a transaction: each lasted as long as that.
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
