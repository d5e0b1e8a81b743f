/// The operation that a result belongs to.
enum Slot {
    case preparation(PreparedStatements.Preparation)
    case query(PreparedStatements.Preparation?)
}

/// The results of a pipeline, collected as they arrive.
struct PipelineResults {
    private let slots: [Slot]
    private(set) var rows: [Rows] = []
    private(set) var preparations: [PreparedStatements.Preparation] = []
    /// The first error; the statements after it were not run.
    private(set) var error: ServerError?
    /// The preparation under which the failed statement ran.
    private(set) var failedPreparation: PreparedStatements.Preparation?
    /// The response to each statement so far.
    private(set) var responses: [PipelineOutcome.Response] = []

    init(to slots: [Slot]) { self.slots = slots }

    mutating func take(_ rows: Rows, of index: Int?) {
        responses.append(.completed(tag: rows.commandTag))
        guard let index, index < slots.count else { return }
        switch slots[index] {
        case .preparation(let preparation): preparations.append(preparation)
        case .query: self.rows.append(rows)
        }
    }

    /// Takes an error of the server.
    mutating func take(_ error: ServerError, of index: Int?) {
        responses.append(.failed(error))
        if self.error != nil { return }
        self.error = error
        if let index, index < slots.count, case .query(let preparation) = slots[index] {
            failedPreparation = preparation
        }
    }

    /// Takes a failure that libpq itself reports.
    mutating func takeUnreadable(_ message: String) { responses.append(.unreadable(message)) }

    mutating func takeSkipped() { responses.append(.skipped) }

    /// Takes an error that the server sent before it closed the connection, and that is no response to a statement.
    mutating func takeFinal(_ error: ServerError) { self.error = self.error ?? error }
}
