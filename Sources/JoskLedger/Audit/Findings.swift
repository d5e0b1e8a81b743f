/// The broken rules found so far, and the rows to name for them.
struct Findings: Sendable {
    private var clues: [Clue] = []
    /// Rows that are, or may be, what a suspect stands for: an order that is found under another identifier,
    /// the movement that is missing.
    private var aliases: [Suspect: Set<AuditViolation.Row>] = [:]
    /// Rows whose time may be too late, if it is later than that of their command.
    private var doubtfulIfLate: Set<AuditViolation.Row> = []
    /// Those that are. It tips the scales where nothing else does.
    private var doubted: Set<AuditViolation.Row> = []

    /// The ledger entries whose own hash is wrong.
    private(set) var unsound: Set<AuditViolation.Row> = []

    /// Remembers an entry whose own hash is wrong.
    mutating func noteUnsound(_ entry: LedgerEntry) {
        unsound.insert(.ledgerEntry(entry.customerID, sequence: entry.sequence))
    }

    /// How many broken rules were found so far.
    var count: Int { clues.count }

    mutating func report(
        _ rule: AuditViolation.Rule, _ suspects: [Suspect], _ detail: @autoclosure () -> String
    ) {
        clues.append(Clue(rule: rule, suspects: suspects, detail: detail()))
    }

    /// Reports unless the rule holds.
    mutating func expect(
        _ holds: Bool, _ rule: AuditViolation.Rule, _ suspects: @autoclosure () -> [Suspect],
        _ detail: @autoclosure () -> String
    ) {
        if !holds { report(rule, suspects(), detail()) }
    }

    /// Notes that a row may be what a suspect stands for.
    mutating func note(_ row: Suspect, mayBe suspect: Suspect) {
        guard case .row(let row) = row else { return }
        aliases[suspect, default: []].insert(row)
    }

    /// Whether a row was noted that may be what a suspect stands for.
    func isNoted(_ suspect: Suspect) -> Bool { aliases[suspect] != nil }

    /// Notes that a suspect is the likelier one if it is later than its command.
    mutating func doubtIfLate(_ row: AuditViolation.Row) { doubtfulIfLate.insert(row) }

    /// Notes that a row is later than its command. That may be: the clock may have gone back.
    mutating func noteLate(_ row: AuditViolation.Row) {
        if doubtfulIfLate.contains(row) { doubted.insert(row) }
    }

    /// The rows that a suspect stands for.
    private func rows(of suspect: Suspect) -> [AuditViolation.Row] {
        var rows = Array(aliases[suspect, default: []])
        if case .row(let row) = suspect { rows.append(row) }
        return rows
    }
}

// MARK: - Whom to name

extension Findings {
    /// What is known of a row that may be named.
    private struct Candidate {
        /// The clues that it would explain.
        var clues: [Int] = []
        /// How many of them nothing explains yet.
        var open = 0
        /// Its place among the suspects of each.
        var places: [Int] = []
    }

    /// Each broken rule, with the row to name: a row that explains a clue by itself first, then the one that
    /// explains most of what is left, until everything is explained.
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
        // No row explains what only another can, even where one may be the other.
        var certain: [AuditViolation.Row] = []
        for (index, clue) in clues.enumerated() where clue.suspects.count == 1 {
            guard case .row(let row) = clue.suspects[0] else { continue }
            explain(index, by: row)
            certain.append(row)
        }
        for row in certain { name(row) }
        // A row explains no more than it did before, so the buckets are gone through once, from the top.
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

    /// Which of the rows that explain as much is named first.
    private struct Rank: Comparable {
        let row: AuditViolation.Row
        let isDoubted: Bool
        /// Its best place among the suspects of what nothing explains yet, and which clue that is.
        let place: Int
        let clue: Int

        static func < (one: Rank, other: Rank) -> Bool {
            if one.isDoubted != other.isDoubted { return one.isDoubted }
            if (one.place, one.clue) != (other.place, other.clue) {
                return (one.place, one.clue) < (other.place, other.clue)
            }
            // Any order will do, as long as it is the same in every run.
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

    /// Each rule once for each row.
    private func report(_ named: [AuditViolation.Row?]) -> [AuditViolation] {
        var reported: Set<ReportedViolation> = []
        return zip(clues, named).compactMap { clue, row in
            guard let row, reported.insert(ReportedViolation(rule: clue.rule, row: row)).inserted else {
                return nil
            }
            return AuditViolation(rule: clue.rule, row: row, detail: clue.detail)
        }
    }

    private struct ReportedViolation: Hashable {
        let rule: AuditViolation.Rule
        let row: AuditViolation.Row
    }
}
