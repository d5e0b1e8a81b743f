import JoskLedger
import JoskLibPQ

/// The attempts at one transaction: what is known of it so far, and whether to try again.
///
/// Once the answer to a COMMIT has not come, the outcome is unknown, and stays so until a later attempt has committed:
/// that one waited for the same rows, made sure that the earlier one is over, and found in the journal what it left.
/// That a later attempt fails says nothing about the earlier one.
struct TransactionRetry<Output: Sendable>: Sendable {
    let business: Business.ID
    let work: TransactionWork<Output>
    private let settings: TransactionSettings
    private let metrics: PostgresMetrics
    var deadline: ContinuousClock.Instant { settings.deadline }

    private var doubts: [InDoubtTransaction] = []
    private var attempts = 0
    private var lockTimeouts = 0
    private var lostRaces = 0
    private var preparations = 0
    private var last: Result<Output, StoreError>?
    /// Why it had to be tried again, the last time.
    private var reason: StoreError?
    /// How long to wait before the next attempt.
    private(set) var pause = Duration.zero

    init(
        in business: Business.ID, _ work: TransactionWork<Output>, _ settings: TransactionSettings,
        _ metrics: PostgresMetrics
    ) {
        self.business = business
        self.work = work
        self.settings = settings
        self.metrics = metrics
    }

    /// Tries once.
    func attempt(on session: inout Session) -> TransactionAttempt<Output>.Ending {
        let transaction = TransactionAttempt(
            business: business, work: work, doubts: doubts, settings: settings, metrics: metrics)
        return transaction.run(on: &session)
    }

    /// What the caller is to be told; nil if it is to be tried again.
    func output() throws(StoreError) -> Output? { try last?.get() }

    /// Takes in how an attempt ended.
    mutating func note(_ ending: TransactionAttempt<Output>.Ending) {
        attempts += 1
        switch ending {
        case .committed(let output): last = .success(output)
        case .aborted(let error): note(error)
        case .contended(let rows, let error):
            // Those that do not need these rows are tried again without the others, by the queue.
            metrics.recordRetry(RetryCause(error))
            let failure = error.storeError
            last = .failure(
                StoreError(
                    failure.code, outcome: .notCommitted, isRetriable: true, message: failure.message,
                    contended: rows))
        case .doubtful(let doubt, let error):
            doubts.append(doubt)
            pause = backoff
            tryAgain(after: error.storeError, RetryCause(error))
        case .flawed(let flaw):
            last = .failure(
                StoreError(
                    .contractViolation, outcome: .unknown, isRetriable: false,
                    message:
                        "what was committed under the keys \(work.footprint.keys.list) is not what was decided; "
                        + "audit the business: \(flaw)"))
        case .blocked:
            pause = backoff
            tryAgain(
                after: StoreError(
                    .timedOut, outcome: .unknown, isRetriable: true,
                    message: "the transaction in doubt is still running on the server"), .inDoubt)
        }
    }

    /// Takes in why there was no connection to try again with.
    mutating func note(_ error: PoolError) {
        attempts += 1
        pause = backoff
        if case .shutDown = error { return fail(error.storeError) }
        tryAgain(after: error.storeError, .noConnection)
    }

    private mutating func note(_ error: PostgresError) {
        pause = .zero
        switch error.remedy {
        case .decideAgain:
            // The decision sees who has won. Whoever writes many keys may lose many races.
            if lostRaces > 0 { pause = backoff }
            lostRaces += 1
        case .prepareAgain:
            preparations += 1
            if preparations > 5 { return fail(error.storeError) }
        case .backOff, .lookForPrimary: pause = backoff
        case .waitForLockAgain:
            lockTimeouts += 1
            if lockTimeouts >= 3 { return fail(error.storeError) }
        case .giveUp: return fail(error.storeError)
        }
        tryAgain(after: error.storeError, RetryCause(error))
    }

    private var backoff: Duration { Backoff.pause(after: attempts) }

    /// Unless it is too late for that.
    private mutating func tryAgain(after error: StoreError, _ cause: RetryCause) {
        if ContinuousClock.now + pause >= deadline { fail(error) } else { metrics.recordRetry(cause) }
        reason = error
    }

    private mutating func fail(_ error: StoreError) {
        let error = error.after(reason)
        guard !doubts.isEmpty else {
            last = .failure(error)
            return
        }
        last = .failure(
            StoreError(
                error.code, outcome: .unknown, isRetriable: true,
                message:
                    "nobody can tell yet whether this was committed: \(error.message)"
            ))
    }
}

extension Set<IdempotencyKey> {
    /// The first few of the keys, each in quotation marks: a transaction may be of hundreds of commands, and each caller is
    /// told its own key.
    fileprivate var list: String {
        let shown = map { "\"\($0)\"" }.sorted().prefix(3).joined(separator: ", ")
        return count > 3 ? "\(shown) and \(count - 3) others" : shown
    }
}
