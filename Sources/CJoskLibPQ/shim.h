#pragma once

#include <libpq-fe.h>
#include <pthread.h>
#include <fcntl.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
int pipe2(int ends[2], int flags); // GNU's, which Swift does not ask for.
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

// A pipe whose ends never block and do not outlive an exec; 0, or -1 and errno. Where the system can do that only in steps,
// a child that is forked in between keeps them.
static inline int JoskPipe(int *_Nonnull ends) {
#ifdef __linux__
    return pipe2(ends, O_NONBLOCK | O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    for (int end = 0; end < 2; end++) {
        fcntl(ends[end], F_SETFL, O_NONBLOCK);
        fcntl(ends[end], F_SETFD, FD_CLOEXEC);
    }
    return 0;
#endif
}
