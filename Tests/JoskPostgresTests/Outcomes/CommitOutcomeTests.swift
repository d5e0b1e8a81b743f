import JoskLibPQ
import Testing

@testable import JoskPostgres

@Suite("The outcome of COMMIT")
struct CommitOutcomeTests {
    /// The classes of SQLSTATEs in PostgreSQL's appendix, and one that does not exist.
    private static let classes = [
        "00", "01", "02", "03", "08", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "20", "21", "22", "23",
        "24",
        "25", "26", "27", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "40", "42", "44", "53",
        "54",
        "55", "57", "58", "72", "F0", "HV", "P0", "XX", "ZZ",
    ]

    /// A state of each class, every state of the table, and some that servers report without a row of their own.
    private static let states =
        Set(
            classes.map { SQLState("\($0)9ZZ") } + SQLStateTable.states.keys + [
                "08000", "08003", "08006", "08P01", "23503", "23514", "40003", "42601", "53200", "57P04",
                "58030",
                "P0001", "XX000",
            ]
        ).sorted { $0.code < $1.code }

    /// The classes whose errors abort the statement, stated here independently of the table.
    private static let abortsStatement: Set<String> = [
        "0A", "0B", "0F", "0L", "0P", "0Z", "20", "21", "22", "23", "24", "25", "26", "27", "28", "2B", "2D",
        "2F",
        "34", "38", "39", "3B", "3D", "3F", "42", "44", "53", "54", "55", "58", "72", "F0", "HV", "P0", "XX",
    ]

    private static func provesBeforeCommit(_ state: SQLState) -> Bool {
        switch state.code {
        case "25P03", "25P04": false
        case "53300": false
        case "40000", "40001", "40002", "40P01", "57014": true
        default: abortsStatement.contains(state.classCode)
        }
    }

    private static func provesAtCommit(_ state: SQLState) -> Bool {
        state.classCode == "23" || ["40000", "40001", "40002", "40P01"].contains(state.code)
    }

    private static let endings =
        [PipelineOutcome.Ending.notSent, .unfinished]
        + PipelineOutcome.TransactionStatus.allCases.map { .synchronized($0) }

    /// Returns the outcome of four statements, the last of which is COMMIT, if one of them fails.
    private func outcome(
        _ state: SQLState, severity: String = "ERROR", at slot: Int, _ ending: PipelineOutcome.Ending
    ) -> CommitOutcome {
        var responses = [PipelineOutcome.Response](repeating: .completed(tag: "INSERT 0 1"), count: slot)
        responses.append(.failed(ServerError(sqlState: state, severity: severity, message: "a message")))
        responses += [PipelineOutcome.Response](repeating: .skipped, count: 3 - slot)
        return CommitOutcome(of: PipelineOutcome(statementCount: 4, responses: responses, ending: ending))
    }

    @Test("Only the listed SQLSTATEs prove a rollback, and only with the session's status that fits")
    func failures() {
        for state in Self.states {
            for slot in 0...3 {
                for ending in Self.endings {
                    let isProved =
                        switch ending {
                        case .notSent: true
                        case .synchronized(.failed): slot < 3 && Self.provesBeforeCommit(state)
                        case .synchronized(.idle): slot == 3 && Self.provesAtCommit(state)
                        case .synchronized, .unfinished: false
                        }
                    #expect(
                        outcome(state, at: slot, ending) == (isProved ? .notCommitted : .inDoubt),
                        "\(state) at \(slot), \(ending)")
                    if ending != .notSent {
                        #expect(outcome(state, severity: "FATAL", at: slot, ending) == .inDoubt)
                    }
                }
            }
        }
        show()
    }

    /// Prints what each state proves.
    private func show() {
        var lines = [
            "Outcomes by SQLSTATE (…9ZZ: any other state of the class), before COMMIT and at COMMIT:"
        ]
        for state in Self.states {
            let before = outcome(state, at: 1, .synchronized(.failed))
            lines.append("\(state)  \(before)  \(outcome(state, at: 3, .synchronized(.idle)))")
        }
        printLines(lines)
    }

    @Test("A commit is proved only by the success of every statement, by COMMIT's tag and by an idle session")
    func successes() {
        let insert = PipelineOutcome.Response.completed(tag: "INSERT 0 1")
        let commit = PipelineOutcome.Response.completed(tag: "COMMIT")
        let refused = PipelineOutcome.Response.failed(
            ServerError(sqlState: "22012", message: "division by zero"))
        func outcome(
            _ responses: [PipelineOutcome.Response], of count: Int? = nil,
            _ ending: PipelineOutcome.Ending = .synchronized(.idle), late: Bool = false
        ) -> CommitOutcome {
            CommitOutcome(
                of: PipelineOutcome(
                    statementCount: count ?? responses.count, responses: responses, ending: ending,
                    wasCancelledTooLate: late))
        }
        #expect(outcome([insert, commit]) == .committed)
        #expect(outcome([commit]) == .committed)

        #expect(outcome([insert, commit], late: true) == .inDoubt)
        #expect(outcome([insert, commit], .synchronized(.active)) == .inDoubt)
        #expect(outcome([insert, commit], .synchronized(.failed)) == .inDoubt)
        #expect(outcome([insert, commit], .unfinished) == .inDoubt)
        #expect(outcome([insert], of: 2) == .inDoubt)
        #expect(outcome([insert, commit, refused], of: 2) == .inDoubt)
        #expect(outcome([insert, .completed(tag: "ROLLBACK")]) == .inDoubt)
        #expect(outcome([insert, .completed(tag: "")]) == .inDoubt)
        #expect(outcome([refused, commit]) == .inDoubt)
        #expect(outcome([refused, insert, .skipped], .synchronized(.failed)) == .inDoubt)
        #expect(outcome([.unreadable("out of memory"), commit]) == .inDoubt)
        #expect(outcome([insert, .unreadable("out of memory")]) == .inDoubt)
        #expect(outcome([.unreadable("out of memory"), .skipped], .synchronized(.failed)) == .inDoubt)
        #expect(outcome([]) == .inDoubt)
    }
}
