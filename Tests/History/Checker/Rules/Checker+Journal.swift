// Rules 1 to 3: receipt-without-facts, facts-after-failure, facts-after-rejection.

extension Checker {
    /// Checks that each command that was accepted or committed has exactly one journal entry, of its kind.
    mutating func checkJournalOfReceipts() {
        for command in commands.all where !taint.keys.contains(command.key) {
            guard let call = command.attempts.first(where: { history.calls[$0].isCarriedOut }) else {
                continue
            }
            let journal = commands.journalOfKey[command.key] ?? []
            let kinds = journal.map { history.journal[$0].kind }
            if kinds == [command.request.kind] { continue }
            let summary =
                switch journal.count {
                case 0: "the command was carried out, but no journal entry has its key \(text(command.key))"
                case 1: "the journal entry under the key \(text(command.key)) is of kind \(kinds[0])"
                default: "\(journal.count) journal entries have the key \(text(command.key))"
                }
            report(
                .receiptWithoutFacts, summary, [describe(call: call)] + journal.map { describe(journal: $0) })
            taintAll(command)
            for index in journal { taintRows(of: index) }
        }
    }

    /// Checks that facts exist only under keys with an attempt that may have written them.
    mutating func checkJournalWithoutSuccess() {
        for key in commands.keys where !taint.keys.contains(key) {
            guard let journal = commands.journalOfKey[key]?.first, let group = commands.ofKey[key],
                group.allSatisfy({ commands.all[$0].journal == nil })
            else { continue }
            let attempts = group.flatMap { commands.all[$0].attempts }
            report(
                .factsAfterFailure,
                "facts exist under the key \(text(key)), but no attempt may have written them",
                describe(calls: attempts.prefix(4)) + [describe(journal: journal)] + describe(rowsOf: journal)
            )
            for command in group { taintAll(commands.all[command]) }
            taintRows(of: journal)
        }
    }

    /// Checks that no command was carried out by an attempt that had ended before a later attempt was rejected.
    mutating func checkRejectedAttempts() {
        for command in commands.all where command.journal != nil && !taint.keys.contains(command.key) {
            guard let rejected = lastRejection(of: command) else { continue }
            let candidates = candidates(of: command)
            let fence = history.calls[rejected].invoked
            guard candidates.allSatisfy({ ends[$0] < fence }) else { continue }
            // If an attempt had succeeded before, the rejection is false: rule 11.
            if isReportedSuccessful(command) { continue }
            report(
                .factsAfterRejection,
                "the command with the key \(text(command.key)) was carried out by an attempt that had ended before "
                    + "\(fence), when an attempt was invoked that was rejected",
                describe(calls: candidates.prefix(3) + [rejected])
                    + (command.journal.map { [describe(journal: $0)] + describe(rowsOf: $0) } ?? []))
            taint.keys.insert(command.key)
        }
    }
}
