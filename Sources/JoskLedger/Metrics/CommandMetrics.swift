internal import Metrics

/// The metrics of the commands of one kind.
struct CommandMetrics: Sendable {
    private let outcomes: [CommandOutcome: Counter]
    /// The counters by the raw value of the reason.
    private let reasons: [String: Counter]
    private let duration: Metrics.Timer

    /// Creates all metrics at once, so that an outcome that has not occurred yet is a zero and not a gap.
    init<C: Command>(of command: C.Type, factory: any MetricsFactory) {
        let kind = ("kind", command.kind)
        outcomes = Dictionary(
            uniqueKeysWithValues: CommandOutcome.allCases.map { outcome in
                let dimensions = [kind, ("outcome", outcome.rawValue)]
                return (outcome, Counter(label: "josk_commands", dimensions: dimensions, factory: factory))
            })
        reasons = Dictionary(
            uniqueKeysWithValues: C.Rejection.Reason.allCases.map { reason in
                let dimensions = [kind, ("reason", reason.rawValue)]
                let counter = Counter(label: "josk_rejections", dimensions: dimensions, factory: factory)
                return (reason.rawValue, counter)
            })
        duration = Metrics.Timer(label: "josk_command_duration", dimensions: [kind], factory: factory)
    }

    func record<Receipt, Rejection: CommandRejection>(
        _ result: Result<Receipt, CommandError<Rejection>>, lasting time: Duration?
    ) {
        outcomes[CommandOutcome(result)]?.increment()
        if case .failure(.rejected(let rejection)) = result {
            for reason in rejection.reasons { reasons[reason.rawValue]?.increment() }
        }
        if let time { duration.record(duration: time) }
    }
}
