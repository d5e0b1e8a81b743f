import CJoskLibPQ
import Foundation

extension ServerError {
    /// Creates the error that a result carries.
    ///
    /// An error that libpq itself made has no SQLSTATE. It gets 08006, PostgreSQL's code for a failed connection.
    init(of result: OpaquePointer, otherwise message: String) {
        func field(_ field: JoskDiagnosticField) -> String? {
            PQresultErrorField(result, Int32(field.rawValue)).map { String(cString: $0) }
        }
        let whole = String(cString: PQresultErrorMessage(result))
            .trimmingCharacters(in: .whitespacesAndNewlines)
        self.init(
            sqlState: field(JoskDiagnosticSQLState).map { SQLState($0) } ?? .connectionFailure,
            severity: field(JoskDiagnosticSeverity) ?? "ERROR",
            message: field(JoskDiagnosticMessage) ?? (whole.isEmpty ? message : whole),
            detail: field(JoskDiagnosticDetail), hint: field(JoskDiagnosticHint),
            context: field(JoskDiagnosticContext), table: field(JoskDiagnosticTable),
            column: field(JoskDiagnosticColumn), constraint: field(JoskDiagnosticConstraint))
    }
}
