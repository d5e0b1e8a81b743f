import JoskLedger
import JoskLibPQ

/// The attempts at one transaction: keeps the outcome as far as it is known, and decides whether to try again.
///
/// When the result of writing and committing changes is lost, the transaction is in doubt until a later attempt
/// commits. That attempt locks the same rows, checks that the earlier one has ended, and reads its journal entries. If
/// a later attempt fails, the earlier one stays in doubt.
struct TransactionRetry<Output: Sendable>: Sendable {
    /// The next step of the store.
    enum Step: Sendable {
        case attempt(after: Duration)
        case finish(Result<Output, StoreError>)
    }

    let business: Business.ID
    let work: TransactionWork<Output>
    private let settings: TransactionSettings
    private let metrics: PostgresMetrics
    private var policy: RetryPolicy
    private var inDoubt: [InDoubtTransaction] = []
    /// The failure of the previous attempt.
    private var lastFailure: StoreError?
    private(set) var next = Step.attempt(after: .zero)

    var deadline: ContinuousClock.Instant { settings.deadline }
    /// The use of the connection of an attempt.
    var use: ConnectionUse { .transaction(of: business, rowCount: work.rowCount) }
    var isLarge: Bool { use.kind == .largeCommand }

    init(
        in business: Business.ID, _ work: TransactionWork<Output>, _ settings: TransactionSettings,
        _ metrics: PostgresMetrics
    ) {
        self.business = business
        self.work = work
        self.settings = settings
        self.metrics = metrics
        policy = RetryPolicy(.transaction, until: settings.deadline)
    }

    /// Runs one attempt.
    func runAttempt(on connection: PQConnection) -> TransactionAttempt<Output>.Ending {
        TransactionAttempt(
            business: business, work: work, inDoubt: inDoubt, settings: settings, metrics: metrics
        ).run(on: connection)
    }

    /// Records the result of an attempt.
    mutating func record(_ ending: TransactionAttempt<Output>.Ending) {
        switch ending {
        case .committed(let output): next = .finish(.success(output))
        case .aborted(let error):
            // The lock may be that of the transaction in doubt.
            let isWaiting = !inDoubt.isEmpty && error.sqlState == .lockNotAvailable
            follow(
                isWaiting ? policy.decideUntilDeadline() : policy.decide(after: error),
                after: error.storeError, RetryCause(error))
        case .contended(let rows, let error):
            // The queue tries again without the commands that need these rows.
            metrics.recordRetry(RetryCause(error))
            let failure = error.storeError
            next = .finish(
                .failure(
                    StoreError(
                        failure.code, outcome: .notCommitted, isRetriable: true, message: failure.message,
                        contended: rows)))
        case .inDoubt(let transaction, let error):
            inDoubt.append(transaction)
            follow(policy.decideUntilDeadline(), after: error.storeError, RetryCause(error))
        case .flawed(let flaw): next = .finish(.failure(failure(of: flaw)))
        case .blocked: follow(policy.decideUntilDeadline(), after: Self.stillRunning, .inDoubt)
        }
    }

    /// Records that no connection could be leased.
    mutating func record(_ error: PoolError) {
        if case .shutDown = error { return fail(error.storeError) }
        follow(policy.decideUntilDeadline(), after: error.storeError, .noConnection)
    }

    private mutating func follow(
        _ step: RetryPolicy.NextStep, after error: StoreError, _ retryCause: RetryCause
    ) {
        switch step {
        case .giveUp: fail(error)
        case .retry(after: let pause):
            metrics.recordRetry(retryCause)
            next = .attempt(after: pause)
        }
        lastFailure = error
    }

    private mutating func fail(_ error: StoreError) {
        let error = error.following(lastFailure)
        guard !inDoubt.isEmpty else {
            next = .finish(.failure(error))
            return
        }
        next = .finish(
            .failure(
                StoreError(
                    error.code, outcome: .unknown, isRetriable: true,
                    message:
                        "the outcome is unknown, run the command again under its key: \(error.message)")))
    }

    private static var stillRunning: StoreError {
        StoreError(
            .timedOut, outcome: .unknown, isRetriable: true,
            message: "the transaction in doubt is still running on the server")
    }

    private func failure(of flaw: String) -> StoreError {
        StoreError(
            .contractViolation, outcome: .unknown, isRetriable: false,
            message:
                "committed rows differ from the decision (keys \(work.footprint.keys.list)); audit the business: "
                + flaw)
    }
}

extension Set<IdempotencyKey> {
    /// The first three keys, in quotation marks, and the number of the others.
    ///
    /// A transaction may contain hundreds of commands, and each caller gets its own key.
    fileprivate var list: String {
        let shown = map { "\"\($0)\"" }.sorted().prefix(3).joined(separator: ", ")
        return count > 3 ? "\(shown) and \(count - 3) others" : shown
    }
}
