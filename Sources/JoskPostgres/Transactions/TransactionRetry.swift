import JoskLedger
import JoskLibPQ

/// The attempts at one transaction: what is known about its outcome, and whether to try again.
///
/// Once the result of a COMMIT was lost, the transaction is in doubt until a later attempt has committed: that one waited for
/// the same rows, made sure that the earlier one has ended, and found in the journal what it left. A later attempt's failure
/// says nothing about the earlier one.
struct TransactionRetry<Output: Sendable>: Sendable {
    /// What to do next.
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
    /// Why the last attempt was repeated.
    private var cause: StoreError?
    private(set) var next = Step.attempt(after: .zero)

    var deadline: ContinuousClock.Instant { settings.deadline }

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

    /// Tries once.
    func attempt(on connection: PQConnection) -> TransactionAttempt<Output>.Ending {
        TransactionAttempt(
            business: business, work: work, inDoubt: inDoubt, settings: settings, metrics: metrics
        ).run(on: connection)
    }

    /// Takes in how an attempt ended.
    mutating func record(_ ending: TransactionAttempt<Output>.Ending) {
        switch ending {
        case .committed(let output): next = .finish(.success(output))
        case .aborted(let error):
            follow(policy.decide(after: error), after: error.storeError, RetryCause(error))
        case .contended(let rows, let error):
            // The queue tries again, without the commands that need these rows.
            metrics.recordRetry(RetryCause(error))
            let failure = error.storeError
            next = .finish(
                .failure(
                    StoreError(
                        failure.code, outcome: .notCommitted, isRetriable: true, message: failure.message,
                        contended: rows)))
        case .inDoubt(let transaction, let error):
            inDoubt.append(transaction)
            follow(policy.decideAfterDoubt(), after: error.storeError, RetryCause(error))
        case .flawed(let flaw): next = .finish(.failure(failure(of: flaw)))
        case .blocked: follow(policy.decideAfterDoubt(), after: Self.stillRunning, .inDoubt)
        }
    }

    /// Takes in why there was no connection to try again with.
    mutating func record(_ error: PoolError) {
        if case .shutDown = error { return fail(error.storeError) }
        follow(policy.decideAfterDoubt(), after: error.storeError, .noConnection)
    }

    private mutating func follow(
        _ decision: RetryPolicy.Decision, after error: StoreError, _ retryCause: RetryCause
    ) {
        switch decision {
        case .giveUp: fail(error)
        case .retry(after: let pause):
            metrics.recordRetry(retryCause)
            next = .attempt(after: pause)
        }
        cause = error
    }

    private mutating func fail(_ error: StoreError) {
        let error = error.caused(by: cause)
        guard !inDoubt.isEmpty else {
            next = .finish(.failure(error))
            return
        }
        next = .finish(
            .failure(
                StoreError(
                    error.code, outcome: .unknown, isRetriable: true,
                    message: "it is unknown whether this was committed: \(error.message)")))
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
                "what was committed under the keys \(work.footprint.keys.list) is not what was decided; "
                + "audit the business: \(flaw)")
    }
}

extension Set<IdempotencyKey> {
    /// The first few of the keys, each in quotation marks: a transaction may be of hundreds of commands, and each caller gets its
    /// own key.
    fileprivate var list: String {
        let shown = map { "\"\($0)\"" }.sorted().prefix(3).joined(separator: ", ")
        return count > 3 ? "\(shown) and \(count - 3) others" : shown
    }
}
