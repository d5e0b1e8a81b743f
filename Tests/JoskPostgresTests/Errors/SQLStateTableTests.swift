import JoskLedger
import JoskLibPQ
import Testing

@testable import JoskPostgres

@Suite("The SQLSTATE table")
struct SQLStateTableTests {
    private func refused(_ state: SQLState, constraint: String? = nil) -> PostgresError {
        .refused(ServerError(sqlState: state, message: "a message", constraint: constraint))
    }

    @Test("Every SQLSTATE with a metric of its own has a row in the SQLSTATE table, with that metric")
    func causes() {
        for cause in RetryCause.allCases where cause.rawValue.count == 5 && cause != .other {
            let state = SQLState(cause.rawValue)
            #expect(SQLStateTable.states[state]?.cause == cause, "\(cause)")
            #expect(RetryCause(refused(state)) == cause)
        }
    }

    @Test("Each cause of retries in the SQLSTATE table is named after its SQLSTATE")
    func names() {
        for (state, row) in SQLStateTable.states {
            if let cause = row.cause { #expect(cause.rawValue == state.code) }
        }
    }

    @Test("Only SQLSTATEs that leave nothing behind and may not recur are retried")
    func remedies() {
        let remedies = SQLStateTable.states.filter { $0.value.remedy != .giveUp }.mapValues(\.remedy)
        #expect(
            remedies == [
                .serializationFailure: .backOff, .deadlockDetected: .backOff,
                .lockNotAvailable: .waitForLockAgain, .readOnlyTransaction: .lookForPrimary,
                .invalidStatementName: .prepareAgain, .featureNotSupported: .prepareAgain,
            ])
    }

    @Test("A duplicate of a contended key is a lost race, and of any other key a defect")
    func lostRaces() {
        for key in ["journal_pkey", "orders_reference", "orders_reference_102008"] {
            let error = refused(.uniqueViolation, constraint: key)
            #expect(error.remedy == .decideAgain && error.storeError.code == .busy, "\(key)")
        }
        for key in ["ledger_entries_pkey", "orders_referencex"] {
            let error = refused(.uniqueViolation, constraint: key)
            #expect(error.remedy == .giveUp && error.storeError.code == .contractViolation, "\(key)")
        }
    }

    @Test(
        "A SQLSTATE without a row is mapped by its class, and any other to a contract violation",
        arguments: [
            ("08003", StoreError.Code.unavailable), ("53200", .unavailable), ("57000", .unavailable),
            ("58030", .unavailable), ("28000", .accessDenied), ("23514", .contractViolation),
            ("22003", .contractViolation), ("XX000", .contractViolation),
        ])
    func classes(state: String, code: StoreError.Code) {
        #expect(SQLStateTable.states[SQLState(state)] == nil)
        #expect(SQLStateTable.row(of: SQLState(state)).code == code)
        #expect(SQLStateTable.row(of: SQLState(state)).remedy == .giveUp)
    }
}
