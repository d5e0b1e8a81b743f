/// The times by which calls had ended, also those that did not return.
struct CallEnds: Sendable {
    private let times: [Int64]

    /// Finds the ends of all calls.
    ///
    /// A call that did not return ended, as far as the history shows, when its process had ended or when its task made
    /// its next call.
    init(_ history: History) {
        struct Task: Hashable {
            let process: Name
            let number: Int64
        }
        var times = history.calls.map { $0.returned ?? history.processEnds[$0.process] ?? .max }
        /// The call of each task that was invoked before the current one.
        var previous: [Task: Int] = [:]
        let order = history.calls.indices.sorted { history.calls[$0].invoked < history.calls[$1].invoked }
        for index in order {
            let call = history.calls[index]
            let task = Task(process: call.process, number: call.task)
            if let last = previous.updateValue(index, forKey: task), history.calls[last].returned == nil {
                // A task makes one call at a time, so the call had ended strictly before.
                times[last] = min(times[last], call.invoked - 1)
            }
        }
        self.times = times
    }

    /// The time by which a call had ended; the largest integer if that is not known.
    subscript(call: Int) -> Int64 { times[call] }
}
