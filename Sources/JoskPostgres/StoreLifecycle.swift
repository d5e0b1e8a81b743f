import JoskLibPQ
import JoskLock

/// The state that lets a store end only after its transactions in flight have finished.
final class StoreLifecycle: Sendable {
    private struct State {
        var isEnding = false
        var inFlight = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Locked(State())

    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// Registers a transaction, which is attempted until its outcome is known or its deadline has passed.
    ///
    /// - Returns: True if the transaction may begin; false if the store is ending.
    func begin() -> Bool {
        state.withLock { state in
            if !state.isEnding { state.inFlight += 1 }
            return !state.isEnding
        }
    }

    /// Removes a registered transaction, which has finished.
    func end() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.inFlight -= 1
            guard state.inFlight == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Refuses new transactions from now on, and waits until none is in flight.
    func finish() async {
        await withCheckedContinuation { continuation in
            let isFinished = state.withLock { state in
                state.isEnding = true
                if state.inFlight > 0 { state.waiting.append(continuation) }
                return state.inFlight == 0
            }
            if isFinished { continuation.resume() }
        }
    }
}
