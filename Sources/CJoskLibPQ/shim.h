#pragma once

#include <libpq-fe.h>
#include <pthread.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

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

// Starts a thread that nobody joins; an error number, or 0. In C: in Swift every system has its own types for this.
static inline int JoskStartThread(void *_Nullable (*_Nonnull body)(void *_Nullable), void *_Nonnull context) {
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (error != 0) return error;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    error = pthread_create(&thread, &attributes, body, context);
    pthread_attr_destroy(&attributes);
    return error;
}

// Names the thread that calls. Swift does not see the GNU function for it.
static inline void JoskNameThread(const char *_Nonnull name) {
#ifdef __APPLE__
    pthread_setname_np(name);
#elif defined(__linux__)
    prctl(PR_SET_NAME, name, 0, 0, 0);
#endif
}
