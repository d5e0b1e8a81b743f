internal import JoskText

/// The broken rules found so far, and the rows to name for them.
struct Findings: Sendable {
    private var clues: [Clue] = []
    /// The rows that a suspect may denote, for example an order that was found under another identifier, or the
    /// missing movement.
    private var aliases: [Suspect: Set<AuditViolation.Row>] = [:]
    /// The rows whose time is doubtful if it is later than that of their command.
    private var doubtfulIfLate: Set<AuditViolation.Row> = []
    /// The rows of `doubtfulIfLate` that are later than their command, named first if rows explain equally many clues.
    private var doubted: Set<AuditViolation.Row> = []

    /// The ledger entries whose own hash is wrong.
    private(set) var unsound: Set<AuditViolation.Row> = []

    /// Records an entry whose own hash is wrong.
    mutating func noteUnsound(_ entry: LedgerEntry) {
        unsound.insert(.ledgerEntry(entry.customerID, sequence: entry.sequence))
    }

    /// The number of broken rules found so far.
    var count: Int { clues.count }

    mutating func report(
        _ rule: AuditViolation.Rule, _ suspects: [Suspect], _ detail: @autoclosure () -> String
    ) {
        clues.append(Clue(rule: rule, suspects: suspects, detail: detail()))
    }

    /// Reports a rule as broken unless it holds.
    mutating func expect(
        _ holds: Bool, _ rule: AuditViolation.Rule, _ suspects: @autoclosure () -> [Suspect],
        _ detail: @autoclosure () -> String
    ) {
        if !holds { report(rule, suspects(), detail()) }
    }

    /// Records that a suspect may denote a row.
    mutating func note(_ row: Suspect, mayBe suspect: Suspect) {
        guard case .row(let row) = row else { return }
        aliases[suspect, default: []].insert(row)
    }

    /// Returns true if a row was recorded that a suspect may denote.
    func isNoted(_ suspect: Suspect) -> Bool { aliases[suspect] != nil }

    /// Records that a row is the likelier suspect if it is later than its command.
    mutating func doubtIfLate(_ row: AuditViolation.Row) { doubtfulIfLate.insert(row) }

    /// Records that a row is later than its command.
    ///
    /// That is possible in undamaged rows: the clock may have gone back.
    mutating func noteLate(_ row: AuditViolation.Row) {
        if doubtfulIfLate.contains(row) { doubted.insert(row) }
    }

    /// Returns the rows that a suspect may denote.
    private func rows(of suspect: Suspect) -> [AuditViolation.Row] {
        var rows = Array(aliases[suspect, default: []])
        if case .row(let row) = suspect { rows.append(row) }
        return rows
    }
}

// MARK: - Naming rows

extension Findings {
    /// The clues that a row explains.
    private struct Candidate {
        /// The clues that the row would explain.
        var clues: [Int] = []
        /// The number of these clues that no named row explains yet.
        var open = 0
        /// The row's place among the suspects of each clue.
        var places: [Int] = []
    }

    /// Returns each broken rule with the row to name.
    ///
    /// Rows that are the only suspect of a clue are named first. Then the row that explains the most remaining clues
    /// is named, again and again, until every clue is explained.
    func violations() -> [AuditViolation] {
        var candidates: [AuditViolation.Row: Candidate] = [:]
        for (index, clue) in clues.enumerated() {
            var seen: Set<AuditViolation.Row> = []
            for (place, suspect) in clue.suspects.enumerated() {
                for row in rows(of: suspect) {
                    if !seen.insert(row).inserted { continue }
                    candidates[row, default: Candidate()].clues.append(index)
                    candidates[row]?.places.append(place)
                    candidates[row]?.open += 1
                }
            }
        }
        var named: [AuditViolation.Row?] = Array(repeating: nil, count: clues.count)
        func explain(_ index: Int, by row: AuditViolation.Row) {
            named[index] = row
            for row in Set(clues[index].suspects.flatMap(rows(of:))) { candidates[row]?.open -= 1 }
        }
        func name(_ row: AuditViolation.Row) {
            for index in candidates[row]?.clues ?? [] where named[index] == nil { explain(index, by: row) }
        }
        // A clue with one suspect is explained by that row, even if the suspect may denote another row too.
        var certain: [AuditViolation.Row] = []
        for (index, clue) in clues.enumerated() where clue.suspects.count == 1 {
            guard case .row(let row) = clue.suspects[0] else { continue }
            explain(index, by: row)
            certain.append(row)
        }
        for row in certain { name(row) }
        // The number of clues that a row can still explain never grows, so one pass over the buckets from the top
        // suffices.
        var buckets = Dictionary(grouping: candidates.keys) { candidates[$0]?.open ?? 0 }
        for count in stride(from: buckets.keys.max() ?? 0, to: 0, by: -1) {
            let ranks = (buckets.removeValue(forKey: count) ?? [])
                .map { rank(of: $0, candidates[$0] ?? Candidate(), named) }
            for rank in ranks.sorted(by: <) {
                let open = candidates[rank.row]?.open ?? 0
                if open == count { name(rank.row) } else { buckets[open, default: []].append(rank.row) }
            }
        }
        return report(named)
    }

    /// The order in which rows that explain equally many clues are named.
    private struct Rank: Comparable {
        let row: AuditViolation.Row
        let isDoubted: Bool
        /// The row's best place among the suspects of the unexplained clues, and the index of that clue.
        let place: Int
        let clue: Int

        static func < (one: Rank, other: Rank) -> Bool {
            if one.isDoubted != other.isDoubted { return one.isDoubted }
            if (one.place, one.clue) != (other.place, other.clue) {
                return (one.place, one.clue) < (other.place, other.clue)
            }
            // The order is arbitrary, but the same in every run.
            return one.row.description < other.row.description
        }
    }

    private func rank(
        of row: AuditViolation.Row, _ candidate: Candidate, _ named: [AuditViolation.Row?]
    ) -> Rank {
        let best = zip(candidate.places, candidate.clues).filter { named[$0.1] == nil }.min { $0 < $1 }
        return Rank(
            row: row, isDoubted: doubted.contains(row), place: best?.0 ?? .max, clue: best?.1 ?? .max)
    }

    /// Returns the violations, each rule once per row.
    private func report(_ named: [AuditViolation.Row?]) -> [AuditViolation] {
        var reported: Set<ReportedViolation> = []
        return zip(clues, named).compactMap { clue, row in
            guard let row, reported.insert(ReportedViolation(rule: clue.rule, row: row)).inserted else {
                return nil
            }
            // A detail may quote text of a damaged row.
            return AuditViolation(rule: clue.rule, row: row, detail: clue.detail.escapingControlCharacters)
        }
    }

    private struct ReportedViolation: Hashable {
        let rule: AuditViolation.Rule
        let row: AuditViolation.Row
    }
}
