// Rule 7, key-of-two-requests.

extension Checker {
    /// Finds the command that each journal entry belongs to.
    ///
    /// If several requests under a key may have been carried out and no return decides, the kind and the rows do.
    mutating func assignJournal() {
        for key in commands.keys {
            guard let journal = commands.journalOfKey[key]?.first, let group = commands.ofKey[key] else {
                continue
            }
            let successful = group.filter { isReportedSuccessful(commands.all[$0]) }
            if successful.count == 1 {
                commands.assign(journal: journal, to: successful[0])
            } else if successful.isEmpty {
                let possible = group.filter { command in
                    commands.all[command].request.kind == history.journal[journal].kind
                        && !candidates(of: commands.all[command]).isEmpty
                }
                let fitting =
                    possible.count < 2 ? possible : possible.filter { fits(commands.all[$0], journal) }
                if fitting.count > 1 {
                    leaveUndecided(key, fitting)
                } else if let command = fitting.first ?? possible.first {
                    commands.assign(journal: journal, to: command)
                }
            }
        }
    }

    func isReportedSuccessful(_ command: Command) -> Bool {
        command.attempts.contains { history.calls[$0].isCarriedOut }
    }

    /// Leaves out a key whose journal entry fits several requests, and the registers that only one of them changed.
    private mutating func leaveUndecided(_ key: Name, _ group: [Int]) {
        taint(key: key)
        for command in group {
            switch commands.all[command].request {
            case .price, .sku, .terms, .addProduct: taintAll(commands.all[command])
            default: break
            }
        }
    }

    private func fits(_ command: Command, _ journal: Int) -> Bool {
        if command.attempts.contains(where: { history.calls[$0].outcome == .keyReused }) { return false }
        do {
            try compareRows(of: journal, with: command.request)
            return true
        } catch {
            return false
        }
    }

    /// Checks that no key answers two requests, and that `keyReused` has a reason.
    mutating func checkKeys() {
        for key in commands.keys {
            guard let group = commands.ofKey[key] else { continue }
            let successful = group.filter { isReportedSuccessful(commands.all[$0]) }
            if successful.count > 1 { reportTwoRequests(key, successful) }
            for command in group {
                for call in commands.all[command].attempts where history.calls[call].outcome == .keyReused {
                    checkReuse(call, of: command, among: group)
                }
            }
        }
    }

    private mutating func reportTwoRequests(_ key: Name, _ group: [Int]) {
        let calls = group.compactMap { command in
            commands.all[command].attempts.first { history.calls[$0].isCarriedOut }
        }
        report(
            .keyOfTwoRequests, "\(group.count) requests under the key \(text(key)) were carried out",
            describe(calls: calls) + (commands.journalOfKey[key] ?? []).map { describe(journal: $0) })
        for command in group { taintAll(commands.all[command]) }
    }

    private mutating func checkReuse(_ call: Int, of command: Int, among group: [Int]) {
        let key = commands.all[command].key
        let returned = history.calls[call].returned ?? .max
        let journal = commands.journalOfKey[key] ?? []
        // Rule 2 reports journal entries that no request explains.
        if !journal.isEmpty, group.allSatisfy({ commands.all[$0].journal == nil }) { return }
        let hasReason = group.contains { other in
            other != command
                && (commands.all[other].journal != nil || isReportedSuccessful(commands.all[other]))
                && candidates(of: commands.all[other]).contains { history.calls[$0].invoked <= returned }
        }
        guard !hasReason, !taint.keys.contains(key) else { return }
        let others = group.flatMap { commands.all[$0].attempts }.filter { $0 != call }.prefix(3)
        report(
            .keyOfTwoRequests,
            "keyReused was returned, but no other request under the key \(text(key)) was carried out before",
            describe(calls: [call] + others) + journal.map { describe(journal: $0) })
        taint.calls.insert(call)
    }
}
