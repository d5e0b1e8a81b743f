#pragma once

#include <libpq-fe.h>
#include <pthread.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
int pipe2(int ends[2], int flags); // A GNU extension, which Swift does not enable.
#endif

// The fields of an error. libpq defines them as character macros, which Swift does not import.
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

// Starts a detached thread, and returns an error number, or 0. In C, because each system has its own types for this in
// Swift.
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

// Names the calling thread. Swift does not import the GNU function for it.
static inline void JoskNameThread(const char *_Nonnull name) {
#ifdef __APPLE__
    pthread_setname_np(name);
#elif defined(__linux__)
    prctl(PR_SET_NAME, name, 0, 0, 0);
#endif
}

// Creates a stream socket that never blocks and does not outlive an exec, and returns it, or -1.
static inline int JoskSocket(int family) {
#ifdef __linux__
    return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
#else
    int descriptor = socket(family, SOCK_STREAM, 0), on = 1;
    if (descriptor < 0) return -1;
    fcntl(descriptor, F_SETFL, O_NONBLOCK);
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
    return descriptor;
#endif
}

// Sends bytes on a socket of JoskSocket. A peer that has hung up causes an error, and no signal.
static inline long JoskSend(int descriptor, const unsigned char *_Nonnull bytes, long count) {
#ifdef __linux__
    return send(descriptor, bytes, count, MSG_NOSIGNAL);
#else
    return send(descriptor, bytes, count, 0);
#endif
}

// Creates a pipe whose ends never block and do not outlive an exec, and returns 0, or -1 and errno. Where the system
// can do that only in steps, a child that is forked between the steps keeps the ends.
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
