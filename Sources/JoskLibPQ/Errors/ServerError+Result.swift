import CJoskLibPQ
import Foundation

extension ServerError {
    /// Creates the error of the server that a result carries.
    ///
    /// Every error of a server has an SQLSTATE. For an error that libpq itself made, such as a response that it could
    /// not read, the result is nil.
    init?(of result: OpaquePointer) {
        func field(_ field: JoskDiagnosticField) -> String? {
            PQresultErrorField(result, Int32(field.rawValue)).map { String(cString: $0) }
        }
        guard let sqlState = field(JoskDiagnosticSQLState) else { return nil }
        self.init(
            sqlState: SQLState(sqlState), severity: field(JoskDiagnosticSeverity) ?? "ERROR",
            message: field(JoskDiagnosticMessage)
                ?? String(cString: PQresultErrorMessage(result)).trimmingCharacters(
                    in: .whitespacesAndNewlines),
            detail: field(JoskDiagnosticDetail), hint: field(JoskDiagnosticHint),
            context: field(JoskDiagnosticContext), table: field(JoskDiagnosticTable),
            column: field(JoskDiagnosticColumn), constraint: field(JoskDiagnosticConstraint))
    }
}
