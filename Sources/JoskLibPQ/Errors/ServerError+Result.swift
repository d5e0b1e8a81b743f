import CJoskLibPQ
import Foundation

extension ServerError {
    /// The error that a result carries. One that libpq itself made has no SQLSTATE: it gets 08006, as
    /// PostgreSQL calls a connection that failed.
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
