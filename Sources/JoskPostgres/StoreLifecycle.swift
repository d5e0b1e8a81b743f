import JoskLibPQ
import JoskLock

/// Whether a store is ending, and which transactions it has to see through before it may.
final class StoreLifecycle: Sendable {
    private struct State {
        var isEnding = false
        var inFlight = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Locked(State())

    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// A transaction is going to be taken: it is tried until its outcome is known, or its deadline has passed.
    ///
    /// - Returns: Whether it may be.
    func begin() -> Bool {
        state.withLock { state in
            if !state.isEnding { state.inFlight += 1 }
            return !state.isEnding
        }
    }

    /// A transaction that was begun is over.
    func end() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.inFlight -= 1
            guard state.inFlight == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Takes nothing new from now on, and waits until nothing is under way.
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
