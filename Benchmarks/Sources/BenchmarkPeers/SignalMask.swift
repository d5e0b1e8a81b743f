#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The signals that are blocked in a thread.
///
/// The threads that run tasks block all signals, and a process that they start inherits this mask: a pgbench that does
/// not receive its alarm never ends.
enum SignalMask {
    /// Runs a body, such as the start of a process, on this thread with no signal blocked.
    static func withNothingBlocked(_ body: () throws -> Void) rethrows {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_UNBLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }
}
