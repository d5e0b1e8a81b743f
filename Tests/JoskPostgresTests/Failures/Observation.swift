import Foundation
import JoskLedger

/// What somebody was told who met a failure.
struct Reply: Sendable {
    /// Nil if all went well.
    let error: StoreError?
    let time: Duration

    /// As a cell of the table has it.
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

    /// Runs something, and takes the time.
    static func asking<Answer>(_ body: () async throws -> Answer) async throws -> Reply {
        let begin = ContinuousClock.now
        func told(_ error: StoreError?) -> Reply { Reply(error: error, time: .now - begin) }
        do {
            _ = try await body()
            return told(nil)
        } catch let error as StoreError {
            return told(error)
        } catch PurchaseError.store(let error) {
            return told(error)
        }
    }
}

/// What a failure looked like from both sides.
struct Observation: Sendable {
    let command: Reply
    let read: Reply

    /// In a fixed form, so that a run shows the whole list.
    func line(of failure: Failure) -> String {
        func part(_ told: Reply) -> String {
            "\(told.words.filter { $0 != "`" }) in \(told.time.formatted(.units(allowed: [.milliseconds])))"
        }
        return "failure: \(failure.title) | command: \(part(command)) | read: \(part(read))"
    }

    /// Whether somebody's time was over: a command has all of the patience, a read half of it.
    func isLate(after patience: Duration) -> Bool {
        command.time >= patience || read.time >= patience / 2
            || [command, read].contains { $0.error?.code == .timedOut }
    }
}
