import Foundation
import JoskLedger

/// The result of a command or a read during a failure.
struct Reply: Sendable {
    /// The error; nil if the call succeeded.
    let error: StoreError?
    let time: Duration

    /// The result as written in a cell of the table.
    var words: String {
        guard let error else { return "succeeds" }
        let outcome =
            switch error.outcome {
            case .notCommitted: "not committed"
            case .committed: "committed"
            case .unknown: "unknown"
            }
        return "`\(error.code)`, \(outcome)\(error.isRetriable ? ", retriable" : "")"
    }

    /// Runs a body, and measures its time.
    static func measuring<Value>(_ body: () async throws -> Value) async throws -> Reply {
        let begin = ContinuousClock.now
        func reply(_ error: StoreError?) -> Reply { Reply(error: error, time: .now - begin) }
        do {
            _ = try await body()
            return reply(nil)
        } catch let error as StoreError {
            return reply(error)
        } catch PurchaseError.store(let error) {
            return reply(error)
        }
    }
}

/// The results of a command and a read during the same failure.
struct Observation: Sendable {
    let command: Reply
    let read: Reply

    /// Returns the observation as one line in a fixed form, so that a run lists all failures.
    func line(of failure: Failure) -> String {
        func part(_ reply: Reply) -> String {
            "\(reply.words.filter { $0 != "`" }) in \(reply.time.formatted(.units(allowed: [.milliseconds])))"
        }
        return "failure: \(failure.title) | command: \(part(command)) | read: \(part(read))"
    }

    /// Returns true if a timeout has passed: all of the patience for a command, half of it for a read.
    func isLate(after patience: Duration) -> Bool {
        command.time >= patience || read.time >= patience / 2
            || [command, read].contains { $0.error?.code == .timedOut }
    }
}
