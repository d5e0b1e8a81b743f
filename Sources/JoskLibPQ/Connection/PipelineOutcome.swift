/// The responses to the statements of a pipeline, and the end of the pipeline.
///
/// It is the evidence from which a caller concludes whether a transaction was committed, so it contains exactly what
/// arrived and no interpretation.
package struct PipelineOutcome: Sendable, Hashable {
    /// The response to one statement.
    package enum Response: Sendable, Hashable {
        /// The statement was run; the text is the command tag, such as "INSERT 0 3".
        case completed(tag: String)
        /// The server refused the statement.
        case failed(ServerError)
        /// libpq could not read the response, or had no memory for it; the text is its message.
        ///
        /// It implies nothing about the statement.
        case unreadable(String)
        /// The server did not run the statement, because an earlier one had failed.
        case skipped
    }

    /// The end of a pipeline.
    package enum Ending: Sendable, Hashable {
        /// No byte of the statements was given to libpq.
        case notSent
        /// The server has finished all statements, and reported the session's status.
        case synchronized(TransactionStatus)
        /// The connection was lost, the deadline passed, or the protocol was violated.
        case unfinished
    }

    /// The status of a session between two pipelines, as the server reports it.
    package enum TransactionStatus: Sendable, Hashable, CaseIterable {
        /// The session is in no transaction.
        case idle
        /// The session is in a transaction.
        case active
        /// The session is in a transaction that has failed, and can only be rolled back.
        case failed
        /// libpq reports none of these.
        case unknown
    }

    /// The number of statements, including those that only prepare.
    package let statementCount: Int
    /// The responses in the order of their arrival; those that did not arrive are missing.
    package internal(set) var responses: [Response]
    package internal(set) var ending: Ending
    /// True if a cancel request arrived too late, and the pipeline completed anyway.
    ///
    /// A COMMIT that was waiting for a standby then stops waiting, and reports success without the standby.
    package internal(set) var wasCancelledTooLate: Bool

    /// Creates the outcome of a pipeline; by default, of one that was not sent.
    package init(
        statementCount: Int = 0, responses: [Response] = [], ending: Ending = .notSent,
        wasCancelledTooLate: Bool = false
    ) {
        self.statementCount = statementCount
        self.responses = responses
        self.ending = ending
        self.wasCancelledTooLate = wasCancelledTooLate
    }
}

extension PipelineOutcome {
    /// A description of the first response that contradicts the protocol; nil if there is none.
    ///
    /// libpq reports its own failures as errors of a statement, and then passes on the responses to later statements.
    var contradiction: String? {
        var hasFailed = false
        for response in responses {
            switch response {
            case .unreadable(let message): return "libpq could not read a response: \(message)"
            case .completed(let tag) where hasFailed: return "\(tag) was completed after a failed statement"
            case .completed: continue
            case .failed, .skipped: hasFailed = true
            }
        }
        return nil
    }
}
