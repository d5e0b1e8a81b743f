internal import JoskText

/// An error as the server reports it.
package struct ServerError: Error, Sendable, Hashable {
    /// The SQLSTATE, by which programs recognize the error.
    ///
    /// See https://www.postgresql.org/docs/15/errcodes-appendix.html
    package let sqlState: SQLState
    /// The severity: ERROR, FATAL or PANIC, or that of a notice.
    package let severity: String
    package let message: String
    package let detail: String?
    package let hint: String?
    /// The place of the error: a traceback of the active functions.
    package let context: String?
    package let table: String?
    package let column: String?
    /// The full name of the constraint that refused a row.
    package let constraint: String?

    package init(
        sqlState: SQLState, severity: String = "ERROR", message: String, detail: String? = nil,
        hint: String? = nil, context: String? = nil, table: String? = nil, column: String? = nil,
        constraint: String? = nil
    ) {
        self.sqlState = sqlState
        self.severity = severity
        self.message = message
        self.detail = detail
        self.hint = hint
        self.context = context
        self.table = table
        self.column = column
        self.constraint = constraint
    }
}

extension ServerError: CustomStringConvertible {
    /// One line for logs, without the detail, which may contain a row's values.
    package var description: String {
        let place = (constraint ?? table).map { " (\($0))" } ?? ""
        return "\(severity) \(sqlState): \(message)\(place)\(hint.map { ". \($0)" } ?? "")"
            .escapingControlCharacters
    }
}
