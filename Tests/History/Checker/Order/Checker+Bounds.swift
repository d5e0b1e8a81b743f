extension Checker {
    /// Returns the attempts that may have carried a command out.
    func candidates(of command: Command) -> [Int] {
        command.attempts.filter { history.calls[$0].mayCommit }
    }

    /// Returns the rejected attempt that was invoked last.
    func lastRejection(of command: Command) -> Int? {
        command.attempts.filter { history.calls[$0].rejection != nil }
            .max { history.calls[$0].invoked < history.calls[$1].invoked }
    }

    /// Sets the bounds of each command's commit.
    ///
    /// A command commits after the invocation of an attempt that may have carried it out, after the invocation of each
    /// rejected attempt, and before the first return that reports its success. A command whose success no return
    /// reports may commit at any later time.
    mutating func setBounds() {
        bounds = history.journal.indices.map { journal in
            let command = Int(commands.ofJournal[journal])
            guard command >= 0 else {
                let isOld = history.journal[journal].key.map { commands.ofKey[$0] == nil } ?? true
                return Window(from: .beginning, until: isOld ? Bound(start) : .end)
            }
            return bounds(of: commands.all[command])
        }
    }

    private func bounds(of command: Command) -> Window {
        let candidates = candidates(of: command)
        var window = Window(from: .beginning, until: .end)
        if !taint.keys.contains(command.key) {
            for call in candidates where history.calls[call].isCarriedOut {
                window.until = .earlier(window.until, Bound(history.calls[call].returned ?? .max, call: call))
            }
        }
        let rejected = lastRejection(of: command)
        let fence = rejected.map { history.calls[$0].invoked } ?? .min
        // An attempt that ended before a rejected attempt began did not carry the command out.
        var committers = candidates.filter { ends[$0] >= fence }
        if committers.isEmpty { committers = candidates }
        if let first = committers.min(by: { history.calls[$0].invoked < history.calls[$1].invoked }) {
            window.from = Bound(history.calls[first].invoked, call: first)
        }
        if let rejected, fence <= window.until.time {
            window.from = .later(window.from, Bound(fence, call: rejected))
        }
        return window
    }
}
