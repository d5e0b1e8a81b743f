#pragma once

#include <libpq-fe.h>

// The fields of an error. libpq has them as character macros, which Swift does not import.
enum JoskDiagnosticField {
    JoskDiagnosticSeverity = PG_DIAG_SEVERITY_NONLOCALIZED,
    JoskDiagnosticSQLState = PG_DIAG_SQLSTATE,
    JoskDiagnosticMessage = PG_DIAG_MESSAGE_PRIMARY,
    JoskDiagnosticDetail = PG_DIAG_MESSAGE_DETAIL,
    JoskDiagnosticHint = PG_DIAG_MESSAGE_HINT,
    JoskDiagnosticContext = PG_DIAG_CONTEXT,
    JoskDiagnosticSchema = PG_DIAG_SCHEMA_NAME,
    JoskDiagnosticTable = PG_DIAG_TABLE_NAME,
    JoskDiagnosticColumn = PG_DIAG_COLUMN_NAME,
    JoskDiagnosticConstraint = PG_DIAG_CONSTRAINT_NAME,
};
