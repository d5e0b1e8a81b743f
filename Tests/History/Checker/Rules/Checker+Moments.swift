// Rules 10 to 12: read-of-no-moment, rejection-of-no-moment, and the prices that commands observed.

extension Checker {
    /// Checks that all claims of each command, read and rejection were true at one moment, and adds them to the graph.
    mutating func checkMoments(_ graph: inout OrderGraph) {
        for command in commands.all where !taint.keys.contains(command.key) {
            guard let journal = command.journal else { continue }
            check(claims(of: command, journal), in: bounds[journal], .journal(journal), &graph)
        }
        for (index, call) in history.calls.enumerated() where !taint.calls.contains(index) {
            let window = Window(
                from: Bound(call.invoked, call: index), until: Bound(call.returned ?? .max, call: index))
            if let claims = claims(ofRead: call) {
                check(claims, in: window, .call(index), &graph)
            } else if let rejection = call.rejection, let key = call.key, !taint.keys.contains(key) {
                check(rejection, of: index, in: window, &graph)
            }
        }
    }

    /// The command, read or rejection that makes claims.
    private enum Claimant {
        case journal(Int)
        case call(Int)
    }

    private mutating func check(
        _ rejection: Rejection, of index: Int, in window: Window, _ graph: inout OrderGraph
    ) {
        let call = history.calls[index]
        var window = window
        // The command was not carried out yet at the moment of the rejection.
        if let command = command(of: call), let journal = command.journal {
            window.until = .earlier(window.until, bounds[journal].until)
            if window.isEmpty {
                report(
                    .rejectionOfNoMoment,
                    "the command was rejected, although an attempt with the same key had succeeded at "
                        + "\(window.until.time)",
                    [describe(call: Int(window.until.call)), describe(call: index)])
                taint(key: command.key)
                return
            }
        }
        if let problem = contradiction(in: rejection, call.request) {
            report(
                .rejectionOfNoMoment, "the rejection states \(problem)",
                [describe(call: index), describe(rejection)])
            return
        }
        check(claims(of: rejection, call.request, in: window), in: window, .call(index), &graph)
    }

    /// Returns the command of a call.
    func command(of call: Call) -> Command? {
        guard let key = call.key else { return nil }
        return commands.ofKey[key]?.first { commands.all[$0].request == call.request }.map {
            commands.all[$0]
        }
    }

    private mutating func check(
        _ claims: [Claim], in window: Window, _ claimant: Claimant, _ graph: inout OrderGraph
    ) {
        switch ClaimSearch(claims, in: window) {
        case .found(let claims):
            switch claimant {
            case .journal(let journal): graph.add(claims, node: Int32(journal))
            case .call(let call): graph.add(claims, node: graph.addNode(call: call))
            }
        case .never(let claim):
            reportClaims(
                claimant, "\(describe(claim)) at no moment \(describe(window))",
                evidence(for: claim), claim.subject)
        case .neverTogether:
            reportClaims(
                claimant,
                claims.map { describe($0) }.joined(separator: "; ")
                    + ": each at some moment \(describe(window)), but at no common moment",
                claims.flatMap { evidence(for: $0) }, nil)
        }
    }

    private mutating func reportClaims(
        _ claimant: Claimant, _ summary: String, _ evidence: [String], _ subject: Claim.Subject?
    ) {
        switch claimant {
        case .journal(let journal):
            var rule = Rule.register
            if case .chain? = subject { rule = .receiptDiffersFromFacts }
            report(rule, summary, [describe(writer: journal)] + describe(rowsOf: journal) + evidence)
            if let key = key(ofWriter: Int32(journal)) { taint(key: key) }
        case .call(let call):
            let isRead = history.calls[call].request.isRead
            let rejection = history.calls[call].rejection.map { [describe($0)] } ?? []
            report(
                isRead ? .readOfNoMoment : .rejectionOfNoMoment, summary,
                [describe(call: call)] + rejection + evidence)
        }
    }
}
