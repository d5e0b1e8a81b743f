/// The verdict of `make bench-against` on one workload: a regression against the base, or none.
///
/// Each ratio belongs to one round, and is the speed of the rival divided by that of the base. It is above 1 if the
/// rival is faster, for latencies too.
package struct RatioVerdict: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable {
        case green
        case red
        /// The base differs so much from itself that a green verdict would have no meaning.
        case inconclusive
        case onlyInBase = "only in base"
        case onlyInHead = "only in head"
    }

    /// The limit below which a median ratio is a regression, unless the base alone falls as low.
    package static let leastMedian = 0.95
    /// The limit below which a ratio of the base to itself shows that the machine was too busy.
    package static let leastOfBase = 0.90

    package let workload: String
    /// The ratios of the base to itself, one for each round.
    package let base: Spread
    /// The ratios of the head to the base, one for each round.
    package let head: Spread
    package let outcome: Outcome

    package init(workload: String, base: Spread, head: Spread) {
        self.init(workload: workload, base: base, head: head, outcome: Self.outcome(base, head))
    }

    private init(workload: String, base: Spread, head: Spread, outcome: Outcome) {
        self.workload = workload
        self.base = base
        self.head = head
        self.outcome = outcome
    }

    /// Returns the outcome of the two sets of ratios.
    ///
    /// A regression is red on a busy machine too: its median is below all ratios of the base to itself.
    private static func outcome(_ base: Spread, _ head: Spread) -> Outcome {
        if base.values.isEmpty || head.values.isEmpty { return .inconclusive }
        if head.median < leastMedian, head.median < base.minimum { return .red }
        return base.minimum < leastOfBase ? .inconclusive : .green
    }

    /// Returns the verdict on each workload, in the order in which the workloads were first measured.
    package static func verdicts(on records: [RoundRecord]) -> [RatioVerdict] {
        var names: [String] = []
        for record in records where !names.contains(record.figure.workload) {
            names.append(record.figure.workload)
        }
        return names.map { name in
            verdict(on: records.filter { $0.figure.workload == name }, of: name)
        }
    }

    private static func verdict(on records: [RoundRecord], of workload: String) -> RatioVerdict {
        let (base, head) = (ratios(to: .base, records), ratios(to: .head, records))
        let hasHead = records.contains { $0.rival == .head && $0.side == .rival }
        let hasBase = records.contains { $0.side == .base || $0.rival == .base }
        return switch (hasBase, hasHead) {
        case (true, false): RatioVerdict(workload: workload, base: base, head: head, outcome: .onlyInBase)
        case (false, true): RatioVerdict(workload: workload, base: base, head: head, outcome: .onlyInHead)
        default: RatioVerdict(workload: workload, base: base, head: head)
        }
    }

    /// Returns one ratio for each round in which both sides were measured.
    private static func ratios(to rival: RoundRecord.Rival, _ records: [RoundRecord]) -> Spread {
        let records = records.filter { $0.rival == rival }
        let rounds = Set(records.map(\.round)).sorted()
        return Spread(
            rounds.compactMap { round in
                let base = records.last { $0.round == round && $0.side == .base }
                let other = records.last { $0.round == round && $0.side == .rival }
                guard let base, let other else { return nil }
                return other.figure.ratio(to: base.figure)
            })
    }
}
